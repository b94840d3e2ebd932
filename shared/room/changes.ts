/** What changed between two views of one recipient: sent instead of whole views, which grow with the session. */

import type { RoomView } from './roomview.ts';

/** Fields and places in lists, from the view inwards. */
type Path = readonly (string | number)[];

/** A field or an item has another value, or none any more (`value` is absent). */
interface Replaced {
  path: Path;
  value?: unknown;
}

/** From place `at` on a list has lost `removed` items and got the `added` ones. */
interface Spliced {
  path: Path;
  at: number;
  removed: number;
  added: readonly unknown[];
}

export type Change = Replaced | Spliced;

/** The message: it turns the recipient's view number `from` into number `seq`. */
export interface ViewChanges {
  from: number;
  seq: number;
  changes: Change[];
}

type Fields = Readonly<Record<string, unknown>>;

export const changesBetween = (before: RoomView, after: RoomView): ViewChanges => {
  const changes: Change[] = [];
  compare(before, { ...after, seq: before.seq }, [], changes);
  return { from: before.seq, seq: after.seq, changes };
};

/** @returns null where they are changes of another view; unchanged parts are the same objects as before */
export const withChanges = (view: RoomView, { from, seq, changes }: ViewChanges): RoomView | null =>
  view.seq === from ? { ...changes.reduce(changed, view), seq } : null;

/** Adds what turns one value into the other. */
function compare(before: unknown, after: unknown, path: Path, changes: Change[]): void {
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) compareLists(before, after, path, changes);
  else if (isFields(before) && isFields(after)) compareFields(before, after, path, changes);
  else changes.push({ path, value: after });
}

function compareFields(before: Fields, after: Fields, path: Path, changes: Change[]): void {
  for (const field of Object.keys(after)) compare(before[field], after[field], [...path, field], changes);
  for (const field of Object.keys(before)) if (!Object.hasOwn(after, field)) changes.push({ path: [...path, field] });
}

/** What both lists begin and end with is left out; as many other items in both are compared one by one. */
function compareLists(before: readonly unknown[], after: readonly unknown[], path: Path, changes: Change[]): void {
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && isSame(before[at], after[at])) at++;
  let end = 0;
  while (end < shorter - at && isSame(before.at(-1 - end), after.at(-1 - end))) end++;
  const removed = before.length - end - at;
  const added = after.slice(at, after.length - end);
  if (removed !== added.length) changes.push({ path, at, removed, added });
  else for (const [i, item] of added.entries()) compare(before[at + i], item, [...path, at + i], changes);
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  if (!isFields(a) || !isFields(b)) return false;
  const fields = Object.keys(a);
  return fields.length === Object.keys(b).length && fields.every((field) => isSame(a[field], b[field]));
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const changed = <T>(value: T, change: Change): T => changedIn(value, change.path, change) as T;

function changedIn(value: unknown, [step, ...inner]: Path, change: Change): unknown {
  if (step === undefined) return 'added' in change ? spliced(value as unknown[], change) : change.value;
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? changedIn(item, inner, change) : item));
  const { [step]: before, ...others } = value as Fields;
  const after = changedIn(before, inner, change);
  return after === undefined ? others : { ...others, [step]: after };
}

const spliced = (list: readonly unknown[], { at, removed, added }: Spliced): unknown[] => [
  ...list.slice(0, at),
  ...added,
  ...list.slice(at + removed),
];
