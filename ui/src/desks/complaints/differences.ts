import type { CaseDetail, PartyView, RegimeView } from '../../backend';
import { bilingual, day, sentenceList, t, word } from '../../kit';

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
  | 'identity-method'
  | 'identity-note'
  | 'minor'
  | 'representative'
  | 'party-role'
  | 'party-name'
  | 'party-address'
  | 'party-detail'
  | 'party-minor'
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
  /** Whether it differs from what the case has. */
  changed: () => boolean;
  text: () => string;
  /** Takes what the case has instead. */
  take: (theirs: CaseDetail) => void;
}

/** What else it takes to say a case in words. */
interface Context {
  /** The id of the party that the form is about: told field by field. */
  party: string | null;
  regimes: RegimeView[];
}

const yes = (holds: boolean) => t(holds ? 'yes' : 'no');

/** Each field in words. */
const TEXTS: Record<Field, (detail: CaseDetail, context: Context) => string> = {
  status: ({ status }) => word('status', status),
  asks: ({ asks }) => asksText(asks),
  priority: ({ priority }) => word('priority', priority),
  assignee: ({ assignee }) => assignee?.name ?? t('nobody'),
  department: ({ department }) => department ?? t('none'),
  tags: ({ tags }) => (tags.length ? sentenceList(tags) : t('none')),
  regime: ({ regime }, { regimes }) => regimeText(regime, regimes),
  'own-due': ({ due_on }) => (due_on ? day(due_on) : t('none')),
  snoozed: ({ snoozed_until }) => (snoozed_until ? day(snoozed_until) : t('no')),
  identity: ({ identity }) => word('identity', identity.state),
  'identity-method': ({ identity: { method } }) => (method ? word('method', method) : t('none')),
  'identity-note': ({ identity }) => identity.note || t('none'),
  minor: ({ minor }) => yes(minor),
  representative: ({ representative }) => yes(representative),
  'party-role': partyField(({ role }) => word('role', role)),
  'party-name': partyField(({ name }) => name),
  'party-address': partyField(({ address }) => address),
  'party-detail': partyField(({ detail }) => detail),
  'party-minor': partyField(({ minor }) => yes(minor)),
  parties: ({ parties }, { party }) =>
    sentenceList(parties.filter(({ id }) => id !== party).map(partyText)),
  messages: ({ messages }) => String(messages.length),
  notes: ({ notes }) => String(notes.length),
  links: ({ links }) =>
    sentenceList(
      links.filter(({ linked }) => linked).map(({ number }) => t('case-number', { number })),
    ),
  held: ({ hold }) => yes(hold !== null),
};

/** A law by its title, where that is known. */
export function regimeText(id: string, regimes: RegimeView[]): string {
  const found = regimes.find((one) => one.id === id);
  return found ? bilingual(found.title) : id;
}

/** A field of the party that the form is about. */
function partyField(text: (party: PartyView) => string): (typeof TEXTS)[Field] {
  return ({ parties }, context) => {
    const party = parties.find(({ id }) => id === context.party);
    return (party && text(party)) || t('none');
  };
}

function partyText({ role, name, address, detail, minor }: PartyView): string {
  const said = [name, word('role', role), address, detail, minor ? t('field-minor') : ''];
  return said.filter(Boolean).join(', ');
}

/** What is asked, each with what came of it. */
function asksText(asks: CaseDetail['asks']): string {
  const one = ({ kind, outcome }: CaseDetail['asks'][number]) => {
    const name = kind ? word('kind', kind) : t('kind-unset');
    return outcome ? t('ask-with', { ask: name, outcome: word('outcome', outcome) }) : name;
  };
  return asks.length ? sentenceList(asks.map(one)) : t('none');
}

/** What others have made of a case, field by field. */
export function differences(before: CaseDetail, now: CaseDetail, context: Context): Difference[] {
  const text = (field: Field, detail: CaseDetail) => TEXTS[field](detail, context);
  return (Object.keys(TEXTS) as Field[])
    .map((field) => ({ field, before: text(field, before), now: text(field, now) }))
    .filter((one) => one.before !== one.now);
}

/** Who did something to a case since it was seen so. */
export function changedBy(before: CaseDetail, now: CaseDetail): string[] {
  const seen = before.timeline[0]?.seq ?? 0;
  const done = now.timeline.filter(({ seq, act }) => seq > seen && act !== 'case.opened');
  return [...new Set(done.flatMap(({ person }) => (person ? [person.name] : [])))];
}
