import { tick } from 'svelte';
import {
  approvalAsk,
  approvalGive,
  approvalReturn,
  asDeskError,
  caseOpen,
  caseReply,
  draftAttach,
  draftDetach,
  draftDiscard,
  draftSave,
  replyBegin,
  replyCheck,
  type Beginning,
  type CaseDetail,
  type Decisions,
  type Done,
  type DraftView,
  type ExtensionInput,
  type FilledLetter,
  type Language,
  type LetterKind,
  type On,
  type SenderMailbox,
  type Status,
  type StopView,
  type Writing,
} from '../../../backend';
import { uuid } from '../../../kit';
import { needsReason, openAsks, outcomeOf, type AskAnswer } from '../acts/outcomes';
import { addressesOf } from './addresses';
import { gapsIn, shareBefore } from './gaps';

/** The code by which a draft is refused because somebody else has written in it meanwhile. */
const OUTDATED = 'case.act.conflict';
const GONE = 'draft.gone';

/** What comes of an ask by this answer: nothing (''), an outcome, or a refusal. */
export interface Decision extends AskAnswer {
  ground: string;
  route: string | undefined;
}

/** An answer that was just sent: what an undo opens again. */
export interface Sent {
  case: string;
  draft: string;
  undo: string | null;
}

/** What a decision can't go without. */
export type Part = 'ground' | 'reason' | 'route';

/** What a decision lacks. */
export function lacksOf(decision: Decision): Part[] {
  if (decision.outcome !== 'refused') return needsReason(decision) ? ['reason'] : [];
  const { ground, reason, route } = decision;
  const parts = { ground, reason: reason.trim(), route: route?.trim() };
  return (['ground', 'reason', 'route'] as const).filter((part) => !parts[part]);
}

/** A letter that was chosen, filled in from the case. */
export type Offered = FilledLetter & { kind: LetterKind; language: Language };

