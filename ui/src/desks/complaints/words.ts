import type { CaseRow, TimelineEntry } from '../../backend';
import { outbox } from '../../frame/outbox.svelte';
import { day, dueOfRow, has, sentenceList, t, today, weekdayShort, word } from '../../kit';

/** `zh-CN` for a text with Chinese in it, so that it is read and set in Chinese. */
export function langOf(text: string): string | undefined {
  return /\p{Script=Han}/u.test(text) ? 'zh-CN' : /[a-z]/i.test(text) ? 'en' : undefined;
}

const taskSentence = (due: string) =>
  due < today() ? t('task-late') : t('task-waits', { date: day(due) });

/** A row as a screen reader says it: unread, name, kind, subject, clock, identity, assignee. */
export function rowSentence(row: CaseRow): string {
  const due = dueOfRow(row.clock);
  const clock =
    due.state === 'none'
      ? day(row.received_at)
      : due.state === 'not-started'
        ? word('due-waits', due.waitsFor ?? 'identity')
        : t(`due-${due.state}`, { days: due.days });
  const sending = outbox.ofCase(row.id);
  const said = [
    row.unread ? t('unread') : '',
    row.name,
    row.number === null ? '' : t('case-number', { number: row.number }),
    row.minor ? t('minor') : '',
    row.priority === 'severe' ? word('priority', 'severe') : '',
    sentenceList(row.kinds.map((kind) => word('kind', kind))),
    row.reason ? word('automated', row.reason) : '',
    row.proposed ? t('kind-proposed') : '',
    row.subject || t('no-subject'),
    clock,
    row.acknowledge_by ? t('acknowledge-by', { date: weekdayShort(row.acknowledge_by) }) : '',
    row.task_due ? taskSentence(row.task_due) : '',
    sending ? word('sending', sending) : '',
    row.attachments ? t('attachments', { count: row.attachments }) : '',
    row.number === null ? '' : word('identity', row.identity),
    row.number === null ? '' : (row.assignee?.name ?? t('nobody-yet')),
  ];
  return said.filter(Boolean).join(', ');
}

/** Which vocabulary the value of a timeline's detail belongs to. */
const VOCABULARIES: Record<string, string> = {
  kind: 'kind',
  kinds: 'kind',
  outcome: 'outcome',
  priority: 'priority',
  method: 'method',
  state: 'identity',
  identity: 'identity',
  channel: 'channel',
  role: 'role',
  disposition: 'disposition',
  status: 'status',
  what: 'status',
  undone: 'act',
};

function detailText(name: string, value: string): string {
  const vocabulary = VOCABULARIES[name];
  if (!vocabulary) return value;
  const words = value.split(/,\s*/).map((one) => {
    const id = `${vocabulary}-${one.split('.').at(-1) ?? one}`;
    return has(id) ? t(id) : one;
  });
  return sentenceList(words);
}

/** The sentence of an act; what it has no words for is left out. */
export function actSentence(entry: Pick<TimelineEntry, 'act' | 'detail'>): string {
  const flat = entry.act.replaceAll('.', '-');
  const last = entry.act.split('.').at(-1) ?? '';
  const id = [`act-${flat}`, `act-${last}`].find(has);
  const shown = Object.entries(entry.detail)
    .filter(([name, value]) => value && (name in VOCABULARIES || SHOWN.includes(name)))
    .map(([name, value]) => detailText(name, value));
  const text = id ? t(id) : entry.act;
  const more = shown.filter((one) => one !== text);
  return more.length ? t('act-with', { act: text, detail: more.join(', ') }) : text;
}

const SHOWN = ['name', 'told_on', 'to', 'until', 'due', 'department', 'tags', 'number', 'found'];
