import type {
  AskKind,
  Channel,
  Identity,
  IdentityMethod,
  Outcome,
  PartyRole,
  Priority,
} from '../../../backend';
import { word } from '../../../kit';

export const KINDS: readonly AskKind[] = [
  'view',
  'copy',
  'migrate',
  'correct',
  'complete',
  'delete',
  'withdraw-consent',
  'stop-push',
  'explain',
  'objection',
  'complaint',
  'suggestion',
  'question',
  'authority-letter',
];
export const PRIORITIES: readonly Priority[] = ['low', 'normal', 'high', 'severe'];
export const IDENTITIES: readonly Identity[] = ['none', 'claimed', 'verified'];
export const METHODS: readonly IdentityMethod[] = [
  'account',
  'code',
  'document',
  'call-back',
  'in-person',
  'knowledge',
  'authority',
];
export const ROLES: readonly PartyRole[] = [
  'requester',
  'data-subject',
  'representative',
  'guardian',
];
/** A mail comes in by import; these are entered by hand. */
export const CHANNELS: readonly Channel[] = ['phone', 'letter', 'counter', 'app', 'mail'];
/** Done only for a person who is verified (GB/T 35273 8.7, GDPR 12(6)). */
export const NEED_IDENTITY: readonly AskKind[] = [
  'view',
  'copy',
  'migrate',
  'correct',
  'complete',
  'delete',
];
/** A refusal has its own form. */
export const OUTCOMES: readonly Outcome[] = [
  'fulfilled',
  'partly',
  'withdrawn',
  'duplicate',
  'not-ours',
];

/** Words of a vocabulary as choices. */
export function choicesOf<Word extends string>(
  vocabulary: string,
  words: readonly Word[],
): { value: Word; label: string }[] {
  return words.map((value) => ({ value, label: word(vocabulary, value) }));
}
