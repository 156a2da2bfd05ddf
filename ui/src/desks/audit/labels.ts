import type { AuditEntry } from '../../backend';
import { has, sentenceList, t } from '../../kit';
import { desk as people } from '../people/desk.svelte';

/** The first id that the locales have a sentence for, else the word itself. */
function firstOf(word: string, ...ids: string[]): string {
  const id = ids.find(has);
  return id ? t(id) : word;
}

/** What was done, in words: the log's own sentence, or the workflow's word for the act. */
export function actLabel(act: string): string {
  const id = act.replaceAll('.', '-');
  const alone = act.slice(act.indexOf('.') + 1);
  return firstOf(act, `audit-act-${id}`, `act-${id}`, `act-${alone}`);
}

/** What kind of thing an act was done to. */
export function objectLabel(kind: string): string {
  return firstOf(kind, `audit-object-${kind}`);
}

/** The person that an act was done to. */
export function personOf(entry: AuditEntry): string | undefined {
  if (entry.object_kind !== 'person') return undefined;
  return people.all.find((one) => one.id === entry.object)?.name;
}

/** Who did it: a person, or the program where nobody did. */
export function whoLabel(entry: AuditEntry): string {
  return entry.person?.name ?? t('audit-program');
}

function valueLabel(part: string, value: string): string {
  if (part === 'undone') return actLabel(value);
  if (part === 'kinds') {
    return sentenceList(value.split(/,\s*/).map((kind) => firstOf(kind, `kind-${kind}`)));
  }
  if (part === 'roles') {
    return sentenceList(value.split(' ').map((role) => firstOf(role, `role-${role}`)));
  }
  return firstOf(value, `${part}-${value}`, `audit-${value}`);
}

/** What an act changed, part by part, in words where the locales have them. */
export function detailOf(entry: AuditEntry): { part: string; value: string }[] {
  return Object.entries(entry.detail).map(([part, value]) => {
    const id = part.replaceAll('_', '-');
    return {
      part: firstOf(part, `audit-detail-${id}`),
      value: valueLabel(id, value),
    };
  });
}
