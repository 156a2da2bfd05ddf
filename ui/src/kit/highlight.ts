interface Part {
  text: string;
  hit: boolean;
}

/** Cuts a text at byte ranges of its UTF-8, which is how the search counts. */
export function split(text: string, hits: [number, number][]): Part[] {
  if (hits.length === 0) return [{ text, hit: false }];
  const bytes = new TextEncoder().encode(text);
  const read = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
  const parts: Part[] = [];
  let at = 0;
  for (const [from, to] of hits.toSorted((a, b) => a[0] - b[0])) {
    if (from < at) continue;
    parts.push({ text: read(at, from), hit: false }, { text: read(from, to), hit: true });
    at = to;
  }
  parts.push({ text: read(at, bytes.length), hit: false });
  return parts.filter((part) => part.text);
}

/** Where `needle` stands in `text`, as parts; whatever the case of letters. */
export function splitAt(text: string, needle: string): Part[] {
  const at = needle ? text.toLowerCase().indexOf(needle.toLowerCase()) : -1;
  if (at < 0) return [{ text, hit: false }];
  return [
    { text: text.slice(0, at), hit: false },
    { text: text.slice(at, at + needle.length), hit: true },
    { text: text.slice(at + needle.length), hit: false },
  ].filter((part) => part.text);
}
