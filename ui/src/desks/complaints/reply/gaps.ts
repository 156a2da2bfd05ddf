import type { Language, RegimeView } from '../../../backend';
import type { Decision } from './reply.svelte';

/** A field of a letter that is still to be filled in, and where in the text it stands. */
export interface Gap {
  field: string;
  from: number;
  to: number;
}

/** How much of the text stands before a place in it, from 0 to 1, as its lines are broken. */
export function shareBefore(text: string, at: number): number {
  const lines = (part: string) =>
    part.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 72), 0);
  return lines(text.slice(0, at)) / lines(text);
}

/** How the desk marks a field that nothing is known for. */
const MARK = /⟦([^⟦⟧]+)⟧/g;

export function gapsIn(text: string): Gap[] {
  return [...text.matchAll(MARK)].map((found) => ({
    field: found[1] ?? '',
    from: found.index,
    to: found.index + found[0].length,
  }));
}

/** What the answer decides says of the fields of a letter. */
export function decidedFields(
  decisions: readonly Decision[],
  regimes: readonly RegimeView[],
  language: Language,
): ReadonlyMap<string, string> {
  const told = decisions.find((one) => one.outcome === 'refused' || one.outcome === 'partly');
  if (!told) return new Map();
  const grounds = regimes.flatMap((regime) => regime.grounds);
  const title = grounds.find((one) => one.id === told.ground)?.title;
  const ground = told.outcome === 'refused' && title ? title[language === 'en' ? 'en' : 'zh'] : '';
  const fields = { ground, reason: told.reason.trim(), route: told.route?.trim() ?? '' };
  return new Map(Object.entries(fields).filter(([, value]) => value));
}

/** A text with the gaps filled that something is known for. */
export function filledIn(text: string, known: ReadonlyMap<string, string>): string {
  return text.replace(MARK, (mark, field: string) => known.get(field) ?? mark);
}
