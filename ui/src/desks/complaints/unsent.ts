import { tick } from 'svelte';
import { unsent, unsentKeep, type Marked } from '../../backend';
import { desk, OF_NO_CASE, type Form } from './desk.svelte';

/** A control that was touched: its name, and what it holds. */
type Held = [name: string, value: string];

/** A form as it is left, by what its person touched of it. */
interface Left {
  form: Form;
  subject: string | null;
  case: string | null;
  marked: Marked;
  held: Held[];
}

/** They ask for no more than a name or a word, about what a lock puts away; or for a passphrase. */
const NOT_KEPT: readonly Form[] = ['import', 'keep-view', 'erase', 'package'];
const CONTROLS = '.body :is(input, textarea, select, [aria-pressed])';
/** How long a control may take to come, in frames: what it offers may have to be fetched. */
const PATIENCE = 120;

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | HTMLButtonElement;

function controls(): Map<string, Control> {
  const all = new Map<string, Control>();
  for (const one of document.querySelectorAll<Control>(`dialog[open] ${CONTROLS}`)) {
    const group = one.closest('fieldset')?.querySelector('legend')?.textContent ?? '';
    // Of a button without what counts it.
    const label = (one.labels?.[0] ?? one.firstChild)?.textContent;
    const name = `${group}/${label}`.trim();
    // Each ask has a reason of its own.
    let nth = 0;
    while (all.has(`${name}/${nth}`)) nth += 1;
    all.set(`${name}/${nth}`, one);
  }
  return all;
}

const isOn = (one: Control) =>
  one instanceof HTMLButtonElement
    ? one.getAttribute('aria-pressed') === 'true'
    : one instanceof HTMLInputElement && one.checked;
const isSwitch = (one: Control) =>
  one instanceof HTMLButtonElement || one.type === 'checkbox' || one.type === 'radio';
const valueOf = (one: Control) => (isSwitch(one) ? (isOn(one) ? 'on' : '') : one.value);

/** As if its person had done it. */
function put(one: Control, value: string): void {
  if (valueOf(one) === value) return;
  if (isSwitch(one)) return one.click();
  one.value = value;
  one.dispatchEvent(new Event('input', { bubbles: true }));
  one.dispatchEvent(new Event('change', { bubbles: true }));
}

/** What is typed in the open form and not sent: the shell keeps it sealed, so that a lock leaves
 * it. */
class Unsent {
  #touched = new Set<EventTarget>();
  /** What was left is looked for, or put back. */
  #busy = true;
  #sent: Promise<void> = Promise.resolve();

  /** A control was touched. */
  async touch(target: EventTarget | null): Promise<void> {
    const { form, subject } = desk;
    if (this.#busy || !form || NOT_KEPT.includes(form) || !(target instanceof Element)) return;
    const control = target.closest(CONTROLS);
    if (!control) return;
    this.#touched.add(control);
    // What it does to the form shows then.
    await tick();
    const all = [...controls()].filter(([, one]) => this.#touched.has(one));
    const held = all.map(([name, one]): Held => [name, valueOf(one)]);
    const of = OF_NO_CASE.includes(form) ? null : (desk.case?.id ?? null);
    if (desk.form === form)
      this.#keep({ form, subject, case: of, marked: desk.marks.marked, held });
  }

  /** The form was sent or left. */
  drop(): void {
    this.#touched.clear();
    if (!this.#busy) this.#keep(null);
  }

  /** Back after a lock: the form stands again as it was left. */
  async bringBack(): Promise<void> {
    this.#busy = true;
    const typed = await unsent();
    if (typed) await this.#fill(JSON.parse(typed) as Left);
    this.#busy = false;
    if (!desk.form) this.drop();
  }

  async #fill(left: Left): Promise<void> {
    if (left.case && desk.case?.id !== left.case) await desk.openCase(left.case);
    if (left.case && !desk.case) return;
    if (!desk.choices) await desk.loadChoices();
    if (left.form === 'bulk') desk.marks.restore(left.marked);
    desk.ask(left.form, left.subject);
    for (const [name, value] of left.held) {
      const control = await this.#coming(name);
      if (!control) continue;
      put(control, value);
      this.#touched.add(control);
      await tick();
    }
  }

  async #coming(name: string): Promise<Control | undefined> {
    for (let frame = 0; frame < PATIENCE; frame += 1) {
      const found = controls().get(name);
      if (found) return found;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return undefined;
  }

  /** One after the other: the last one counts. With the keys closed there is no place for it. */
  #keep(left: Left | null): void {
    const typed = left && JSON.stringify(left);
    this.#sent = this.#sent.then(() => unsentKeep({ typed })).catch(() => undefined);
  }
}

export const typed = new Unsent();
