/** Sheets of rounds that are over. No editor comes with them: it is fetched when a sheet is opened. */

export { default as FrozenSheets } from './FrozenSheets.svelte';
export { default as LeftText } from './LeftText.svelte';
