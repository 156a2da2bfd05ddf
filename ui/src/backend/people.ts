import { command, question } from './call';
import type { AccessReview, Invited, Invitee, Member, RoleView } from './types';

export const people = question<Member[]>('people');
export const personInvite = command<{ who: Invitee }, Invited>('person_invite');
export const personConfirm = command<{ who: string; fingerprint: string }, Member>(
  'person_confirm',
);
export const personRoles = command<{ who: string; roles: RoleView[] }, Member>('person_roles');
export const personReset = command<{ who: string }, Invited>('person_reset');
export const personLetGo = command<{ who: string }, Member>('person_let_go');
/** Signs the undertaking of confidentiality, as the person at work. */
export const undertake = question<void>('undertake');
export const accessReview = question<AccessReview>('access_review');
export const accessConfirm = command<{ who: string }, AccessReview>('access_confirm');
