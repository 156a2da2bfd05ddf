/** A name as an option of a list shows it at its depth in a tree. */
export function indented(name: string, depth: number): string {
  return '\u2003'.repeat(depth) + name;
}
