import { command, question } from './call';
import type {
  Beginning,
  Done,
  DraftView,
  ExtensionInput,
  HandedCode,
  On,
  OutboxView,
  PackageInput,
  Packed,
  SaveDraft,
  SendDraft,
  StopView,
  WaitingDraft,
} from './types';

/** Without a message, of an answer to the newest that came in. */
export const replyBegin = command<{ case: string; message: string | null }, Beginning>(
  'reply_begin',
);
/** What is being written on a case; to ask is no act. */
export const drafts = command<{ case: string }, DraftView[]>('drafts');
/** A draft of what did not arrive, to those whom it did not reach. */
export const draftAgain = command<{ message: string }, DraftView>('draft_again');
/** Refused as a conflict where somebody else has written in it since `version`. */
export const draftSave = command<{ input: SaveDraft }, DraftView>('draft_save');
export const draftAttach = command<{ draft: string; path: string }, DraftView>('draft_attach');
export const draftDetach = command<{ draft: string; file: string }, DraftView>('draft_detach');
export const draftDiscard = command<{ draft: string }, void>('draft_discard');
export const replyCheck = command<{ draft: string }, StopView[]>('reply_check');
/** It goes ten seconds later; until then an undo takes it back. */
export const caseReply = command<{ on: On; send: SendDraft }, Done>('case_reply');
/** The letter that tells the person of an extension; sending it extends. */
export const extensionDraft = command<{ case: string; extends: ExtensionInput }, DraftView>(
  'extension_draft',
);
/** Asks where to, natively, and offers a name; false when cancelled. */
export const draftFileSave = command<
  { draft: string; file: string; title: string; suggested: string },
  boolean
>('draft_file_save');
/** The drafts that wait for a second person, oldest first. */
export const approvals = question<WaitingDraft[]>('approvals');
type Version = { draft: string; version: number };
export const approvalAsk = command<Version, DraftView>('approval_ask');
export const approvalGive = command<Version, DraftView>('approval_give');
export const approvalReturn = command<Version & { reason: string }, DraftView>('approval_return');
/** Makes a code for an address on record, and the letter that asks for it as a draft. */
export const identityAsk = command<{ case: string; address: string }, DraftView>('identity_ask');
/** Makes a code for an account on record, which is told here alone. */
export const identityHand = command<{ case: string; account: string }, HandedCode>('identity_hand');
export const identityProve = command<{ on: On; code: string }, Done>('identity_prove');
/** The passphrase, where it is made, is told here alone. */
export const packageMake = command<{ case: string; input: PackageInput }, Packed>('package_make');
export const outbox = question<OutboxView[]>('outbox');
export const outboxRetry = command<{ message: string }, void>('outbox_retry');
export const outboxCancel = command<{ message: string }, void>('outbox_cancel');
export const outboxArrived = command<{ message: string }, void>('outbox_arrived');
