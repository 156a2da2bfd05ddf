import { mailboxStop, mailboxWake, type MailboxView } from '../../backend';
import { mailboxes } from '../../frame/mailboxes.svelte';
import { place } from '../../frame/place.svelte';
import { t, type Entry } from '../../kit';

/** What is asked for: a new mailbox, another setting of one, or that it is no longer read. */
type Form = { is: 'add' } | { is: 'change' | 'remove'; mailbox: MailboxView };

class MailboxDesk {
  form = $state.raw<Form | null>(null);
  failure = $state.raw<unknown>();

  /** Goes to the desk, and asks for a new mailbox. */
  add(): void {
    place.go('mailbox');
    this.form = { is: 'add' };
  }

  async wake(mailbox: MailboxView, all: boolean): Promise<void> {
    await this.#tried(mailboxWake({ id: mailbox.id, all }));
  }

  async stop(mailbox: MailboxView): Promise<void> {
    await this.#tried(mailboxStop({ id: mailbox.id }));
  }

  async #tried(work: Promise<void>): Promise<void> {
    this.failure = undefined;
    try {
      await work;
    } catch (thrown) {
      this.failure = thrown;
    }
    await mailboxes.load();
  }

  /** Everything that can be done with a mailbox, in the words of the menu and of the palette. */
  acts(mailbox: MailboxView): Pick<Entry, 'id' | 'icon' | 'text' | 'onrun'>[] {
    const act = (id: string, icon: Entry['icon'], onrun: () => unknown) => ({
      id: `mailbox-${id}`,
      icon,
      text: t(`mailbox-do-${id}`),
      onrun: () => void onrun(),
    });
    const reads = mailbox.state.is === 'connecting' || mailbox.state.is === 'syncing';
    return [
      reads
        ? act('stop', 'pause', () => this.stop(mailbox))
        : act('look', 'download', () => this.wake(mailbox, false)),
      act('compare', 'check', () => this.wake(mailbox, true)),
      act('change', 'settings', () => (this.form = { is: 'change', mailbox })),
      act('remove', 'x', () => (this.form = { is: 'remove', mailbox })),
    ];
  }
}

/** The mailbox desk: what it asks for. What it shows is `place`'s folder. */
export const desk = new MailboxDesk();
