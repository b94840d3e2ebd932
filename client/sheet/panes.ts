/** Everything around the editor of a round, in one part that is fetched after the page. */

export { default as FollowChips } from './follow/FollowChips.svelte';
export { default as ReadingLine } from './reading/ReadingLine.svelte';
export { default as ReadingTools } from './reading/ReadingTools.svelte';
export { mayPreload, python, whenQuiet } from './run/python.svelte.ts';
export { Runner } from './run/Runner.svelte.ts';
export { default as RunPane } from './run/RunPane.svelte';
export { default as RunTools } from './run/RunTools.svelte';
export { default as Trace } from './trace/Trace.svelte';
export { default as PutBack } from './PutBack.svelte';
