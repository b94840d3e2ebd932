/** What is being typed and was not sent yet, kept in this browser: a reload, or a page put away, loses none of it. */

import { createContext } from 'svelte';
import type { RoomId } from '../../shared/room/ids.ts';
import { forget, forgetThose, keep, kept } from '../ui/kept.ts';

const PREFIX = 'typed/';

/** The room that the fields of a page belong to. */
export const [roomOfFields, provideRoomOfFields, hasRoomOfFields] = createContext<RoomId>();

/** One field, by the name that it is kept under. */
export interface Typed {
  /** What an earlier page left; empty when all of it was sent. */
  text: string;
  /** Empty when there is nothing left to keep. */
  keep: (text: string) => void;
}

const keyOf = (room: RoomId | null, what: string): string => `${PREFIX}${room ?? ''}/${what}`;

/** @param room null: a field that belongs to no room */
export function typedIn(room: RoomId | null, what: string): Typed {
  const key = keyOf(room, what);
  return {
    text: kept(key) ?? '',
    keep: (text) => (text === '' ? forget(key) : keep(key, text)),
  };
}

/** A field of the component that is being made, in the room of its page. */
export const typed = (what: string): Typed => typedIn(hasRoomOfFields() ? roomOfFields() : null, what);

/** An object that was kept as JSON; what cannot be read counts as nothing. */
export function parsed(json: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(json || '{}');
    return typeof found === 'object' && found !== null ? { ...found } : {};
  } catch {
    return {};
  }
}

/** This browser becomes somebody else: what one person has begun is nothing for another. */
export const forgetTyped = (): void => forgetThose(PREFIX);
