import { tick } from 'svelte';
import {
  asDeskError,
  caseOpen,
  caseUnread,
  casesList,
  choices,
  draftAgain,
  drafts,
  messageOpen,
  type Arrangement,
  type CaseDetail,
  type CaseRow,
  type Choices,
  type Total,
  type Done,
  type DraftView,
  type MessageDetail,
  type On,
  type SavedView,
  type View,
} from '../../backend';
import { counts } from '../../frame/counts.svelte';
import { status } from '../../frame/status.svelte';
import { Paged, type Source } from '../../kit';
import { asItIs, grouping } from './arrangement';
import { Marks } from './marks.svelte';
import { haveComeFurther } from './reading/thread';
import { Reply, type Sent } from './reply/reply.svelte';
import { changedBy, differences, type Difference, type Field, type Mine } from './differences';

/** Every act that asks for something before it is done. */
export type Form =
  | 'triage'
  | 'assign'
  | 'note'
  | 'identity'
  | 'identity-ask'
  | 'identity-code'
  | 'package'
  | 'party'
  | 'snooze'
  | 'acknowledge'
  | 'answer'
  | 'refuse'
  | 'told'
  | 'extend'
  | 'link'
  | 'merge'
  | 'split'
  | 'not-ours'
  | 'close'
  | 'reopen'
  | 'hold'
  | 'erase'
  | 'new'
  | 'import'
  | 'keep-view'
  | 'bulk'
  | 'task'
  | 'task-answer'
  | 'task-withdraw';

/** Forms that are about none of the cases that are there. */
export const OF_NO_CASE: readonly Form[] = ['new', 'import', 'keep-view', 'bulk'];

const NOTHING: Source<CaseRow> = {
  fetch: () => Promise.resolve({ rows: [], next: null }),
  key: (row) => row.id,
};

/** The code by which an act is refused because the case is no longer as it was shown. */
const OUTDATED = 'case.act.conflict';

/** What others made of a case while a form was open over it. */
export interface Conflict {
  by: string[];
  differences: Difference[];
}

export class ComplaintsDesk {
  /** One case has the window, and there is no list. */
  alone = false;
  list = $state.raw(new Paged<CaseRow>(NOTHING));
  total = $state.raw<Total>({ count: 0, more: false });
  /** For a search: how many candidates were looked at, of how many. */
  lookedAt = $state.raw<[number, number] | null>(null);
  /** What is listed, and how. */
  shows = $state.raw<Arrangement>(asItIs('all-open'));
  /** The kept view that it began from. */
  kept = $state.raw<SavedView | null>(null);
  marks = new Marks();
  cursor = $state(0);
  /** Null where the row under the cursor has left the list. */
  cursorKey = $state<string | null>(null);
  /** Grows each time the cursor is moved, also to where it is: then it is shown. */
  moves = $state(0);

  /** The row that is open: a case's id, or a message's. */
  openId = $state<string | null>(null);
  case = $state.raw<CaseDetail | null>(null);
  message = $state.raw<MessageDetail | null>(null);
  failure = $state.raw<unknown>(undefined);
  choices = $state.raw<Choices | null>(null);
  form = $state<Form | null>(null);
  /** What the form is about: a party's, an ask's or a clock's id, or a recipient's place. */
  subject = $state<string | null>(null);
  conflict = $state.raw<Conflict | null>(null);
  /** The answer that is being written in the open case. */
  reply = $state.raw<Reply | null>(null);
  /** The message that the thread is to show. */
  sought = $state<string | null>(null);
  #sent: Sent | null = null;
  /** What the open form would change of the case as it is shown, field by field. */
  mine: Partial<Record<Field, Mine>> = {};

  get view(): View {
    return this.shows.view;
  }

  get query(): string {
    return this.shows.query;
  }

  /** Shows a view with a query; another view as it is by itself. */
  async show(view: View, query: string): Promise<void> {
    const base = view === this.view && !this.kept ? this.shows : asItIs(view);
    this.kept = null;
    await this.arrange({ ...base, query });
  }

  /** Shows a kept view. */
  async showKept(view: SavedView): Promise<void> {
    this.kept = view;
    await this.arrange(view.shows);
  }

