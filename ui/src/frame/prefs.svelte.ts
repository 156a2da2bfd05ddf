import { prefsSet, type Panes, type Prefs } from '../backend';
import { setLocale } from '../kit';

let current = $state<Prefs>({
  language: 'system',
  theme: 'system',
  single_keys: true,
  notify: true,
  place: '',
  panes: { rail: 0, list: 0, side: 0 },
});

/** What this computer remembers: language, theme, single-letter keys, where one was. */
export function prefs(): Readonly<Prefs> {
  return current;
}

/** Takes over what the shell remembers, without writing it back. */
export function adoptPrefs(stored: Prefs): void {
  current = stored;
  setLocale(stored.language);
  const root = document.documentElement;
  if (stored.theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = stored.theme;
}

/** Changes some of them, at once in the window and then on disk. */
export async function changePrefs(change: Partial<Prefs>): Promise<void> {
  adoptPrefs({ ...current, ...change });
  await prefsSet({ prefs: $state.snapshot(current) });
}

/** Makes a pane as wide as this: `done` once it is to be remembered. */
export function widen(pane: keyof Panes, width: number, done: boolean): Promise<void> {
  const panes = { ...current.panes, [pane]: width };
  if (done) return changePrefs({ panes });
  adoptPrefs({ ...current, panes });
  return Promise.resolve();
}

/** The width of a pane as style has it; nothing where it is what it is by itself. */
export function widthOf(pane: keyof Panes): string | undefined {
  const width = current.panes[pane];
  return width ? `${width}px` : undefined;
}

/** Light to dark and back, from whatever shows now. */
export function toggleTheme(): Promise<void> {
  const dark =
    current.theme === 'dark' ||
    (current.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  return changePrefs({ theme: dark ? 'light' : 'dark' });
}
