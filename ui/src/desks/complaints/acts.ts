import {
  caseAwait,
  caseRelease,
  caseResume,
  caseSplit,
  type CaseDetail,
  type MessageView,
  type Offer,
} from '../../backend';
import type { KeyId } from '../../frame/keys.svelte';
import { status } from '../../frame/status.svelte';
import { sentenceList, t, uuid, word, type IconName } from '../../kit';
import type { ComplaintsDesk, Form } from './desk.svelte';

/** An act of the workflow as the window does it: through a form, or at once. */
interface ActEntry {
  /** The sentence on its button is `do-` + word. */
  word: string;
  /** The words of the workflow that make it possible. */
  offers: readonly string[];
  icon: IconName;
  key?: KeyId;
  form?: Form;
  /** It comes after all others. */
  last?: boolean;
  /** Where it is to be had, beside what the workflow offers. */
  when?: (detail: CaseDetail) => boolean;
  run?: (desk: ComplaintsDesk) => Promise<void>;
}

/** The acts; the workflow says which are to be had, and in which order. */
export const ACTS: readonly ActEntry[] = [
  {
    word: 'triage',
    offers: ['triage', 'set-priority', 'department', 'tag', 'due'],
    icon: 'filter',
    key: 'triage',
    form: 'triage',
  },
  {
    word: 'acknowledge',
    offers: ['acknowledge'],
    icon: 'mail',
    form: 'acknowledge',
  },
  {
    word: 'reply',
    offers: ['reply'],
    icon: 'mail',
    key: 'reply',
    run: (desk) => desk.write(),
  },
  { word: 'answer', offers: ['answer'], icon: 'check', key: 'answer', form: 'answer' },
  { word: 'identity', offers: ['identity'], icon: 'id-ok', key: 'identity', form: 'identity' },
  {
    word: 'identity-ask',
    offers: ['identity'],
    icon: 'id-wait',
    form: 'identity-ask',
    last: true,
    when: ({ identity }) => identity.state !== 'verified',
  },
  {
    word: 'identity-code',
    offers: ['identity'],
    icon: 'key',
    form: 'identity-code',
    last: true,
    when: ({ identity }) => identity.code?.state === 'open',
  },
  { word: 'package', offers: ['reply'], icon: 'lock', form: 'package', last: true },
  { word: 'assign', offers: ['assign'], icon: 'id-part', key: 'assign', form: 'assign' },
  { word: 'note', offers: ['note'], icon: 'note', key: 'note', form: 'note' },
  { word: 'extend', offers: ['extend'], icon: 'clock', key: 'extend', form: 'extend' },
  { word: 'refuse', offers: ['refuse'], icon: 'x', key: 'refuse', form: 'refuse' },
  { word: 'close', offers: ['close'], icon: 'lock', key: 'close', form: 'close' },
  { word: 'reopen', offers: ['reopen'], icon: 'undo', form: 'reopen' },
  {
    word: 'resume',
    offers: ['resume'],
    icon: 'right',
    run: (desk) => desk.actNow(caseResume({ on: desk.on(uuid()) })),
  },
  {
    word: 'await-identity',
    offers: ['await-identity'],
    icon: 'id-wait',
    run: (desk) => desk.actNow(caseAwait({ on: desk.on(uuid()), what: 'awaiting-identity' })),
  },
  {
    word: 'await-requester',
    offers: ['await-requester'],
    icon: 'pause',
    key: 'await-requester',
    run: (desk) => desk.actNow(caseAwait({ on: desk.on(uuid()), what: 'awaiting-requester' })),
  },
  { word: 'snooze', offers: ['snooze'], icon: 'moon', key: 'snooze', form: 'snooze' },
  { word: 'link', offers: ['link'], icon: 'link', key: 'link', form: 'link' },
  { word: 'merge', offers: ['merge'], icon: 'right', key: 'merge', form: 'merge' },
  { word: 'split', offers: ['split'], icon: 'panel', key: 'split', form: 'split' },
  { word: 'task', offers: ['task'], icon: 'team', key: 'task', form: 'task' },
  { word: 'party', offers: ['party'], icon: 'plus', form: 'party' },
  { word: 'not-ours', offers: ['not-ours'], icon: 'flag', form: 'not-ours' },
  { word: 'hold', offers: ['hold'], icon: 'hold', form: 'hold' },
  {
    word: 'release',
    offers: ['release'],
    icon: 'hold',
    run: (desk) => desk.actNow(caseRelease({ on: desk.on(uuid()) })),
  },
  { word: 'erase', offers: ['erase'], icon: 'eraser', form: 'erase' },
];

