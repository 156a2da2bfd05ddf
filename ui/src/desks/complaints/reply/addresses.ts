/** The addresses of a line, parted by commas or semicolons that are in no quoted name. */
export function addressesOf(line: string): string[] {
  const parts = line.match(/(?:"(?:\\.|[^"\\])*"|[^,;，；\n])+/g) ?? [];
  return parts.map((part) => part.trim()).filter(Boolean);
}
