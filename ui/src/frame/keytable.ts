import { t, type KeyPart } from '../kit';
import { caps, isHandled, KEYS, type KeyGroup } from './keys.svelte';

const GROUPS: readonly KeyGroup[] = ['move', 'case', 'person', 'list', 'go', 'window'];

/** What `?` shows: the keys that do something where one is now. */
export function keyTable(): KeyPart[] {
  const parts = GROUPS.map((group) => ({
    title: t(`keys-${group}`),
    lines: KEYS.filter((key) => key.group === group && isHandled(key.id)).map((key) => ({
      ways: key.chords.map(caps),
      text: t(`key-${key.id}`),
    })),
  }));
  return parts.filter((part) => part.lines.length);
}
