import type { Deed, Outcome, Triage } from '../../backend';

/** The acts that can be done to many, in the order in which they are offered. */
export const BULK_ACTS = [
  'triage',
  'acknowledge',
  'answer',
  'refuse',
  'assign',
  'note',
  'await-identity',
  'await-requester',
  'resume',
  'snooze',
  'not-ours',
  'merge',
  'link',
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
  outcome: string;
  /** Why, beside what is sent. */
  reason: string;
  ground: string;
  route: string;
  otherPerson: boolean;
  /** Linked with one another, or with one case. */
  linked: 'each' | 'one';
  other: string;
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
    case 'acknowledge':
      return { act, text, sent_at: null };
    case 'answer': {
      const { outcome } = filled;
      const reason = filled.reason.trim();
      const complete = text && (reason || outcome !== 'partly');
      return complete ? { act, text, outcome: outcome as Outcome, reason, sent_at: null } : null;
    }
    case 'refuse': {
      const { ground } = filled;
      const [reason, route] = [filled.reason.trim(), filled.route.trim()];
      return ground && reason ? { act, ground, reason, route, text } : null;
    }
    case 'merge':
      return { act, other_person: filled.otherPerson };
    case 'link':
      if (filled.linked === 'each') return { act, to: null };
      return filled.other ? { act, to: filled.other } : null;
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
