import { FluentBundle, FluentResource } from '@fluent/bundle';

/** The languages of the window. */
export type Locale = 'en' | 'zh-CN';
export const LOCALES: readonly Locale[] = ['en', 'zh-CN'];

const sources = import.meta.glob<string>('../../../../assets/locales/*/*.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

function bundle(locale: Locale): FluentBundle {
  // Isolation marks would end up in copied text and in what a screen reader is told.
  const made = new FluentBundle(locale, { useIsolating: false });
  for (const [path, text] of Object.entries(sources)) {
    if (path.includes(`/${locale}/`)) made.addResource(new FluentResource(text));
  }
  return made;
}

export const bundles: Record<Locale, FluentBundle> = {
  en: bundle('en'),
  'zh-CN': bundle('zh-CN'),
};
