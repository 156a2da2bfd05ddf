import type { CaseDetail } from '../../backend';
import { day, sentenceList, t, word } from '../../kit';

/** What can differ between two states of a case. */
export type Field =
  | 'status'
  | 'asks'
  | 'priority'
  | 'assignee'
  | 'department'
  | 'tags'
  | 'regime'
  | 'own-due'
  | 'snoozed'
  | 'identity'
  | 'minor'
  | 'representative'
  | 'parties'
  | 'messages'
  | 'notes'
  | 'links'
  | 'held';

export interface Difference {
  field: Field;
  before: string;
  now: string;
}

/** What a form would put in place of a field. */
export interface Mine {
  /** Whether it differs from what the case was when the form opened. */
  changed: () => boolean;
  text: () => string;
  /** Takes what the case has now instead. */
  take: (theirs: CaseDetail) => void;
}

const yes = (holds: boolean) => t(holds ? 'yes' : 'no');

/** Each field in words. */
const TEXTS: Record<Field, (detail: CaseDetail) => string> = {
  status: ({ status }) => word('status', status),
  asks: ({ asks }) => asksText(asks),
  priority: ({ priority }) => word('priority', priority),
  assignee: ({ assignee }) => assignee?.name ?? t('nobody'),
  department: ({ department }) => department ?? t('none'),
  tags: ({ tags }) => (tags.length ? sentenceList(tags) : t('none')),
  regime: ({ regime }) => regime,
  'own-due': ({ due_on }) => (due_on ? day(due_on) : t('none')),
  snoozed: ({ snoozed_until }) => (snoozed_until ? day(snoozed_until) : t('no')),
  identity: ({ identity }) => word('identity', identity.state),
  minor: ({ minor }) => yes(minor),
  representative: ({ representative }) => yes(representative),
  parties: ({ parties }) => sentenceList(parties.map(({ name, address }) => name || address)),
  messages: ({ messages }) => String(messages.length),
  notes: ({ notes }) => String(notes.length),
  links: ({ links }) =>
    sentenceList(
      links.filter(({ linked }) => linked).map(({ number }) => t('case-number', { number })),
    ),
  held: ({ hold }) => yes(hold !== null),
};

/** What is asked, each with what came of it. */
function asksText(asks: CaseDetail['asks']): string {
  const one = ({ kind, outcome }: CaseDetail['asks'][number]) => {
    const name = kind ? word('kind', kind) : t('kind-unset');
    return outcome ? t('ask-with', { ask: name, outcome: word('outcome', outcome) }) : name;
  };
  return asks.length ? sentenceList(asks.map(one)) : t('none');
}

/** What others have made of a case, field by field. */
export function differences(before: CaseDetail, now: CaseDetail): Difference[] {
  return (Object.keys(TEXTS) as Field[])
    .map((field) => ({ field, before: TEXTS[field](before), now: TEXTS[field](now) }))
    .filter((one) => one.before !== one.now);
}

/** Who did something to a case since it was seen so. */
export function changedBy(before: CaseDetail, now: CaseDetail): string[] {
  const seen = before.timeline[0]?.seq ?? 0;
  const done = now.timeline.filter(({ seq, act }) => seq > seen && act !== 'case.opened');
  return [...new Set(done.flatMap(({ person }) => (person ? [person.name] : [])))];
}
