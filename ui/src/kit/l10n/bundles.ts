import { FluentBundle, FluentResource } from '@fluent/bundle';

/** The languages of the window. */
export type Locale = 'en' | 'zh-CN';
export const LOCALES: readonly Locale[] = ['en', 'zh-CN'];

const sources = import.meta.glob<string>(['../../../../assets/locales/*/*.ftl', '!**/cli.ftl'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

const made: Partial<Record<Locale, FluentBundle>> = {};

/** The sentences of a language; read when it is first spoken, for reading them takes a while. */
export function bundleOf(locale: Locale): FluentBundle {
  return (made[locale] ??= read(locale));
}

function read(locale: Locale): FluentBundle {
  // Isolation marks would end up in copied text and in what a screen reader is told.
  const bundle = new FluentBundle(locale, { useIsolating: false });
  for (const [path, text] of Object.entries(sources)) {
    if (path.includes(`/${locale}/`)) bundle.addResource(new FluentResource(text));
  }
  return bundle;
}
