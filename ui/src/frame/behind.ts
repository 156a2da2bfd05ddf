/** What stands behind the passphrase: a part of the program of its own, for it is the larger one. */
export { default as Alone } from './Alone.svelte';
export { default as Frame } from './Frame.svelte';
