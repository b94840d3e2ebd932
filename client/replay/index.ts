/** What gives a page its replays; the player itself is fetched when one is opened. */

export { default as WithReplays } from './WithReplays.svelte';
