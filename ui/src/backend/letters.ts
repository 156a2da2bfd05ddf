import { command, question } from './call';
import type { FilledLetter, Language, LetterKind, LetterView, SaveLetter } from './types';

/** Every letter in each language, as it is worded now. */
export const letters = question<LetterView[]>('letters');
/** Newest first; the program's own is the last. */
export const letterVersions = command<{ kind: LetterKind; language: Language }, LetterView[]>(
  'letter_versions',
);
/** How it would be filled in, by an example. */
export const letterPreview = command<{ input: SaveLetter }, FilledLetter>('letter_preview');
/** Refused as a conflict where somebody else has worded it since `version`. */
export const letterSave = command<{ input: SaveLetter }, LetterView>('letter_save');
export const letterFill = command<
  { case: string; kind: LetterKind; language: Language },
  FilledLetter
>('letter_fill');
