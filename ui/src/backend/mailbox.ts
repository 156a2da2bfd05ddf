import { command, question } from './call';
import type {
  LedgerEntry,
  LedgerQuery,
  MailboxInput,
  MailboxView,
  Provider,
  TestReport,
} from './types';

export const mailboxes = question<MailboxView[]>('mailboxes');
export const mailboxProviders = question<Provider[]>('mailbox_providers');
export const mailboxAdd = command<{ input: MailboxInput }, MailboxView>('mailbox_add');
export const mailboxChange = command<{ id: string; input: MailboxInput }, MailboxView>(
  'mailbox_change',
);
export const mailboxRemove = command<{ id: string }, void>('mailbox_remove');
/** `of` is the mailbox whose secret is meant where the input has none. */
export const mailboxTest = command<{ input: MailboxInput; of: string | null }, TestReport>(
  'mailbox_test',
);
export const mailboxWake = command<{ id: string; all: boolean }, void>('mailbox_wake');
export const mailboxStop = command<{ id: string }, void>('mailbox_stop');
export const ledgerEntries = command<{ folder: string; query: LedgerQuery }, LedgerEntry[]>(
  'ledger_entries',
);
/** Asks for files, natively, and gives their text; null when cancelled. */
export const pickCertificates = command<{ title: string }, string | null>('pick_certificates');