  /** Lists something else, or in another way; it is still the same kept view. */
  async arrange(change: Partial<Arrangement>): Promise<void> {
    const before = this.shows;
    const shows = { ...before, ...change };
    const moved = shows.view !== before.view || shows.query !== before.query;
    if (moved) this.marks.clear();
    this.shows = shows;
    const { view, query, sort, reverse } = shows;
    // Each page says what it looked at; together they say how far the search has come.
    const looked: Record<string, number> = {};
    await this.list.restart({
      key: (row) => row.id,
      group: grouping(shows),
      fetch: async (after) => {
        const page = await casesList({ query: { view, query, sort, reverse, after, limit: 60 } });
        this.total = page.total;
        looked[after ?? ''] = page.looked_at?.[0] ?? 0;
        const sum = Object.values(looked).reduce((a, b) => a + b, 0);
        // Candidates are counted no further than it takes to say that there are many.
        this.lookedAt = page.looked_at && [sum, Math.max(sum, page.looked_at[1])];
        return page;
      },
    });
    if (moved || this.cursorKey === null) this.setCursor(this.#openPlace());
  }

  #openPlace(): number {
    return this.openId ? Math.max(0, this.list.indexOf(this.openId)) : 0;
  }

  /** What is shown is fetched again; the cursor stays with its row, or where it was. */
  async refresh(): Promise<void> {
    if (this.alone) {
      await this.#catchUpAlone();
      return;
    }
    await Promise.all([this.list.refresh(), counts.load()]);
    const key = this.cursorKey;
    if (key === null) return;
    const index = this.list.indexOf(key);
    if (index >= 0) this.cursor = index;
    else if (this.list.row(this.cursor) !== undefined) this.cursorKey = null;
    await this.#catchUp();
  }

