/** What stands behind the passphrase: a part of the page of its own, for which the first screen need not
 * wait. */
export { default as Alone } from './Alone.svelte';
export { default as Frame } from './Frame.svelte';
