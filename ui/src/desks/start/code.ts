import { t } from '../../kit';

/** Characters of a whole code. */
const LENGTH = 32;

/** What is wrong with a code that was typed, as far as its length tells. */
export function codeProblem(code: string): string | undefined {
  const count = code.normalize('NFKC').replace(/[\s‐-―_-]/g, '').length;
  return count === LENGTH ? undefined : t('start-problem-code', { count });
}
