import type { Member, Role, RoleView } from '../../backend';
import { day, t, word, type IconName } from '../../kit';

/** The roles, in the order in which they are offered. */
export const ROLES: readonly Role[] = ['officer', 'manager', 'staff', 'auditor', 'administrator'];

/** A role in words, with its department. */
export function roleText({ role, department }: RoleView): string {
  const name = word('role', role);
  return department ? t('role-of', { role: name, department }) : name;
}

/** What a person is, in the order in which it is offered. */
export function inOrder(roles: readonly RoleView[]): RoleView[] {
  return ROLES.flatMap((role) => roles.filter((held) => held.role === role));
}

/** The same in a line. */
export function rolesText(roles: readonly RoleView[]): string {
  return inOrder(roles).map(roleText).join(t('people-role-gap'));
}

/** Where a person stands: the word, its icon, and whether it will need somebody. */
export function standingOf(person: Member): { says: string; icon: IconName; soon: boolean } {
  const icons = { invited: 'clock', joined: 'key', active: 'check', left: 'x' } as const;
  const until = person.invited_until;
  const over = person.standing === 'invited' && until !== null && new Date(until) < new Date();
  return {
    says: over ? t('people-code-over') : word('standing', person.standing),
    icon: icons[person.standing],
    soon: person.standing === 'joined' || over,
  };
}

/** A quarter as it is said: `Q4 2026`. */
export function quarterText(quarter: string): string {
  const [year = '', number = ''] = quarter.split('-Q');
  return t('people-quarter', { year, number });
}

/** Since when, until when, or what is missing, in a line below. */
export function standingSince(person: Member): string {
  if (person.standing === 'active' && !person.undertaken_at) return t('people-not-undertaken');
  if (person.standing === 'invited' && person.invited_until) {
    return t('people-code-until', { date: day(person.invited_until) });
  }
  return t('people-since', { date: day(person.since) });
}
