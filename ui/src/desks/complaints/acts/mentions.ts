import type { Person } from '../../../backend';

/** `@` and what was typed of a name, up to the cursor; not the `@` of an address. */
const BEGUN = /(?<![\w.])@([^\s@]*)$/u;

/** A name that is being typed, and where its `@` stands. */
export function nameAt(text: string, cursor: number): { typed: string; from: number } | null {
  const [piece, typed] = BEGUN.exec(text.slice(0, cursor)) ?? [];
  return piece === undefined ? null : { typed: typed ?? '', from: cursor - piece.length };
}

/** The people whose name, or a word of it, begins so. */
export function named(typed: string, people: readonly Person[]): Person[] {
  const wanted = typed.toLowerCase();
  return people.filter(({ name }) =>
    [name, ...name.split(/\s+/u)].some((word) => word.toLowerCase().startsWith(wanted)),
  );
}

/** The people whom a text names after an `@`; the longer of two names counts where both fit. */
export function mentioned(text: string, people: readonly Person[]): Person[] {
  let left = text;
  return people
    .toSorted((a, b) => b.name.length - a.name.length)
    .filter(({ name }) => {
      const found = name !== '' && left.includes(`@${name}`);
      if (found) left = left.replaceAll(`@${name}`, ' ');
      return found;
    });
}
