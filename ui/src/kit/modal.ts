let last: HTMLElement | null = null;

/** Shows a dialog over the window; once it is gone, the focus goes back to where it was. */
export function modal(dialog: HTMLDialogElement): () => void {
  const active = document.activeElement;
  // One dialog may follow another: what counts is where one was before the first.
  if (active instanceof HTMLElement && active !== document.body) last = active;
  const before = last;
  dialog.showModal();
  return () => {
    setTimeout(() => {
      const lost = document.activeElement === document.body || !document.activeElement;
      if (lost && before?.isConnected) before.focus();
    }, 0);
  };
}
