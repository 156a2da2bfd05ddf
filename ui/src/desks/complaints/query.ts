/** A piece of a query: a word, or a key with its value. */
interface QueryPart {
  text: string;
  key: boolean;
}

const KEY = /(?<=^|\s)(?:from:\S*|kind:\S*|is:\S*)/gi;

/** Cuts a query so that its keys can be marked while they are typed. */
export function parts(text: string): QueryPart[] {
  const made: QueryPart[] = [];
  let at = 0;
  for (const found of text.matchAll(KEY)) {
    made.push({ text: text.slice(at, found.index), key: false }, { text: found[0], key: true });
    at = found.index + found[0].length;
  }
  made.push({ text: text.slice(at), key: false });
  return made.filter((part) => part.text);
}
