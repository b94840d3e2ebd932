/** Forgetting a peer in memory, with the last step of each of their rooms. */

import { WORDS_OF_CODE, type Words } from '../../shared/room/events.ts';
import type { PeerId, RoomId, WordsId } from '../../shared/room/ids.ts';
import { byText, partsOf, type MemoryTables } from './memory-tables.ts';
import { appendStep } from './memory-steps.ts';
import type { PeerStore } from './store.ts';

type Erasures = Pick<PeerStore, 'roomsNaming' | 'erasePeer'>;

export function memoryErasures(tables: MemoryTables): Erasures {
  const roomsNaming = (peer: PeerId): RoomId[] =>
    [...tables.rooms.values()].flatMap(({ room, people }) => (people.has(peer) ? room : [])).sort(byText);

  return {
    async roomsNaming(peer) {
      return roomsNaming(peer);
    },

    async erasePeer(peer, steps) {
      const rooms = steps.map(({ room }) => room).sort(byText);
      const isNext = steps.every(({ room, expectedSeq }) => tables.rooms.get(room)?.events.length === expectedSeq);
      if (!isNext || rooms.join() !== roomsNaming(peer).join()) return { ok: false, why: 'clash' };
      for (const step of steps) appendStep(tables, step);
      const words = rooms.flatMap((room) => forgetIn(tables, room, peer));
      forgetEverywhere(tables, peer);
      return { ok: true, words };
    },
  };
}

const isErased = ({ author, kind }: Pick<Words, 'author' | 'kind'>, peer: PeerId): boolean =>
  author === peer && !WORDS_OF_CODE.some((code) => code === kind);

/** @returns what words are gone */
function forgetIn({ rooms }: MemoryTables, room: RoomId, peer: PeerId): WordsId[] {
  const record = rooms.get(room);
  if (!record) return [];
  const gone = [...record.words].flatMap(([id, row]) => (isErased(row, peer) ? id : []));
  for (const id of gone) record.words.delete(id);
  for (const kept of [record.drafts, record.commands]) {
    for (const key of kept.keys()) if (partsOf(key)[0] === peer) kept.delete(key);
  }
  record.members.delete(peer);
  record.people.delete(peer);
  return gone;
}

function forgetEverywhere({ peers, tokens, transfers, history }: MemoryTables, peer: PeerId): void {
  peers.delete(peer);
  transfers.delete(peer);
  for (const [hash, token] of tokens) if (token.peer === peer) tokens.delete(hash);
  for (const [key, row] of history) if (row.peer === peer) history.delete(key);
}
