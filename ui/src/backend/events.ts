import { listen } from '@tauri-apps/api/event';
import type { WindowEvents } from './window';

type Hearers = { [Name in keyof WindowEvents]?: Set<(payload: WindowEvents[Name]) => void> };

/** Who hears what. The shell is listened to once and for good: an event that is on its way while
 * one stops listening would find nobody. */
const hearers: Hearers = {};

/** Hears an event until the returned function is called. */
export function on<Name extends keyof WindowEvents>(
  name: Name,
  hear: (payload: WindowEvents[Name]) => void,
): () => void {
  const all = (hearers[name] ??= begin(name));
  all.add(hear);
  return () => all.delete(hear);
}

function begin<Name extends keyof WindowEvents>(name: Name): NonNullable<Hearers[Name]> {
  const all = new Set<(payload: WindowEvents[Name]) => void>();
  void listen<WindowEvents[Name]>(name, ({ payload }) => {
    for (const hear of [...all]) hear(payload);
  });
  return all as NonNullable<Hearers[Name]>;
}
