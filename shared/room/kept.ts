/** What a recipient's next view takes over from the one before: growing lists are not built again for each note. */

import type { RoomView } from './roomview.ts';
import type { Moment, RoomState, Round } from './state.ts';

/** A view, and the state that it was made of. */
export interface Shown {
  state: RoomState;
  view: RoomView;
}

/** Moments of the round under way that have gone or come, in order. */
export interface MomentsChanged {
  round: Round;
  removed: readonly Moment[];
  added: readonly Moment[];
}

/** Where two states may differ and still show the same asks and moments, but for moments that have gone or come. */
const OF_ROOM: readonly string[] = ['seq', 'views', 'round'];
const OF_ROUND: readonly string[] = ['moments', 'heard', 'clock'];

/** Null where anything else has changed. State is never changed in place: what is the same object says the same. */
export function momentsChanged(before: RoomState, after: RoomState): MomentsChanged | null {
  if (!('round' in before && 'round' in after)) return null;
  if (!isSameBut(OF_ROOM, before, after) || !isSameBut(OF_ROUND, before.round, after.round)) return null;
  const [from, to] = [before.round.moments, after.round.moments];
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from[start] === to[start]) start++;
  let end = 0;
  while (end < shorter - start && from.at(-1 - end) === to.at(-1 - end)) end++;
  const removed = from.slice(start, from.length - end);
  const added = to.slice(start, to.length - end);
  return added.length > 0 && end > 0 ? null : { round: after.round, removed, added };
}

function isSameBut<T extends object>(fields: readonly string[], before: T, after: T): boolean {
  const others = Object.keys(after).filter((field) => !fields.includes(field)) as (keyof T)[];
  const gone = Object.keys(before).some((field) => !Object.hasOwn(after, field));
  return !gone && others.every((field) => before[field] === after[field]);
}
