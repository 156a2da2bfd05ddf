import { command, question } from './call';
import type {
  AcknowledgeInput,
  AnswerInput,
  BulkDone,
  BulkPreview,
  Deed,
  Marked,
  Because,
  CaseDetail,
  CasePage,
  CaseStats,
  Choices,
  Count,
  Done,
  FileScan,
  IdentityInput,
  ImportInput,
  ImportReport,
  ListQuery,
  MergeInput,
  MergeView,
  MessageDetail,
  NewCase,
  NoteTemplate,
  On,
  PartyInput,
  PrintedCase,
  RawView,
  RefusalInput,
  SavedView,
  SaveNoteTemplate,
  SaveView,
  SplitInput,
  SplitView,
  TaskInput,
  ToldInput,
  Total,
  Triage,
} from './types';
import type { Letter, Look } from './window';

export const importStart = command<{ input: ImportInput }, void>('import_start');
/** What would become of it; nothing comes in. */
export const importLook = command<{ input: ImportInput }, ImportReport>('import_look');
export const importCancel = question<void>('import_cancel');

export const casesCounts = question<Count[]>('cases_counts');
export const casesList = command<{ query: ListQuery }, CasePage>('cases_list');
export const bulkPreview = command<{ marked: Marked; deed: Deed }, BulkPreview>('bulk_preview');
export const bulk = command<{ marked: Marked; deed: Deed; key: string }, BulkDone>('bulk');
export const bulkUndo = command<{ bulk: string }, BulkDone>('bulk_undo');
export const casesStats = question<CaseStats>('cases_stats');
export const viewsList = question<SavedView[]>('views_list');
export const viewSave = command<{ input: SaveView }, string>('view_save');
export const viewRemove = command<{ id: string }, void>('view_remove');
export const viewsOrder = command<{ ids: string[] }, void>('views_order');
export const caseOpen = command<{ case: string }, CaseDetail>('case_open');
/** Shows a case in a window of its own, or brings that window forward. */
export const caseWindow = command<{ case: string }, void>('case_window');
/** To be put on paper: an act. */
export const casePrint = command<{ case: string; notes: boolean }, PrintedCase>('case_print');
/** Prints what stands in the page. */
export const paperPrint = question<void>('paper_print');
export const caseUnread = command<{ case: string; unread: boolean }, void>('case_unread');
export const choices = question<Choices>('choices');

export const caseNew = command<{ input: NewCase }, Done>('case_new');
export const caseTriage = command<{ on: On; triage: Partial<Triage> }, Done>('case_triage');
export const caseAssign = command<{ on: On; person: string | null }, Done>('case_assign');
export const caseNote = command<{ on: On; text: string; mentions: string[] }, Done>('case_note');
/** How many notes mention one in cases that one has not seen since. */
export const mentionsUnread = question<Total>('mentions_unread');
export const caseTask = command<{ on: On; input: TaskInput }, Done>('case_task');
export const caseTaskAnswer = command<{ on: On; task: string; text: string }, Done>(
  'case_task_answer',
);
export const caseTaskWithdraw = command<{ on: On; task: string; reason: string }, Done>(
  'case_task_withdraw',
);
export const caseIdentity = command<{ on: On; identity: IdentityInput }, Done>('case_identity');
export const caseParty = command<{ on: On; party: PartyInput }, Done>('case_party');
export const caseAwait = command<
  { on: On; what: 'awaiting-identity' | 'awaiting-requester' },
  Done
>('case_await');
export const caseResume = command<{ on: On }, Done>('case_resume');
export const caseSnooze = command<{ on: On; until: string | null }, Done>('case_snooze');
export const caseLink = command<{ on: On; other: string; linked: boolean }, Done>('case_link');
export const mergePreview = command<{ case: string; into: string }, MergeView>('merge_preview');
export const caseMerge = command<{ on: On; input: MergeInput }, Done>('case_merge');
export const caseUnmerge = command<{ on: On }, Done>('case_unmerge');
export const splitPreview = command<{ case: string; input: SplitInput }, SplitView>(
  'split_preview',
);
export const caseSplit = command<{ on: On; input: SplitInput }, Done>('case_split');
export const caseDistinct = command<{ case: string; other: string; distinct: boolean }, void>(
  'case_distinct',
);
export const caseNotOurs = command<{ on: On; reason: string }, Done>('case_not_ours');
export const caseAcknowledge = command<{ on: On; input: AcknowledgeInput }, Done>(
  'case_acknowledge',
);
export const caseAnswer = command<{ on: On; answer: AnswerInput }, Done>('case_answer');
export const caseRefuse = command<{ on: On; refusal: RefusalInput }, Done>('case_refuse');
export const caseTold = command<{ on: On; told: ToldInput }, Done>('case_told');
export const caseExtend = command<{ on: On; clock: string; reason: string }, Done>('case_extend');
export const caseClose = command<{ on: On }, Done>('case_close');
export const caseReopen = command<{ on: On; reason: string }, Done>('case_reopen');
export const caseHold = command<{ on: On; reason: string }, Done>('case_hold');
export const caseRelease = command<{ on: On }, Done>('case_release');
export const caseErase = command<{ on: On; because: Because; confirm: number }, Done>('case_erase');
export const undo = command<{ id: string }, Done>('undo');

export const messageOpen = command<{ message: string }, MessageDetail>('message_open');
export const messageSource = command<{ message: string }, RawView>('message_source');
/** Opens the page of a message, for a frame. */
export const messageHtml = command<{ message: string }, Letter>('message_html');
/** What the virus scanner says of each file of a message; nothing where there is none. */
export const attachmentsScan = command<{ message: string }, FileScan[]>('attachments_scan');
/** Opens a picture or a PDF; its first page. */
export const attachmentLook = command<{ message: string; part: number }, Look>('attachment_look');
export const attachmentPage = command<{ file: string; page: number }, Look>('attachment_page');
export const messageHeaders = command<{ message: string }, [string, string][]>('message_headers');
/** Both ask where to, natively, and offer a name; false when cancelled. */
export const attachmentSave = command<
  { message: string; part: number; title: string; suggested: string },
  boolean
>('attachment_save');
export const rawSave = command<{ message: string; title: string; suggested: string }, boolean>(
  'raw_save',
);
export const messageToCase = command<{ message: string }, Done>('message_to_case');
/** The templates for notes, by name. */
export const noteTemplates = question<NoteTemplate[]>('note_templates');
export const noteTemplateSave = command<{ input: SaveNoteTemplate }, string>('note_template_save');
export const noteTemplateRemove = command<{ id: string }, void>('note_template_remove');
