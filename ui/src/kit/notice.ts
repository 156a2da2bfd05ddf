import { getContext, setContext, type Snippet } from 'svelte';

const KEY = Symbol('notice');

/** What stands at the top of every dialog below, while there is something to say. */
export function noticeInDialogs(notice: Snippet): void {
  setContext(KEY, notice);
}

/** The notice for a dialog, if whoever opens it has one. */
export function dialogNotice(): Snippet | undefined {
  return getContext<Snippet | undefined>(KEY);
}
