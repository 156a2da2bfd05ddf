import { listen } from '@tauri-apps/api/event';
import type { WindowEvents } from './window';

/** Hears an event until the returned function is called. */
export function on<Name extends keyof WindowEvents>(
  name: Name,
  hear: (payload: WindowEvents[Name]) => void,
): () => void {
  const stop = listen<WindowEvents[Name]>(name, (event) => hear(event.payload));
  return () => void stop.then((off) => off());
}
