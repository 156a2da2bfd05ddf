import { getCurrentWindow } from '@tauri-apps/api/window';
import { command, question } from './call';

/** Closes a window that shows one case. */
export const closeWindow = (): Promise<void> => getCurrentWindow().close();
/** Names it, in the computer's list of windows too: nothing of what is in the case. */
export const nameWindow = (title: string): Promise<void> => getCurrentWindow().setTitle(title);
/** What is typed in this window's form now: it outlives a lock. Nothing once it was sent. */
export const unsentKeep = command<{ typed: string | null }, void>('unsent_keep');
/** What was typed before the keys were closed. */
export const unsent = question<string | null>('unsent');
/** In how many windows something is typed that goes with this one. */
export const unsentCount = question<number>('unsent_count');
/** Closes this window, whatever is typed in it. */
export const windowLeave = question<void>('window_leave');
