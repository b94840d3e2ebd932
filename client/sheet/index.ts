/** The sheet of an ask that goes on: its editor, running, tracing and reading aloud. */

export { default as CodeSheet } from './CodeSheet.svelte';
export type { PinnedRange } from './sync/pins.ts';

export const fetchMomentDetail = () => import('./MomentDetail.svelte');
