import { onDestroy } from 'svelte';
import { prefs } from './prefs.svelte';

/** Where `?` lists a key. */
export type KeyGroup = 'move' | 'case' | 'person' | 'list' | 'go' | 'window';

interface KeyEntry {
  /** The sentence is `key-` + id. */
  id: string;
  /** Each alone does it. `g c` is one after the other. */
  chords: readonly string[];
  group: KeyGroup;
}

/** Every key of the window, in the order in which `?` shows them. */
export const KEYS = [
  { id: 'next', chords: ['j', 'ArrowDown'], group: 'move' },
  { id: 'previous', chords: ['k', 'ArrowUp'], group: 'move' },
  { id: 'page-down', chords: ['PageDown'], group: 'move' },
  { id: 'page-up', chords: ['PageUp'], group: 'move' },
  { id: 'first', chords: ['Home'], group: 'move' },
  { id: 'last', chords: ['End'], group: 'move' },
  { id: 'open', chords: ['Enter'], group: 'move' },
  { id: 'back', chords: ['Escape'], group: 'move' },
  { id: 'panel', chords: ['i'], group: 'move' },
  { id: 'next-step', chords: ['e'], group: 'case' },
  { id: 'triage', chords: ['t'], group: 'case' },
  { id: 'assign', chords: ['a'], group: 'case' },
  { id: 'note', chords: ['n'], group: 'case' },
  { id: 'identity', chords: ['v'], group: 'case' },
  { id: 'reply', chords: ['r'], group: 'case' },
  { id: 'reply-all', chords: ['R'], group: 'case' },
  { id: 'letters', chords: ['Ctrl+j', 'L'], group: 'case' },
  { id: 'send', chords: ['Ctrl+Enter'], group: 'case' },
  { id: 'answer', chords: ['w'], group: 'case' },
  { id: 'refuse', chords: ['f'], group: 'case' },
  { id: 'extend', chords: ['d'], group: 'case' },
  { id: 'snooze', chords: ['s'], group: 'case' },
  { id: 'await-requester', chords: ['q'], group: 'case' },
  { id: 'link', chords: ['l'], group: 'case' },
  { id: 'merge', chords: ['m'], group: 'case' },
  { id: 'split', chords: ['b'], group: 'case' },
  { id: 'take-out', chords: ['B'], group: 'case' },
  { id: 'close', chords: ['y'], group: 'case' },
  { id: 'task', chords: ['x'], group: 'case' },
  { id: 'unread', chords: ['u'], group: 'case' },
  { id: 'undo', chords: ['z'], group: 'case' },
  { id: 'quotes', chords: ['o'], group: 'case' },
  { id: 'print', chords: ['Ctrl+p'], group: 'case' },
  { id: 'own-window', chords: ['Shift+Enter'], group: 'case' },
  { id: 'html', chords: ['h'], group: 'case' },
  { id: 'confirm', chords: ['e'], group: 'person' },
  { id: 'roles', chords: ['r'], group: 'person' },
  { id: 'new-code', chords: ['m'], group: 'person' },
  { id: 'let-go', chords: ['x'], group: 'person' },
  { id: 'stays', chords: ['y'], group: 'person' },
  { id: 'new', chords: ['c'], group: 'list' },
  { id: 'review', chords: ['v'], group: 'list' },
  { id: 'filter', chords: ['/'], group: 'list' },
  { id: 'mark', chords: ['Space'], group: 'list' },
  { id: 'mark-run', chords: ['Shift+Space'], group: 'list' },
  { id: 'mark-all', chords: ['Ctrl+a'], group: 'list' },
  { id: 'order', chords: ['p'], group: 'list' },
  { id: 'keep-view', chords: ['Ctrl+s'], group: 'list' },
  { id: 'place-view', chords: ['Alt+ArrowUp', 'Alt+ArrowDown'], group: 'list' },
  { id: 'import', chords: ['Ctrl+o'], group: 'list' },
  { id: 'go-complaints', chords: ['g c'], group: 'go' },
  { id: 'go-needs-me', chords: ['g w'], group: 'go' },
  { id: 'go-new', chords: ['g n'], group: 'go' },
  { id: 'go-all-open', chords: ['g o'], group: 'go' },
  { id: 'go-mailbox', chords: ['g m'], group: 'go' },
  { id: 'go-outbox', chords: ['g x'], group: 'go' },
  { id: 'go-people', chords: ['g p'], group: 'go' },
  { id: 'go-retention', chords: ['g e'], group: 'go' },
  { id: 'go-audit', chords: ['g l'], group: 'go' },
  { id: 'go-settings', chords: ['g ,'], group: 'go' },
  { id: 'palette', chords: ['Ctrl+k'], group: 'window' },
  { id: 'keys', chords: ['?'], group: 'window' },
  { id: 'lock', chords: ['Ctrl+l'], group: 'window' },
  { id: 'close-window', chords: ['Ctrl+w'], group: 'window' },
] as const satisfies readonly KeyEntry[];

