import type { Deed, Triage } from '../../backend';

/** The acts that can be done to many, in the order in which they are offered. */
export const BULK_ACTS = [
  'triage',
  'assign',
  'note',
  'await-identity',
  'await-requester',
  'resume',
  'snooze',
  'not-ours',
  'close',
  'reopen',
  'hold',
  'release',
] as const;
export type BulkAct = (typeof BULK_ACTS)[number];

/** What was filled in, whichever act it is for. */
export interface Filled {
  kind: string;
  priority: string;
  department: string;
  tag: string;
  person: string;
  text: string;
  until: string | null;
}

/** The act as the desk takes it; nothing while something is missing. */
export function deedOf(act: BulkAct, filled: Filled): Deed | null {
  const text = filled.text.trim();
  switch (act) {
    case 'triage': {
      const triage = triageOf(filled);
      return Object.keys(triage).length ? { act, triage: triage as Triage } : null;
    }
    case 'assign':
      return { act, person: filled.person || null };
    case 'note':
      return text ? { act, text } : null;
    case 'await-identity':
    case 'await-requester':
      return {
        act: 'await',
        what: act === 'await-identity' ? 'awaiting-identity' : 'awaiting-requester',
      };
    case 'snooze':
      return filled.until ? { act, until: filled.until } : null;
    case 'not-ours':
    case 'reopen':
    case 'hold':
      return text ? { act, reason: text } : null;
    case 'resume':
    case 'close':
    case 'release':
      return { act };
  }
}

/** What stays as it is, is not named. */
function triageOf({ kind, priority, department, tag }: Filled): Partial<Triage> {
  return {
    ...(kind && { kinds: [kind as never] }),
    ...(priority && { priority: priority as Triage['priority'] }),
    ...(department && { department }),
    ...(tag.trim() && { add_tags: [tag.trim()] }),
  };
}
