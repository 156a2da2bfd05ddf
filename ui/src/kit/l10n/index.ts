export { LOCALES, type Locale } from './bundles';
export * from './dates';
export * from './l10n.svelte';
export * from './zone.svelte';
