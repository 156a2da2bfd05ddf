import { getCurrentWindow } from '@tauri-apps/api/window';

/** Closes a window that shows one case. */
export const closeWindow = (): Promise<void> => getCurrentWindow().close();
/** Names it, in the computer's list of windows too: nothing of what is in the case. */
export const nameWindow = (title: string): Promise<void> => getCurrentWindow().setTitle(title);
