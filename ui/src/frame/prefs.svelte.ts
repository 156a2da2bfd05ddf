import { prefsSet, type Prefs } from '../backend';
import { setLocale } from '../kit';

let current = $state<Prefs>({
  language: 'system',
  theme: 'system',
  single_keys: true,
  notify: true,
  place: '',
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

/** Light to dark and back, from whatever shows now. */
export function toggleTheme(): Promise<void> {
  const dark =
    current.theme === 'dark' ||
    (current.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  return changePrefs({ theme: dark ? 'light' : 'dark' });
}