export type KeyId = (typeof KEYS)[number]['id'];

/** Does what the key is for; false lets the key go on to whoever comes next. */
type Handler = () => unknown;
type Handlers = Partial<Record<KeyId, Handler>>;

const layers: Handlers[] = [];

/** What these keys do while the calling component stands. The youngest layer is asked first. */
export function handleKeys(handlers: Handlers): void {
  layers.push(handlers);
  onDestroy(() => {
    layers.splice(layers.indexOf(handlers), 1);
  });
}

/** Whether some screen that stands now does something with this key. */
export function isHandled(id: KeyId): boolean {
  return layers.some((layer) => layer[id]);
}

/** Does what a key would do. */
export function act(id: KeyId): boolean {
  for (const layer of layers.toReversed()) {
    const handler = layer[id];
    if (handler && handler() !== false) return true;
  }
  return false;
}

const CAPS: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Escape: 'Esc',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
};

function cap(key: string): string {
  return CAPS[key] ?? key;
}

/** The keys of a chord as they are drawn: `Ctrl+k` is `Ctrl` and `K`, `B` is `Shift` and `B`. */
export function caps(chord: string): string[] {
  if (/^[A-Z]$/.test(chord)) return ['Shift', chord];
  return chord
    .split(/[+ ]/)
    .map((key, at) =>
      at > 0 && key.length === 1 && chord.includes('+') ? key.toUpperCase() : cap(key),
    );
}

/** The first key of an act, as shown on its button; nothing while single letters are off. */
export function keyOf(id: KeyId): string | undefined {
  const chord = KEYS.find((key) => key.id === id)?.chords[0];
  if (!chord || (isSingle(chord) && !prefs().single_keys)) return undefined;
  return caps(chord).join(' ');
}

/** A chord that types something: dead in text fields, and where the settings say so. */
function isSingle(chord: string): boolean {
  return chord.split(' ').every((key) => [...key].length === 1);
}

function chordOf(event: KeyboardEvent): string {
  if (event.key === ' ') return event.shiftKey ? 'Shift+Space' : 'Space';
  if (event.key === 'Enter' && event.shiftKey) return 'Shift+Enter';
  const key = event.key.length === 1 && event.ctrlKey ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('input:not([type=checkbox], [type=radio]), textarea, select')
  );
}

/** With Ctrl, what a text field does itself: choose all, cut, copy, paste, undo, redo. */
const EDITS = ['a', 'x', 'c', 'v', 'z', 'y'];

/** Keys that the focused control means for itself. */
function isOwn(event: KeyboardEvent): boolean {
  const { target, key } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (isTyping(target))
    return key !== 'Escape' && (!event.ctrlKey || EDITS.includes(key.toLowerCase()));
  const presses = target.closest('button, a, summary, [role=menu]') !== null;
  if (presses && !event.ctrlKey && (key === 'Enter' || key === ' ')) return true;
  const chooses = target.matches('input[type=checkbox], input[type=radio]');
  if (chooses && (key === ' ' || key.startsWith('Arrow'))) return true;
  const scrolls = target.closest('[data-scrolls]') !== null;
  return scrolls && ['PageDown', 'PageUp', 'Home', 'End', 'ArrowUp', 'ArrowDown'].includes(key);
}

const SEQUENCE_MS = 1200;
let first: { key: string; at: number } | null = null;

/** The window's one key listener. Dialogs and menus stop their keys before they get here. */
export function onKeydown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing || isOwn(event)) return;
  if (document.querySelector('dialog[open]')) return;
  const key = chordOf(event);
  const pending = first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${key}` : null;
  first = null;
  const found = entryOf(pending) ?? entryOf(key);
  if (found) {
    if (act(found)) event.preventDefault();
  } else if (prefs().single_keys && KEYS.some((e) => e.chords[0].startsWith(`${key} `))) {
    first = { key, at: event.timeStamp };
    event.preventDefault();
  }
}

function entryOf(chord: string | null): KeyId | undefined {
  if (!chord || (isSingle(chord) && !prefs().single_keys)) return undefined;
  // One letter may mean something on one desk, and something else on another.
  const meant = (entry: KeyEntry) => entry.chords.includes(chord);
  return KEYS.find((entry) => meant(entry) && isHandled(entry.id))?.id;
}
