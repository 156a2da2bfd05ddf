import { onDestroy } from 'svelte';
import type { Entry } from '../kit';

type Provider = () => Entry[];

const providers: Provider[] = [];

/** Offers things for the palette while the calling component stands. */
export function offerCommands(provider: Provider): void {
  providers.unshift(provider);
  onDestroy(() => {
    providers.splice(providers.indexOf(provider), 1);
  });
}

/** Everything that can be done now: what is open first. */
export function commands(): Entry[] {
  return providers.flatMap((provider) => provider());
}
