/** A pin whose words are still being found, kept in this browser: a reload brings its form back. */

import type { AskId, RoomId } from '../../shared/room/ids.ts';
import { LESSONS, type Lesson } from '../../shared/rubric/lessons.ts';
import { parsed, typedIn } from '../room/typed.ts';
import type { PinnedRange } from '../sheet/index.ts';

export interface BegunPin extends PinnedRange {
  ask: AskId;
  /** When the selection was made, by the round's clock. */
  at: number;
  text: string;
  lesson: Lesson | '';
}

const kept = (room: RoomId) => typedIn(room, 'pin');

export const keepPin = (room: RoomId, pin: BegunPin): void => kept(room).keep(JSON.stringify(pin));
export const forgetPin = (room: RoomId): void => kept(room).keep('');

/** @param place only a pin of this place; without it, of any */
export function beganPin(room: RoomId, ask: AskId | undefined, place?: PinnedRange): BegunPin | null {
  const found = parsed(kept(room).text);
  const text = (name: keyof BegunPin): string => (typeof found[name] === 'string' ? found[name] : '');
  const [from, to, quote, at] = [text('from'), text('to'), text('quote'), found['at']];
  if (ask === undefined || found['ask'] !== ask || from === '' || to === '' || typeof at !== 'number') return null;
  if (place && (place.from !== from || place.to !== to)) return null;
  const lesson = LESSONS.find((each) => each === found['lesson']) ?? '';
  return { ask, from, to, quote, at, text: text('text'), lesson };
}
