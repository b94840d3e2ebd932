/** The guide to a card, and the cards to choose from where they are fetched only when somebody chooses. */

export { default as GuideSections } from './guide/GuideSections.svelte';

export const fetchCardPicker = () => import('./picker/CardPicker.svelte');
