import {
  casesList,
  type CaseRow,
  type Person,
  type RegimeView,
  type SearchKey,
} from '../../backend';
import { bilingual, has, t } from '../../kit';

/** A piece of a query: a word, or a key with its value. */
interface QueryPart {
  text: string;
  key: boolean;
}

/** Pieces between spaces; what stands in quotation marks is one, closed or not. */
const PIECE = /(?:[^\s"“”]|["“][^"”]*["”]?)+|\s+/gu;

/** Cuts a query so that its keys can be marked while they are typed. */
export function parts(text: string, keys: readonly SearchKey[]): QueryPart[] {
  return [...text.matchAll(PIECE)].map(([piece]) => ({
    text: piece,
    key: keys.some((one) => piece.replace(/^-/, '').toLowerCase().startsWith(`${one.key}:`)),
  }));
}

/** Something that may be typed next. */
export interface Completion {
  /** What it puts in the place of the piece. */
  text: string;
  /** What that means. */
  hint: string;
  /** A value follows. */
  open: boolean;
}

/** A piece as it stands before the cursor, and where it begins. */
export function pieceAt(text: string, cursor: number): { piece: string; from: number } {
  const before = text.slice(0, cursor);
  const last = [...before.matchAll(PIECE)].at(-1)?.[0] ?? '';
  const piece = last.trim() ? last : '';
  return { piece, from: cursor - piece.length };
}

const MOST = 8;

/** What a piece may become. */
export function completions(
  piece: string,
  keys: readonly SearchKey[],
  regimes: readonly RegimeView[],
): Completion[] {
  const minus = piece.startsWith('-') ? '-' : '';
  const [typed = '', value] = piece.slice(minus.length).toLowerCase().split(/:(.*)/su);
  if (value === undefined) {
    return keys
      .filter(({ key }) => key.startsWith(typed))
      .map(({ key }) => ({
        text: `${minus}${key}:`,
        hint: t(`filter-key-${key}`),
        open: true,
      }));
  }
  const found = keys.find(({ key }) => key === typed);
  const wanted = value.replace(/^["“]/u, '');
  return (found?.values ?? [])
    .map((one) => ({ one, hint: meaning(typed, one, regimes) }))
    .filter(
      ({ one, hint }) =>
        one !== wanted &&
        (one.toLowerCase().startsWith(wanted) || hint.toLowerCase().includes(wanted)),
    )
    .slice(0, MOST)
    .map(({ one, hint }) => ({
      text: `${minus}${typed}:${/\s/u.test(one) ? `"${one}"` : one} `,
      hint: hint === one ? '' : hint,
      open: false,
    }));
}

/** The sentences that may tell a word of a key. */
const SENTENCES: Record<string, (value: string) => readonly string[]> = {
  kind: (value) => [`kind-${value}`],
  is: (value) => [`flag-${value}`, `status-${value}`],
  has: (value) => [`thing-${value}`],
  priority: (value) => [`priority-${value}`],
  channel: (value) => [`channel-${value}`],
  identity: (value) => [`identity-${value}`],
  assignee: (value) => [`filter-assignee-${value}`],
  task: (value) => [`task-is-${value}`],
  mentions: (value) => [`filter-assignee-${value}`],
};

function meaning(key: string, value: string, regimes: readonly RegimeView[]): string {
  const regime = key === 'regime' && regimes.find((one) => one.id === value);
  if (regime) return bilingual(regime.title);
  const sentence = SENTENCES[key]?.(value).find(has);
  return sentence ? t(sentence) : value;
}

/** Whether a query ends in a key that has no value yet: then it is no question. */
export function isUnfinished(text: string, keys: readonly SearchKey[]): boolean {
  const { piece } = pieceAt(text, text.length);
  return keys.some(({ key }) => piece.replace(/^-/, '').toLowerCase() === `${key}:`);
}

/** The cases for some words, wherever they stand; digits alone are a number, too. */
export async function casesFor(words: string, limit: number): Promise<CaseRow[]> {
  const typed = words.trim();
  if (!typed) return [];
  const query = /^\d{1,9}$/.test(typed) ? `number:${typed} or ${typed}` : typed;
  const page = await casesList({
    query: { view: 'all', query, sort: null, reverse: false, after: null, limit },
  });
  return page.rows;
}

/** What finds one person's cases: their name, or where that is another's too or no word, their id. */
export function wordFor(id: string, people: readonly Person[]): string {
  const name = people.find((one) => one.id === id)?.name.toLowerCase() ?? '';
  const same = people.filter((one) => one.name.toLowerCase() === name);
  return same.length === 1 && !/["“”]|^(me|none)?$/u.test(name) ? (same[0]?.name ?? id) : id;
}
