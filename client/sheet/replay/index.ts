/** A sheet at an instant of a replay, and what ran in it. */

export { default as Cases } from '../run/Cases.svelte';
export { default as OutputText } from '../run/OutputText.svelte';
export { default as ReplayCode } from './ReplayCode.svelte';
export { default as ReplayOutline } from './ReplayOutline.svelte';
export type { CodeMark } from '../editor/lines.ts';
export type { OutlinePart } from '../outline/parts.ts';
export type { CaretAt, CodeAt, TextAt } from './replayview.ts';
