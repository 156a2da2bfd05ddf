import { app } from '../../frame/session.svelte';
import type { Role } from '../../backend';

/** A section of the settings, and what has a name in it: the ids of their sentences. */
interface SettingsSection {
  id: string;
  names: readonly string[];
  /** Who sees it; without it everyone. */
  roles?: readonly Role[];
}

const SECTIONS: readonly SettingsSection[] = [
  { id: 'workspace', names: [] },
  { id: 'look', names: ['settings-language', 'settings-theme'] },
  {
    id: 'work',
    names: [
      'settings-zone',
      'settings-regime',
      'settings-calendar',
      'settings-lock-after',
      'settings-approve-refusals',
      'settings-approve-disclosures',
    ],
    roles: ['officer'],
  },
  { id: 'calendars', names: ['settings-calendars-new'], roles: ['officer'] },
  { id: 'templates', names: ['settings-templates-new'], roles: ['officer'] },
  { id: 'scanner', names: ['settings-scanner-where'], roles: ['officer'] },
  { id: 'letters', names: [], roles: ['officer'] },
  {
    id: 'departments',
    names: ['settings-department-new', 'settings-department-under'],
    roles: ['officer', 'administrator'],
  },
  { id: 'keys', names: ['settings-single'] },
  { id: 'notices', names: ['settings-notify'], roles: ['officer'] },
  { id: 'passphrase', names: ['settings-passphrase-change'] },
  { id: 'backup', names: ['settings-backup-go'] },
  { id: 'own-keys', names: ['people-undertaking-sign'] },
];

/** The sections that this person has. */
export function sections(): readonly SettingsSection[] {
  return SECTIONS.filter(({ roles }) => !roles || app.is(...roles));
}

/** Gives the focus to what has this name in a section; to the section's title where none has. */
export function focusOn(section: string, name?: string, tries = 20): void {
  const title = document.getElementById(`settings-${section}`);
  const names = title?.closest('section')?.querySelectorAll<HTMLElement>('label, legend, button');
  const found = [...(names ?? [])].find((one) => name && one.textContent.trim().startsWith(name));
  if ((!title || (name && !found)) && tries > 0) {
    // What it says may still be on its way.
    setTimeout(() => focusOn(section, name, tries - 1), 50);
    return;
  }
  const control =
    found instanceof HTMLLabelElement
      ? found.control
      : (found?.parentElement?.querySelector<HTMLElement>('input:checked') ?? found);
  (control ?? title)?.focus();
  (found ?? title)?.scrollIntoView({ block: 'center' });
}
