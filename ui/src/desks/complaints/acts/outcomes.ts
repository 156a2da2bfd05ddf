import type { AskKind, AskView, Outcome, OutcomeInput } from '../../../backend';
import { t, word } from '../../../kit';
import type { Recipient } from './Recipients.svelte';
import { NEED_IDENTITY } from './vocabulary';

/** What comes of an ask that is still open, as it is being said. */
export interface AskAnswer {
  id: string;
  name: string;
  kind: AskKind | null;
  outcome: string;
  reason: string;
  recipients: Recipient[];
}

/** The open asks, each with what was said of it already, or with `outcome`. */
export function openAsks(
  asks: AskView[],
  outcome: string,
  said: readonly OutcomeInput[] = [],
): AskAnswer[] {
  return asks
    .filter((ask) => ask.outcome === null)
    .map((ask) => {
      const given = said.find((one) => one.ask === ask.id);
      const told = given?.recipients_to_tell ?? ask.recipients_to_tell;
      return {
        id: ask.id,
        name: ask.kind ? word('kind', ask.kind) : t('kind-unset'),
        kind: ask.kind,
        outcome: given?.outcome ?? outcome,
        reason: given?.reason ?? '',
        recipients: told.map((one) => ({ name: one.name, told_on: one.told_on ?? '' })),
      };
    });
}

export const isDone = (ask: AskAnswer) => ask.outcome === 'fulfilled' || ask.outcome === 'partly';

/** Doing it for the wrong person would show or change another's data. */
export const needsIdentity = (ask: AskAnswer) =>
  ask.kind !== null && NEED_IDENTITY.includes(ask.kind) && isDone(ask);

export const needsReason = (ask: AskAnswer) => ask.outcome === 'partly' && !ask.reason.trim();

/** Whoever received what is deleted has to hear of it. */
export const tellsOthers = (ask: AskAnswer) => ask.kind === 'delete' && isDone(ask);

export function outcomeOf(ask: AskAnswer): OutcomeInput {
  const named = ask.kind === 'delete' ? ask.recipients.filter((one) => one.name.trim()) : [];
  return {
    ask: ask.id,
    outcome: ask.outcome as Outcome,
    reason: ask.reason.trim(),
    recipients_to_tell: named.map((one) => ({
      name: one.name.trim(),
      told_on: one.told_on || null,
    })),
  };
}