/** An answer that is being written. */
export class Reply {
  readonly case: string;
  senders = $state.raw<readonly SenderMailbox[]>([]);
  /** What sends it, sends it once. */
  readonly key = uuid();
  mailbox = $state<string | null>(null);
  to = $state('');
  cc = $state('');
  subject = $state('');
  text = $state('');
  quoted = $state('');
  html = $state(false);
  acknowledges = $state(false);
  awaits = $state<Status | ''>('');
  extends = $state.raw<ExtensionInput | null>(null);
  decisions = $state<Decision[]>([]);
  /** As it was kept last; null: not yet. */
  kept = $state.raw<DraftView | null>(null);
  /** What somebody else made of it since. */
  theirs = $state.raw<DraftView | null>(null);
  /** Somebody else has sent it or thrown it away. */
  gone = $state(false);
  failure = $state.raw<unknown>();
  stops = $state.raw<StopView[]>([]);
  /** What was looked at, each with what it was about then. */
  confirmed = $state<string[]>([]);
  /** It is looked at and sent: what it says stands still. */
  sending = $state(false);
  /** What it decides is shown. */
  deciding = $state(false);
  /** It was to go, and what its decisions lack is said. */
  tried = $state(false);
  /** A letter is being chosen. */
  choosing = $state(false);
  /** The letter that was chosen over what stands there, until its person says where it goes. */
  offered = $state.raw<Offered | null>(null);
  /** The language that it is written in. */
  language = $state<Language>('zh-CN');
  answers: string | null;
  /** The subject that nobody has typed: what it began with, or a letter's. */
  #given: string;
  /** The message that did not arrive, in whose place it goes. */
  #again: string | null = null;
  /** What was decided by the letter that was put in last. */
  #taken: { acknowledges: boolean; outcomes: [ask: string, outcome: string][] } = {
    acknowledges: false,
    outcomes: [],
  };
  /** Where its text is; set while it shows. */
  element: HTMLTextAreaElement | undefined;
  /** What is kept, or what it began with, to tell what is new. */
  #same = $state.raw('');
  #work: Promise<void> = Promise.resolve();
  /** It was sent or thrown away here: nothing of it is kept any more. */
  #over = false;

  /** An answer to a message, or a draft that is written on. */
  static async begin(
    detail: CaseDetail,
    draft: DraftView | null,
    message: string | null,
    all: boolean,
  ): Promise<Reply> {
    const answers = draft ? draft.writing.answers : message;
    const begun = await replyBegin({ case: detail.id, message: answers });
    const writing = { ...begun.writing, cc: all ? begun.others : [] };
    return new Reply(detail, begun, draft, draft?.writing ?? writing);
  }

  private constructor(
    detail: CaseDetail,
    begun: Beginning,
    draft: DraftView | null,
    writing: Writing,
  ) {
    this.case = detail.id;
    this.language = detail.language === 'en' ? 'en' : 'zh-CN';
    this.senders = begun.senders;
    this.answers = writing.answers;
    this.#given = begun.writing.subject;
    this.kept = draft;
    this.#fill(writing, detail);
  }

  /** One may have been set up since. */
  async findSenders(): Promise<void> {
    try {
      this.senders = (await replyBegin({ case: this.case, message: this.answers })).senders;
      this.mailbox ??= this.senders[0]?.id ?? null;
    } catch (thrown) {
      this.failure = thrown;
    }
  }

  #fill(writing: Writing, detail: CaseDetail): void {
    const known = this.senders.some((one) => one.id === writing.mailbox);
    this.mailbox = known ? writing.mailbox : (this.senders[0]?.id ?? null);
    this.answers = writing.answers;
    this.to = writing.to.join(', ');
    this.cc = writing.cc.join(', ');
    this.subject = writing.subject;
    this.text = writing.text;
    this.quoted = writing.quoted;
    this.html = writing.html;
    this.#again = writing.again;
    this.acknowledges = writing.decides.acknowledges;
    this.awaits = writing.decides.awaits ?? '';
    this.extends = writing.decides.extends;
    const { outcomes, refusals } = writing.decides;
    this.decisions = openAsks(detail.asks, '', outcomes).map((ask) => {
      const refusal = refusals.find((one) => one.ask === ask.id);
      const said = refusal && { outcome: 'refused', reason: refusal.reason };
      return { ...ask, ...said, ground: refusal?.ground ?? '', route: refusal?.route };
    });
    this.#same = JSON.stringify(this.writing);
  }

  get writing(): Writing {
    const decided = this.decisions.filter((one) => one.outcome);
    return {
      answers: this.answers,
      mailbox: this.mailbox,
      to: addressesOf(this.to),
      cc: addressesOf(this.cc),
      subject: this.subject,
      text: this.text,
      quoted: this.quoted,
      html: this.html,
      decides: {
        outcomes: decided.filter((one) => one.outcome !== 'refused').map(outcomeOf),
        refusals: decided
          .filter((one) => one.outcome === 'refused')
          .map((one) => ({
            ask: one.id,
            ground: one.ground,
            reason: one.reason.trim(),
            route: one.route?.trim() ?? '',
            text: '',
          })),
        acknowledges: this.acknowledges,
        awaits: this.awaits || null,
        extends: this.extends,
      },
      again: this.#again,
    };
  }

  /** Whether its decisions lack nothing without which they can't be made. */
  get decides(): boolean {
    return this.decisions.every((one) => !lacksOf(one).length);
  }

  /** Puts a letter in, or asks where it goes if something stands there already. */
  async offer(letter: Offered, detail: CaseDetail): Promise<void> {
    if (this.text.trim()) this.offered = letter;
    else await this.put(letter, detail, 'whole');
  }

  turnDown(): void {
    this.offered = null;
    this.element?.focus();
  }

  /** Puts a letter in the place of the text, or where the cursor is; the cursor is in its first gap then. */
  async put(letter: Offered, detail: CaseDetail, where: 'cursor' | 'whole'): Promise<void> {
    const { element, text } = this;
    this.offered = null;
    const [from, to] =
      where === 'whole'
        ? [0, text.length]
        : [element?.selectionStart ?? text.length, element?.selectionEnd ?? text.length];
    this.text = text.slice(0, from) + letter.text + text.slice(to);
    this.language = letter.language;
    // In a thread the subject is the thread's; one that somebody typed goes with the text alone.
    const goes = (where === 'whole' && text.trim()) || [this.#given, ''].includes(this.subject);
    if (!this.answers && goes) {
      this.#given = `${letter.subject} ${detail.reference}`;
      this.subject = this.#given;
    }
    if (where === 'whole') this.#undecide();
    this.#decide(letter.decides);
    await tick();
    const gap = gapsIn(letter.text)[0];
    const end = from + letter.text.trimEnd().length;
    this.goTo(gap ? from + gap.from : end, gap ? from + gap.to : end);
  }

  /** Chooses a part of the text, in sight: the next key takes its place. */
  goTo(from: number, to: number): void {
    const { element } = this;
    element?.focus();
    element?.setSelectionRange(from, to);
    const pane = element?.parentElement;
    if (!element || !pane) return;
    const middle = pane.clientHeight / 2;
    const within = element.offsetHeight * shareBefore(this.text, from);
    pane.scrollTop = element.offsetTop - pane.offsetTop + within - middle;
  }

  /** Takes over what a letter decides, where nothing was said of it yet. */
  #decide({ outcomes, refusals, acknowledges }: Decisions): void {
    const all = [...outcomes, ...refusals.map((one) => ({ ...one, outcome: 'refused' }))];
    const open = this.decisions.filter((one) => !one.outcome);
    this.#taken = { acknowledges: acknowledges && !this.acknowledges, outcomes: [] };
    this.acknowledges ||= acknowledges;
    for (const { ask, outcome, ...more } of all) {
      const decision = open.find((one) => one.id === ask);
      if (!decision) continue;
      decision.outcome = outcome;
      if ('route' in more) decision.route = more.route || decision.route;
      this.#taken.outcomes.push([ask, outcome]);
      if (lacksOf(decision).length) this.deciding = true;
    }
  }

  /** What the letter decided that goes is not decided any more, unless somebody said otherwise. */
  #undecide(): void {
    if (this.#taken.acknowledges) this.acknowledges = false;
    for (const [ask, outcome] of this.#taken.outcomes) {
      const decision = this.decisions.find((one) => one.id === ask);
      if (decision?.outcome === outcome) decision.outcome = '';
    }
  }

  /** Whether there is something that is not kept yet. */
  get changed(): boolean {
    return JSON.stringify(this.writing) !== this.#same;
  }

  /** Whether it stands still until somebody has said whose is to stay. */
  get disputed(): boolean {
    return this.gone || this.theirs !== null;
  }

  /** Keeps it as it is now. */
  save(): Promise<void> {
    return this.#then(async () => {
      if (this.#over || this.disputed || (this.kept && !this.changed)) return;
      await this.#put(this.kept?.id ?? null, this.kept?.version ?? null);
    });
  }

  /** One after the other: each is of the version that the one before made. */
  #then(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(async () => {
      try {
        await work();
      } catch (thrown) {
        await this.#refused(thrown);
      }
    });
    return this.#work;
  }

  async #put(id: string | null, version: number | null): Promise<void> {
    const { writing } = this;
    this.kept = await draftSave({ input: { case: this.case, id, version, writing } });
    this.#same = JSON.stringify(writing);
    this.failure = undefined;
  }

  async #refused(thrown: unknown): Promise<void> {
    const { code } = asDeskError(thrown);
    if (code === GONE) this.gone = true;
    else if (code === OUTDATED) await this.#compare(thrown);
    else this.failure = thrown;
  }

  async #compare(thrown: unknown): Promise<void> {
    const { drafts } = await caseOpen({ case: this.case });
    const now = drafts.find((one) => one.id === this.kept?.id) ?? null;
    if (now && now.version === this.kept?.version) {
      // The same text: something was said of it meanwhile.
      this.kept = now;
      this.failure = thrown;
      return;
    }
    this.theirs = now;
    this.gone = now === null;
  }

  /** Goes on from what the other made of it. */
  takeTheirs(detail: CaseDetail): void {
    const { theirs } = this;
    if (!theirs) return;
    this.theirs = null;
    this.kept = theirs;
    this.#fill(theirs.writing, detail);
  }

  /** Puts one's own in the place of theirs. */
  keepMine(): Promise<void> {
    const { theirs } = this;
    this.theirs = null;
    return this.#then(() => this.#put(theirs?.id ?? null, theirs?.version ?? null));
  }

  /** Keeps one's own beside theirs. Files stay with theirs. */
  keepApart(): Promise<void> {
    this.theirs = null;
    this.gone = false;
    this.#again = null;
    return this.#then(() => this.#put(null, null));
  }

  async attach(path: string): Promise<void> {
    await this.save();
    await this.#change((draft) => draftAttach({ draft, path }));
  }

  async detach(file: string): Promise<void> {
    await this.save();
    await this.#change((draft) => draftDetach({ draft, file }));
  }

  #change(work: (draft: string, version: number) => Promise<DraftView>): Promise<void> {
    return this.#then(async () => {
      this.failure = undefined;
      if (this.kept && !this.disputed) this.kept = await work(this.kept.id, this.kept.version);
    });
  }

  /** Takes what was said of its approval, as long as it is the same version that is spoken of. */
  hear(drafts: readonly DraftView[]): void {
    const now = drafts.find((one) => one.id === this.kept?.id);
    if (now?.version === this.kept?.version && now) this.kept = now;
  }

  async askApproval(): Promise<void> {
    await this.save();
    await this.#change((draft, version) => approvalAsk({ draft, version }));
    if (this.failure === undefined) this.stops = [];
  }

  approve(): Promise<void> {
    return this.#change((draft, version) => approvalGive({ draft, version }));
  }

  giveBack(reason: string): Promise<void> {
    return this.#change((draft, version) => approvalReturn({ draft, version, reason }));
  }

  async discard(): Promise<void> {
    this.#over = true;
    await this.#work;
    if (this.kept && !this.gone) await draftDiscard({ draft: this.kept.id });
  }

  isConfirmed(stop: StopView): boolean {
    return this.confirmed.includes(aboutOf(stop));
  }

  confirm(stop: StopView, looked: boolean): void {
    const others = this.confirmed.filter((one) => one !== aboutOf(stop));
    this.confirmed = looked ? [...others, aboutOf(stop)] : others;
  }

  /** Whether everything that stopped it, as far as that was asked, was looked at or mended. */
  get passes(): boolean {
    return this.stops.every((stop) => stop.passable && this.isConfirmed(stop));
  }

  /** Has it go; null where something stops it, which `stops`, or what is wrong, then says. */
  async send(on: On): Promise<Done | null> {
    this.failure = undefined;
    this.tried = !this.decides;
    if (this.tried) {
      this.deciding = true;
      return null;
    }
    this.sending = true;
    try {
      return await this.#send(on);
    } finally {
      this.sending = false;
    }
  }

  async #send(on: On): Promise<Done | null> {
    await this.save();
    const draft = this.kept;
    if (!draft || this.disputed || this.failure !== undefined) return null;
    try {
      this.stops = await replyCheck({ draft: draft.id });
      if (!this.passes) return null;
      const confirmed = this.stops.map((one) => one.stop);
      const send = { draft: draft.id, version: draft.version, confirmed };
      const done = await caseReply({ on, send });
      this.#over = true;
      return done;
    } catch (thrown) {
      this.failure = thrown;
      return null;
    }
  }
}

function aboutOf(stop: StopView): string {
  return JSON.stringify([stop.stop, stop.about]);
}
