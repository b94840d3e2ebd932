/** The cards to choose from, where they come with the page. */

export { default as CardPicker } from './CardPicker.svelte';
