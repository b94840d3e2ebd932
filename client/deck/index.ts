/** The guide to a card, and the cards to choose from where they are fetched only when somebody chooses. */

export { default as Guide } from './guide/Guide.svelte';

export const fetchCardPicker = () => import('./picker/CardPicker.svelte');