/** An act as it stands for the open case. */
export interface ActNow extends ActEntry {
  /** Words for what is missing; empty when it can be done. */
  missing: string[];
  isNext: boolean;
  /** Its place among what the workflow offers. */
  place: number;
}

/** What an act that lacks it is not even shown for. */
const HIDING: readonly string[] = ['held', 'not-held', 'acknowledgement-open'];

/** What can be done with a case now, the next step first. */
export function actsFor(detail: CaseDetail): ActNow[] {
  const found = ACTS.flatMap((entry) => {
    const offers = detail.offers.filter((offer) => entry.offers.includes(offer.act));
    const best = readiest(offers);
    if (entry.when && !entry.when(detail)) return [];
    // A hold is placed or lifted: whichever of the two there is. Where no law has it
    // acknowledged, nothing is.
    if (!best || (best.missing.some((one) => HIDING.includes(one)) && entry.word !== 'erase'))
      return [];
    // To answer is always to be had, so the workflow has it last; people reach for it first.
    const place =
      entry.word === 'reply'
        ? -1
        : entry.last
          ? detail.offers.length
          : detail.offers.findIndex((offer) => entry.offers.includes(offer.act));
    const isNext =
      detail.next_step !== null && !entry.last && entry.offers.includes(detail.next_step);
    return [{ ...entry, missing: best.missing, isNext, place }];
  });
  return found.toSorted((a, b) => Number(b.isNext) - Number(a.isNext) || a.place - b.place);
}

function readiest(offers: Offer[]): Offer | undefined {
  return offers.toSorted((a, b) => a.missing.length - b.missing.length)[0];
}

/** What an act lacks, as a sentence. */
export function needs(act: ActNow): string {
  return t('act-needs', {
    missing: sentenceList(act.missing.map((one) => word('missing', one))),
  });
}

export function perform(desk: ComplaintsDesk, act: ActNow): void {
  if (act.missing.length) return;
  if (act.form) desk.ask(act.form);
  else void act.run?.(desk);
}

/** Does an act of the open case by its word, or says what it lacks; false where it is not to be had. */
export function performWord(desk: ComplaintsDesk, word: string): boolean {
  const act = desk.case && actsFor(desk.case).find((entry) => entry.word === word);
  if (!act) return false;
  if (act.missing.length) status.say(needs(act));
  else perform(desk, act);
  return true;
}

/** Why a message joins by itself; what a person put somewhere stays there. */
const BY_THREAD = ['own-id', 'reference', 'subject-tag'];

/** Whether a message joined by its thread, and can be taken out of the case again. */
export function joinedByThread(detail: CaseDetail, message: MessageView): boolean {
  return (
    message.disposition === 'joined' &&
    !message.outgoing &&
    BY_THREAD.includes(message.reason ?? '') &&
    detail.offers.some((offer) => offer.act === 'split')
  );
}

/** Takes a message out into a case of its own; without one, the last that joined. */
export function takeOut(desk: ComplaintsDesk, message?: MessageView): boolean {
  const detail = desk.case;
  const which = message ?? detail?.messages.findLast((one) => joinedByThread(detail, one));
  if (!which) return false;
  const input = { messages: [which.id], asks: [] };
  void desk.actNow(caseSplit({ on: desk.on(uuid()), input }));
  return true;
}