  /** A message has joined the open case meanwhile, or somebody else has worked on it. */
  async #catchUp(): Promise<void> {
    const shown = this.case;
    if (shown) await this.#catchUpWith(this.list.row(this.list.indexOf(shown.id)));
  }

  /** Somebody has begun an answer, or ended one: that is no act, and nothing else is another. */
  async refreshDrafts(): Promise<void> {
    const shown = this.case;
    if (!shown) return;
    const found = await drafts({ case: shown.id });
    // One's own is another with every key; what was said of it is news.
    const news = (all: readonly DraftView[]) =>
      all.map((one) => [one.id, one.id !== this.reply?.kept?.id && one.version, one.approval]);
    const known = JSON.stringify(news(shown.drafts)) === JSON.stringify(news(found));
    if (this.case === shown && !known) this.case = { ...shown, drafts: found };
  }

  /** The same without a list: to ask for its row is no act, as opening it would be. */
  async #catchUpAlone(): Promise<void> {
    const shown = this.case;
    if (!shown || this.form) return;
    const query = `number:${shown.number}`;
    const order = { sort: null, reverse: false, after: null, limit: 1 };
    const page = await casesList({ query: { view: 'all', query, ...order } });
    const row = page.rows[0];
    // It went into another one, or came out again.
    if (row && (row.id === shown.id) === Boolean(shown.merged_into)) await this.reload();
    else await this.#catchUpWith(row);
  }

  async #catchUpWith(row: CaseRow | undefined): Promise<void> {
    const shown = this.case;
    if (!shown || this.form) return;
    const further = await haveComeFurther(shown.messages);
    if (this.case?.id !== shown.id || this.form) return;
    const own = row?.id === shown.id ? row : undefined;
    const changed = (own?.version ?? 0) > shown.version;
    if (further || changed || (own?.messages ?? 0) > shown.messages.length) await this.reload();
  }

  setCursor(index: number): void {
    const last = Math.max(0, this.list.known - 1);
    this.cursor = Math.min(Math.max(index, 0), last);
    this.cursorKey = this.list.row(this.cursor)?.id ?? null;
    this.moves += 1;
  }

  /** Marks the row under the cursor, or not any more. */
  mark(): void {
    const row = this.list.row(this.cursor);
    if (row) this.marks.toggle(row);
  }

  /** Marks from the row that was marked last as far as this one. */
  markRun(to: CaseRow | undefined): void {
    if (!to) return;
    this.marks.run(to, (from, until) => {
      const ends = [this.list.indexOf(from), this.list.indexOf(until)].toSorted((a, b) => a - b);
      const [first = -1, last = -1] = ends;
      const places = Array.from(
        { length: last - Math.max(first, 0) + 1 },
        (_, at) => at + Math.max(first, 0),
      );
      return places.flatMap((at) => this.list.row(at) ?? []);
    });
  }

  /** Moves by so many rows. From a row that has left, down is the one that took its place. */
  move(by: number): void {
    this.setCursor(this.cursor + (this.cursorKey === null && by > 0 ? by - 1 : by));
  }

  async open(row: CaseRow): Promise<void> {
    this.setCursor(this.list.indexOf(row.id));
    if (row.number === null) await this.openMessage(row.id);
    else await this.openCase(row.id);
  }

  async openCase(id: string): Promise<void> {
    if (this.reply && this.reply.case !== id) void this.leaveReply();
    this.openId = id;
    this.failure = undefined;
    try {
      const detail = await caseOpen({ case: id });
      if (this.openId !== id) return;
      this.case = detail;
      this.message = null;
      this.list.amend(id, (row) => ({ ...row, unread: false }));
      // What mentions one there is read now.
      if (counts.mentions.count) void counts.load();
    } catch (thrown) {
      if (this.openId === id) this.#failOpen(thrown);
    }
  }

  async openMessage(id: string): Promise<void> {
    void this.leaveReply();
    this.openId = id;
    this.failure = undefined;
    try {
      const detail = await messageOpen({ message: id });
      if (this.openId !== id) return;
      this.message = detail;
      this.case = null;
    } catch (thrown) {
      if (this.openId === id) this.#failOpen(thrown);
    }
  }

  #failOpen(thrown: unknown): void {
    this.failure = thrown;
    this.case = null;
    this.message = null;
  }

  async reload(): Promise<void> {
    if (this.case) await this.openCase(this.case.id);
  }

  shut(): void {
    this.openId = null;
    this.case = null;
    this.message = null;
    this.failure = undefined;
  }

  /** The keys were closed: nothing that was read stays here, only where one was. */
  forget(): void {
    this.list = new Paged<CaseRow>(NOTHING);
    if (this.message) this.openId = null;
    this.case = null;
    this.message = null;
    this.failure = undefined;
    this.choices = null;
    this.marks.clear();
    this.shutForm();
    this.reply = null;
    this.shows = { ...this.shows, query: '' };
    this.kept = null;
    this.lookedAt = null;
    this.cursorKey = null;
  }

  ask(form: Form, subject: string | null = null): void {
    this.subject = subject;
    this.conflict = null;
    this.mine = {};
    this.form = form;
    if (!this.choices) void this.loadChoices();
  }

  shutForm(): void {
    this.form = null;
    this.conflict = null;
  }

  async loadChoices(): Promise<void> {
    try {
      this.choices = await choices();
    } catch (thrown) {
      status.fail(thrown);
    }
  }

  /** The open case as an act names it; the key makes sending it twice harmless. */
  on(key: string): On {
    return { case: this.case?.id ?? '', version: this.case?.version ?? null, key };
  }

  /** As `on`, for an act that adds and puts nothing in another's place. */
  onAny(key: string): On {
    return { ...this.on(key), version: null };
  }

  /** Does an act, says so in the status line and shows the case as it is now. */
  async act(work: Promise<Done>): Promise<void> {
    let done: Done;
    try {
      done = await work;
    } catch (thrown) {
      if (asDeskError(thrown).code === OUTDATED && (await this.#compare())) return;
      throw thrown;
    }
    status.done(done);
    if (done.act === 'triage') void this.loadChoices();
    // The form goes once the case stands as it now is: no key reaches the one before.
    await this.openCase(done.case);
    this.shutForm();
    await this.refresh();
  }

  /**
   * Shows what others made of the case beside what is being typed; false where nothing is. The
   * form goes on from the case as it is now: what was not changed in it is as they left it.
   */
  async #compare(): Promise<boolean> {
    const before = this.case;
    if (!this.form || !before) {
      await this.reload();
      return false;
    }
    const theirs = await caseOpen({ case: before.id });
    if (this.case?.id !== before.id) return false;
    const untouched = Object.values(this.mine).filter((mine) => !mine.changed());
    this.case = theirs;
    for (const mine of untouched) mine.take(theirs);
    const regimes = this.choices?.regimes ?? [];
    this.conflict = {
      by: changedBy(before, theirs),
      differences: differences(before, theirs, { party: this.subject, regimes }),
    };
    return true;
  }

  /** The same where no form stands to show what went wrong. */
  async actNow(work: Promise<Done>): Promise<void> {
    try {
      await this.act(work);
    } catch (thrown) {
      status.fail(thrown);
    }
  }

  async toggleUnread(): Promise<void> {
    const id = this.case?.id ?? this.cursorKey;
    const row = id ? this.list.row(this.list.indexOf(id)) : undefined;
    // Alone, it is open and so read.
    if (!id || row?.number === null) return;
    const unread = !(row?.unread ?? false);
    this.list.amend(id, (r) => ({ ...r, unread }));
    await caseUnread({ case: id, unread });
  }

  /** Writes an answer to a message, or to the newest that came in; one's own draft goes on. */
  async write(message: string | null = null, all = false): Promise<void> {
    const own = this.case?.drafts.find(
      (one) => one.mine && (message === null || one.writing.answers === message),
    );
    await this.#writeIn(own ?? null, message, all);
  }

  /** Writes on in a draft, whosever it is. */
  async writeOn(draft: DraftView): Promise<void> {
    await this.#writeIn(draft, null, false);
  }

  /** Chooses a letter for the answer that is being written, or for one that begins. */
  async chooseLetter(): Promise<void> {
    if (!this.reply) await this.write();
    await tick();
    if (this.reply) this.reply.choosing = true;
  }

  /** Writes anew what did not arrive. */
  async writeAgain(message: string): Promise<void> {
    const draft = await draftAgain({ message });
    await this.leaveReply();
    if (this.case?.id !== draft.case) await this.openCase(draft.case);
    await this.writeOn(draft);
  }

  async #writeIn(draft: DraftView | null, message: string | null, all: boolean): Promise<void> {
    if (this.reply) {
      this.reply.element?.focus();
      return;
    }
    if (!this.case) return;
    if (!this.choices) void this.loadChoices();
    try {
      this.reply = await Reply.begin(this.case, draft, message, all);
    } catch (thrown) {
      status.fail(thrown);
    }
  }

  /** Closes the answer that is being written, which is kept as a draft. */
  async leaveReply(): Promise<void> {
    const { reply } = this;
    if (!reply) return;
    this.reply = null;
    if (reply.changed) await reply.save();
    if (reply.disputed) await reply.keepApart();
    if (reply.failure !== undefined) status.fail(reply.failure);
    if (this.case?.id === reply.case && !this.reply) await this.reload();
  }

  /** Sends the answer that is being written. Where something stops it, it stays. */
  async sendReply(): Promise<void> {
    const { reply } = this;
    if (!reply) return;
    const done = await reply.send(this.on(reply.key));
    if (!done || !reply.kept) {
      // It was decided over a case that has changed: what is new stands above it now.
      if (asDeskError(reply.failure).code === OUTDATED) await this.reload();
      return;
    }
    this.#sent = { case: done.case, draft: reply.kept.id, undo: done.undo };
    status.goes(done);
    this.reply = null;
    await this.openCase(done.case);
    await this.refresh();
  }

  async undo(): Promise<void> {
    const sent = this.#sent;
    const which = status.said?.undo ?? this.case?.undo?.id;
    if (!(await status.undo(this.case?.undo?.id))) return;
    const back = sent && sent.undo === which ? sent : null;
    await (back ? this.openCase(back.case) : this.reload());
    await this.refresh();
    const draft = this.case?.drafts.find((one) => one.id === back?.draft);
    if (draft) await this.writeOn(draft);
  }
}

/** The complaints desk: what is listed, what is open. It keeps its place while others show. */
export const desk = new ComplaintsDesk();
