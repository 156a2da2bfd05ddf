import { asDeskError } from '../../backend';
import { bundleOf, type Locale } from './bundles';

/** What a sentence is filled with. */
export type Params = Record<string, string | number>;

function ofSystem(): Locale {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

let current = $state<Locale>(ofSystem());

/** The language of the window; reading it in markup or `$derived` follows a switch. */
export function locale(): Locale {
  return current;
}

/** Switches every word of the window at once. */
export function setLocale(choice: 'system' | Locale): void {
  current = choice === 'system' ? ofSystem() : choice;
  document.documentElement.lang = current;
}

/** Whether the locales have a sentence of this id. */
export function has(id: string): boolean {
  return bundleOf(current).hasMessage(id);
}

/** The sentence `id` in the window's language. An unknown id shows itself. */
export function t(id: string, params?: Params): string {
  const bundle = bundleOf(current);
  const pattern = bundle.getMessage(id)?.value;
  return pattern ? bundle.formatPattern(pattern, named(params), []) : id;
}

/** `number` is the number of a case: a name, which is never grouped as an amount is. */
function named(params: Params | undefined): Params | undefined {
  const number = params?.['number'];
  return number === undefined ? params : { ...params, number: String(number) };
}

/** A word of a vocabulary: `word('kind', 'delete')`. */
export function word(vocabulary: string, value: string): string {
  return t(`${vocabulary}-${value}`);
}

/** A text from a pack, in the window's language. */
export function bilingual(text: { en: string; zh: string }): string {
  return current === 'zh-CN' ? text.zh : text.en;
}

/** The sentence of a refusal or a failed call. */
export function errorText(thrown: unknown): string {
  const error = asDeskError(thrown);
  const id = `error-${error.code.replaceAll('.', '-')}`;
  const params = { ...error.params };
  const status = /^status-(.+)$/.exec(String(params['missing'] ?? ''))?.[1];
  if (status) return t('not-in-status', { status: word('status', status) });
  if (typeof params['missing'] === 'string') params['missing'] = missingText(params['missing']);
  return has(id) ? t(id, params) : t('error-unknown', { code: error.code });
}

/** What an act lacks: words of the workflow, parted by commas. */
function missingText(words: string): string {
  const said = words.split(',').map((one) => {
    const id = [`missing-${one.trim()}`, one.trim()].find(has);
    return id ? t(id) : one.trim();
  });
  return sentenceList(said);
}

const lists: Record<Locale, Intl.ListFormat> = {
  en: new Intl.ListFormat('en', { type: 'conjunction' }),
  'zh-CN': new Intl.ListFormat('zh-CN', { type: 'conjunction' }),
};

/** A list of names as running text. */
export function sentenceList(parts: string[]): string {
  return lists[current].format(parts);
}
