/** Where the rows and the heads of groups of a long list stand. */
export interface Stretch {
  group: string;
  /** Index of its first row. */
  first: number;
  count: number;
  /** Top of its head, or of its first row where it has none. */
  top: number;
  /** Height of its head: 0 without. */
  head: number;
}

/** Joins runs of the same group and gives each its place. */
export function layOut(
  runs: Iterable<{ group: string; count: number }>,
  row: number,
  head: number,
): Stretch[] {
  const made: Stretch[] = [];
  for (const run of runs) {
    const last = made.at(-1);
    if (last?.group === run.group) last.count += run.count;
    else {
      const first = last ? last.first + last.count : 0;
      const top = last ? bottom(last, row) : 0;
      made.push({ group: run.group, first, count: run.count, top, head: run.group ? head : 0 });
    }
  }
  return made;
}

export function bottom(stretch: Stretch, row: number): number {
  return stretch.top + stretch.head + stretch.count * row;
}

/** The top of a row. */
export function topOf(stretches: Stretch[], index: number, row: number): number {
  const at = stretches.findLast((stretch) => stretch.first <= index);
  return at ? at.top + at.head + (index - at.first) * row : index * row;
}

/** The row at a height. */
export function rowAt(stretches: Stretch[], y: number, row: number): number {
  const at = stretches.findLast((stretch) => stretch.top <= y) ?? stretches[0];
  if (!at) return Math.max(0, Math.floor(y / row));
  const inside = Math.floor((y - at.top - at.head) / row);
  return at.first + Math.min(Math.max(inside, 0), at.count);
}
