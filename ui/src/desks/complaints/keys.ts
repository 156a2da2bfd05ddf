import { caseWindow, type CaseDetail } from '../../backend';
import { keyOf } from '../../frame/keys.svelte';
import { status } from '../../frame/status.svelte';
import { t, word, type Entry } from '../../kit';
import { actsFor, perform, performWord, takeOut } from './acts';
import type { BulkAct } from './bulk';
import { desk } from './desk.svelte';
import { quotes } from './reading/quotes.svelte';

/** What keys do to the open case; where `toMarked` takes an act, it is for the marked ones. */
export function caseKeys(toMarked: (act: BulkAct) => boolean = () => false) {
  const act = (word: string) => () => performWord(desk, word);
  return {
    'next-step': () => {
      const next = desk.case && actsFor(desk.case).find((one) => one.isNext);
      if (next) perform(desk, next);
      return !!next;
    },
    triage: () => toMarked('triage') || performWord(desk, 'triage'),
    assign: () => toMarked('assign') || performWord(desk, 'assign'),
    note: () => toMarked('note') || performWord(desk, 'note'),
    task: act('task'),
    identity: act('identity'),
    reply: () => reply(false),
    'reply-all': () => reply(true),
    letters,
    answer: act('answer'),
    refuse: act('refuse'),
    extend: act('extend'),
    snooze: () => toMarked('snooze') || performWord(desk, 'snooze'),
    'await-requester': () => toMarked('await-requester') || performWord(desk, 'await-requester'),
    link: act('link'),
    merge: act('merge'),
    split: act('split'),
    'take-out': () => takeOut(desk),
    close: () => toMarked('close') || performWord(desk, 'close') || performWord(desk, 'reopen'),
    unread: () => void desk.toggleUnread(),
    undo: () => void desk.undo(),
    quotes: () => (quotes.open = !quotes.open),
  };
}

const can = (detail: CaseDetail, act: string) => detail.offers.some((offer) => offer.act === act);

/** Answers the message that has the focus, else the newest that came in. */
function reply(all: boolean): boolean {
  if (!desk.case || !can(desk.case, 'reply')) return false;
  const at = document.activeElement?.closest<HTMLElement>('[data-came-in]');
  void desk.write(at?.dataset['cameIn'] ?? null, all);
  return true;
}

/** Chooses a letter for an answer. */
function letters(): boolean {
  if (!hasLetters()) return false;
  void desk.chooseLetter();
  return true;
}

const hasLetters = () =>
  desk.case !== null && desk.case.letters.length > 0 && can(desk.case, 'reply');

/** What the palette offers for the open case. */
export function caseCommands(): Entry[] {
  const detail = desk.case;
  if (!detail) return [];
  const part = t('palette-for-case', { case: t('case-number', { number: detail.number }) });
  const acts = actsFor(detail)
    .filter((act) => !act.missing.length)
    .map((act): Entry => ({
      id: `act-${act.word}`,
      part,
      icon: act.icon,
      text: word('do', act.word),
      keys: act.isNext ? keyOf('next-step') : act.key && keyOf(act.key),
      onrun: () => perform(desk, act),
    }));
  if (hasLetters())
    acts.push({
      id: 'letters',
      part,
      icon: 'file',
      text: t('reply-letters-choose'),
      keys: keyOf('letters'),
      onrun: letters,
    });
  if (desk.alone) return acts;
  const apart: Entry = {
    id: 'own-window',
    part,
    icon: 'panel',
    text: t('own-window'),
    keys: keyOf('own-window'),
    onrun: () => void showApart(detail.id),
  };
  return [...acts, apart];
}

/** Shows a case in a window of its own; false where there is none. */
export function showApart(id: string | undefined): boolean {
  if (!id) return false;
  caseWindow({ case: id }).catch((thrown: unknown) => status.fail(thrown));
  return true;
}
