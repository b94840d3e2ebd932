/** Invite links: read from what people paste, kept in this browser so that they can be copied again. */

import type { RoomId } from '../../shared/room/ids.ts';
import { forget, keep, kept } from '../ui/kept.ts';

export interface Invite {
  room: RoomId;
  /** Absent when the link was copied without its fragment: enough for who is already in the room. */
  secret?: string;
}

const ROOM_PATH = /^\/r\/([\w-]{1,64})(?:\/.*)?$/;
const SECRET = /^[\w-]{1,200}$/;

/** Reads a whole link, `/r/x#y` or `r/x#y`, with whatever blanks or brackets came along; null for anything else. */
export function readInvite(pasted: string): Invite | null {
  const text = pasted.trim().replace(/^[<("']+|[>)"'.,]+$/g, '');
  let url: URL;
  try {
    url = new URL(/^\/?r\//.test(text) ? text.replace(/^\/?/, '/') : text, 'http://here.invalid');
  } catch {
    return null;
  }
  const room = ROOM_PATH.exec(url.pathname)?.[1];
  if (!room) return null;
  const secret = url.hash.slice(1);
  return SECRET.test(secret) ? { room, secret } : { room };
}

const keyOf = (room: RoomId) => `invite/${room}`;

/** The whole link, whether the server gave a path or an address. */
export const wholeLink = (invite: string, origin: string): string => new URL(invite, origin).href;

export const keepInvite = (room: RoomId, link: string): void => keep(keyOf(room), link);
export const keptInvite = (room: RoomId): string | null => kept(keyOf(room));
export const forgetInvite = (room: RoomId): void => forget(keyOf(room));
