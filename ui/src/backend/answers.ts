import { command, question } from './call';
import type {
  Beginning,
  Done,
  DraftView,
  On,
  OutboxView,
  SaveDraft,
  SendDraft,
  StopView,
} from './types';

/** Without a message, of an answer to the newest that came in. */
export const replyBegin = command<{ case: string; message: string | null }, Beginning>(
  'reply_begin',
);
/** Refused as a conflict where somebody else has written in it since `version`. */
export const draftSave = command<{ input: SaveDraft }, DraftView>('draft_save');
export const draftAttach = command<{ draft: string; path: string }, DraftView>('draft_attach');
export const draftDetach = command<{ draft: string; file: string }, DraftView>('draft_detach');
export const draftDiscard = command<{ draft: string }, void>('draft_discard');
export const replyCheck = command<{ draft: string }, StopView[]>('reply_check');
/** It goes ten seconds later; until then an undo takes it back. */
export const caseReply = command<{ on: On; send: SendDraft }, Done>('case_reply');
export const outbox = question<OutboxView[]>('outbox');
export const outboxRetry = command<{ message: string }, void>('outbox_retry');
export const outboxCancel = command<{ message: string }, void>('outbox_cancel');
export const outboxArrived = command<{ message: string }, void>('outbox_arrived');
