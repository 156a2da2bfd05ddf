import { outbox, type CaseDetail, type MessageView, type NoteView } from '../../../backend';
import { isWrong } from '../../../frame/outbox.svelte';

interface Entry {
  id: string;
  at: string;
  message?: MessageView;
  note?: NoteView;
}

/** Messages and notes in the order in which they came. */
export function threadOf(detail: CaseDetail): Entry[] {
  const entries: Entry[] = [
    ...detail.messages.map((message) => ({ id: message.id, at: message.received_at, message })),
    ...detail.notes.map((note) => ({ id: note.id, at: note.at, note })),
  ];
  return entries.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** Which messages stand open at first: what came last, what came last from outside, and what did not
 * arrive. */
export function openFirst(detail: CaseDetail): Set<string> {
  const last = detail.messages.at(-1);
  const received = detail.messages.findLast((message) => !message.outgoing);
  const lost = detail.messages.filter(({ sending }) => sending && isWrong(sending.state));
  return new Set([last, received, ...lost].flatMap((message) => (message ? [message.id] : [])));
}

/** Whether something may still become of a message that is sent from here. */
export function isUnderway({ sending }: MessageView): boolean {
  return sending !== null && sending.state !== 'sent' && sending.state !== 'cancelled';
}

/** Whether one of them has come further than is shown, which changes nothing else of its case. */
export async function haveComeFurther(messages: readonly MessageView[]): Promise<boolean> {
  const shown = messages.filter(isUnderway);
  if (!shown.length) return false;
  const now = await outbox();
  return shown.some(({ id, sending }) => {
    const found = now.find((one) => one.message === id);
    return found?.state !== sending?.state || found?.next_at !== sending?.next_at;
  });
}

/** The beginning of a message as one line; of one that was not opened, its subject. */
export function firstLine(message: MessageView): string {
  if (message.folded) return message.subject;
  const text = message.blocks.find((block) => block.kind === 'text')?.text ?? '';
  return text.replace(/\s+/g, ' ').trim().slice(0, 160);
}

/** Two letters, or one character, for the face of somebody outside. */
export function initialsOf(name: string): string {
  const han = /\p{Script=Han}/u.exec(name);
  if (han) return han[0];
  const words = name.split(/[\s._@-]+/).filter(Boolean);
  const letters = words.slice(0, 2).map((part) => [...part][0] ?? '');
  return letters.join('').toUpperCase() || '?';
}
