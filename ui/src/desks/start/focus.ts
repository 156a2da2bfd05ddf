import { tick } from 'svelte';

/** Puts the focus on the first field of a form that is marked wrong. */
export async function focusProblem(form: HTMLElement | undefined): Promise<void> {
  await tick();
  form?.querySelector<HTMLElement>('input[aria-invalid="true"]')?.focus();
}
