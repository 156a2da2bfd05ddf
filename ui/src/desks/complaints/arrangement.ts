import type { Arrangement, CaseRow, Column, RegimeView, SortBy, View } from '../../backend';
import { bilingual, day, t, word } from '../../kit';

/** The views that are sorted by due date; the others show what came last first. */
const BY_DUE_DATE: readonly View[] = [
  'needs-me',
  'new',
  'all-open',
  'overdue',
  'due-soon',
  'awaiting',
];

export const SORTS: readonly SortBy[] = [
  'due',
  'received',
  'changed',
  'number',
  'priority',
  'status',
  'kind',
  'assignee',
  'department',
  'regime',
  'identity',
  'messages',
  'attachments',
];

export const COLUMNS: readonly Column[] = [
  'kind',
  'status',
  'assignee',
  'department',
  'regime',
  'channel',
  'received',
  'due',
];

/** So many columns have room in a row. */
export const MOST_COLUMNS = 3;

/** A view as it is by itself. */
export function asItIs(view: View): Arrangement {
  return {
    view,
    query: '',
    sort: null,
    reverse: false,
    grouped: BY_DUE_DATE.includes(view),
    columns: ['kind'],
  };
}

/** What a list is sorted by: a search shows what came last first. */
export function sortOf(shows: Arrangement): SortBy {
  if (shows.sort) return shows.sort;
  return !shows.query && BY_DUE_DATE.includes(shows.view) ? 'due' : 'received';
}

/** What rows stand under, by what they are sorted by. */
const GROUPS: Partial<Record<SortBy, (row: CaseRow) => string>> = {
  due: (row) => row.group,
  received: (row) => day(row.received_at),
  priority: (row) => row.priority,
  status: (row) => row.status ?? '',
  kind: (row) => row.kinds[0] ?? '',
  assignee: (row) => row.assignee?.name ?? '',
  department: (row) => row.department ?? '',
  regime: (row) => row.regime ?? '',
  identity: (row) => row.identity,
};

/** Whether rows that are sorted so can stand in groups. */
export function canGroup(sort: SortBy): boolean {
  return sort in GROUPS;
}

/** The group of a row, or nothing where the list has none. */
export function grouping(shows: Arrangement): ((row: CaseRow) => string) | undefined {
  // A search by itself is in no groups.
  return shows.grouped && (shows.sort || !shows.query) ? GROUPS[sortOf(shows)] : undefined;
}

/** A group's name. */
export function groupName(sort: SortBy, group: string, regimes: readonly RegimeView[]): string {
  if (sort === 'due') return word('group', group);
  if (group === '') {
    const none = { assignee: 'group-nobody', kind: 'kind-unset' } as const;
    return t(none[sort as keyof typeof none] ?? 'group-none');
  }
  if (sort === 'regime') return regimeName(group, regimes);
  if (sort === 'received' || sort === 'assignee' || sort === 'department') return group;
  return word(sort, group);
}

function regimeName(id: string, regimes: readonly RegimeView[]): string {
  const found = regimes.find((regime) => regime.id === id);
  return found ? bilingual(found.title) : id;
}

/** What a row says in a column. */
export function columnText(column: Column, row: CaseRow, regimes: readonly RegimeView[]): string {
  switch (column) {
    case 'kind': {
      if (row.reason) return word('automated', row.reason);
      const [first] = row.kinds;
      return first ? word('kind', first) : t(row.number === null ? 'row-mail' : 'kind-unset');
    }
    case 'status':
      return row.status ? word('status', row.status) : '';
    case 'assignee':
      return row.assignee?.name ?? '';
    case 'department':
      return row.department ?? '';
    case 'regime':
      return row.regime ? regimeName(row.regime, regimes) : '';
    case 'channel':
      return row.channel ? word('channel', row.channel) : '';
    case 'received':
      return day(row.received_at);
    case 'due':
      return row.due_at ? day(row.due_at) : '';
  }
}
