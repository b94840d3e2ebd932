/** Where the others' carets are, by what they share: the code or a part of the outline, and the line. */

import type { PeerId } from '../../../shared/room/ids.ts';
import { PART_WORDS, type OutlinePart } from '../outline/parts.ts';
import { resolve } from '../sync/pins.ts';
import type { Replica } from '../sync/replica.ts';

export interface PeerPlace {
  peer: PeerId;
  name: string;
  seat: string;
  /** Of the outline; null for the code. */
  part: string | null;
  index: number;
  /** "line 31", or what the part is called. */
  where: string;
}

const isPart = (part: string): part is OutlinePart => Object.hasOwn(PART_WORDS, part);

/** One for each person: the caret that moved last, of all their tabs. */
export function placesOf({ awareness, doc }: Replica, me: PeerId): PeerPlace[] {
  const places = new Map<PeerId, PeerPlace & { at: number }>();
  for (const [client, { user, cursor }] of awareness.getStates() as Map<number, Shared>) {
    const at = awareness.meta.get(client)?.lastUpdated ?? 0;
    const head = client === awareness.clientID || !cursor ? null : resolve(doc, cursor.head);
    if (!head || !user?.peer || user.peer === me || (places.get(user.peer)?.at ?? -1) > at) continue;
    const { text, index } = head;
    const root = [...doc.share].find(([, type]) => Object.is(type, text))?.[0] ?? '';
    const part = root === 'code' ? null : root.replace(/^frame\//, '');
    // Whatever a page claims: a caret is in the code or in a part of the outline, or nowhere.
    if (part !== null && !isPart(part)) continue;
    const where = part === null ? `line ${text.toString().slice(0, index).split('\n').length}` : PART_WORDS[part].label;
    places.set(user.peer, { peer: user.peer, name: user.name ?? '', seat: user.seat ?? '', part, index, where, at });
  }
  return [...places.values()].map(({ at: _at, ...place }) => place);
}

/** What the server relays of another. */
interface Shared {
  user?: { name?: string; seat?: string; peer?: string };
  cursor?: { head?: unknown } | null;
}
