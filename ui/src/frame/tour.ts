import { tick } from 'svelte';
import { on, tourReady, type Session, type TourStop } from '../backend';
import { desk } from '../desks/complaints/desk.svelte';
import { counts } from './counts.svelte';
import { act } from './keys.svelte';
import { place } from './place.svelte';
import { adoptPrefs, prefs } from './prefs.svelte';

/** What stands on a screen once it is there. */
const SIGNS: Record<TourStop['screen'], string> = {
  start: 'nav',
  'start-team': 'main form h1',
  'start-join': 'main form h1',
  complaints: '[role=option]',
  case: '.side',
  palette: 'dialog [role=combobox]',
  keys: 'dialog[open]',
  triage: 'dialog[open]',
  note: 'dialog[open]',
  bulk: 'dialog[open] section p',
  mailbox: '.desk .empty',
  'mailbox-form': 'dialog[open]',
  retention: '.desk .empty p',
  audit: '[role=row][aria-rowindex], tbody tr',
  settings: 'main h2',
};

function frame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

async function shown(css: string): Promise<void> {
  while (!document.querySelector(css)) await frame();
}

/** Goes from screen to screen as the shell says; `show` opens the workspace or the start screen. */
export async function tour(
  session: Session,
  show: (session: Session | null) => void,
): Promise<void> {
  on('tour', (stop) => void go(stop));
  await tourReady();

  async function go(stop: TourStop): Promise<void> {
    adoptPrefs({ ...prefs(), theme: stop.theme, language: stop.language });
    // Whatever stands over the last screen goes with it.
    show(null);
    await tick();
    const { screen } = stop;
    if (screen === 'start' || screen === 'start-team' || screen === 'start-join') {
      await shown(SIGNS.start);
      const way = screen.replace('start-', '');
      document.querySelector<HTMLElement>(`[data-way="${way}"]`)?.click();
    } else {
      show(session);
      await enter(screen);
      await counts.load();
    }
    await shown(SIGNS[screen]);
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map((moving) => moving.finished));
    await frame();
    await frame();
    await tourReady();
  }
}

type Start = 'start' | 'start-team' | 'start-join';

async function enter(screen: Exclude<TourStop['screen'], Start>): Promise<void> {
  switch (screen) {
    case 'mailbox':
    case 'retention':
    case 'audit':
    case 'settings':
      return place.go(screen);
    case 'mailbox-form':
      place.go('mailbox');
      await shown(SIGNS.mailbox);
      act('new');
      return;
  }
  place.goTo('');
  await shown(SIGNS.complaints);
  if (screen === 'complaints') return;
  if (screen === 'bulk') {
    desk.marks.markAll(desk.shows);
    desk.ask('bulk', 'assign');
    return;
  }
  const first = desk.list.row(0);
  if (first) place.goCase(first.id);
  await shown(SIGNS.case);
  if (screen !== 'case') act(screen);
}
