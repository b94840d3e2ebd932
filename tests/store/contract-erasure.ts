/**
 * The contract of a store about forgetting a peer: all that is theirs alone, nothing of anybody else's, in one step.
 */

import { describe, expect, it } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { WORDS_OF_CODE, type RoomEvent, type Words } from '../../shared/room/events.ts';
import type { Subject } from './contract.ts';
import { created, firstStep, form, fresh, joined, note, promiseStep, step, T0 } from './steps.ts';

const KINDS = ['note', 'pin', 'form', 'promise', 'mark', ...WORDS_OF_CODE] satisfies Words['kind'][];

const erased = (peer: string): RoomEvent => ({ type: 'peer-erased', peer, at: T0 + 9, actor: 'system' });
const lastStep = (room: string, seq: number, peer: string) => step(room, seq, { events: [erased(peer)], members: [] });

interface Two {
  room: string;
  ann: string;
  ben: string;
  tokenHash: string;
  /** Ids by kind. */
  wordsOf: Record<'ann' | 'ben', Map<string, string>>;
}

/** Two peers in one room, each with everything that a peer can have; it has two events. */
async function twoIn(store: Store): Promise<Two> {
  const [room, ann, ben, tokenHash] = [fresh('room'), fresh('peer'), fresh('peer'), fresh('token')];
  await store.createPeer({ peer: ann, name: 'Ann', tokenHash, at: T0 });
  await store.createPeer({ peer: ben, name: 'Ben', tokenHash: fresh('token'), at: T0 });
  const own = (author: string): Words[] =>
    KINDS.map((kind) => ({ words: fresh('words'), author, kind, text: `${kind} of ${author}` }));
  const [anns, bens] = [own(ann), own(ben)];
  await store.createRoom(
    firstStep(room, {
      events: [created(room), joined(ann), joined(ben)],
      words: [...anns, ...bens],
      members: [ann, ben],
      history: [ann, ben].map((peer) => ({ peer, card: 'locks', how: 'asked' as const, at: T0 })),
      command: { actor: ann, id: 'c', ack: 1 },
    }),
  );
  for (const peer of [ann, ben]) {
    const draft = { peer, round: 1, rev: 1, form: form(`where ${peer}`) };
    await store.saveDraft(room, draft, { id: 'draft', ack: 2 });
    await store.offerTransfer({ peer, codeHash: `code of ${peer}`, expiresAt: T0 + 10 });
  }
  const ids = (rows: Words[]) => new Map(rows.map(({ kind, words }) => [kind, words]));
  return { room, ann, ben, tokenHash, wordsOf: { ann: ids(anns), ben: ids(bens) } };
}

/** All that a store tells of a peer. */
const toldOf = async (store: Store, peer: string) => ({
  name: await store.names([peer]),
  devices: await store.devices(peer),
  history: await store.cardHistory(peer),
  rooms: await store.roomsOf(peer),
  everIn: await store.roomsNaming(peer),
  code: await store.peerOfTransfer(`code of ${peer}`, T0),
  promise: await store.lastPromises([peer], 'elsewhere'),
});

const NOTHING = {
  name: new Map(),
  devices: [],
  history: [],
  rooms: [],
  everIn: [],
  code: null,
  promise: new Map(),
};

export function erasureContract(subject: Subject): void {
  describe('erasure', () => {
    it('[ERASE-1] leaves nothing that is one peer’s own, and everything that is another’s', async () => {
      const { room, ann, ben, tokenHash, wordsOf } = await twoIn(subject.store);
      await subject.store.append(promiseStep(room, 3, ann, 'of Ann', T0 + 2));
      const before = await toldOf(subject.store, ben);
      const answer = await subject.store.erasePeer(ann, [lastStep(room, 4, ann)]);
      expect(answer.ok && answer.words).toHaveLength(KINDS.length - WORDS_OF_CODE.length + 1);
      const store = await subject.restarted();
      expect(await toldOf(store, ann)).toEqual(NOTHING);
      expect(await store.peerByToken(tokenHash)).toBeNull();
      expect(await store.ackOf(room, ann, 'c')).toBeNull();
      expect(await toldOf(store, ben)).toMatchObject({ ...before, rooms: [] });
      const stored = await store.loadRoom(room);
      expect(stored?.events.at(-1)).toEqual(erased(ann));
      expect(stored?.drafts.map(({ peer }) => peer)).toEqual([ben]);
      const all = [...wordsOf.ann.values(), ...wordsOf.ben.values()];
      const kept = await store.words(room, all);
      expect(KINDS.filter((kind) => kept.has(wordsOf.ann.get(kind) ?? ''))).toEqual(WORDS_OF_CODE);
      expect(KINDS.filter((kind) => kept.has(wordsOf.ben.get(kind) ?? ''))).toEqual(KINDS);
    });

    it('[ERASE-1] finds every room that somebody has ever been in', async () => {
      const [sat, watched, removed, other] = [fresh('room'), fresh('room'), fresh('room'), fresh('room')];
      const ann = fresh('peer');
      const watching: RoomEvent = { type: 'observer-joined', peer: ann, at: T0, actor: ann };
      const wasRemoved: RoomEvent = { type: 'peer-removed', peer: ann, at: T0, actor: 'ben' };
      await subject.store.createRoom(firstStep(sat, { events: [created(sat), joined(ann)] }));
      await subject.store.createRoom(firstStep(watched));
      await subject.store.append(step(watched, 1, { events: [watching] }));
      const came = [created(removed), joined(ann), wasRemoved];
      await subject.store.createRoom(firstStep(removed, { events: came }));
      await subject.store.createRoom(firstStep(other));
      expect(await subject.store.roomsNaming(ann)).toEqual([sat, watched, removed].sort());
    });

    it('[ERASE-1] takes nothing where a room has moved on, or where there is another one', async () => {
      const { room, ann } = await twoIn(subject.store);
      const before = await toldOf(subject.store, ann);
      const again = fresh('room');
      await subject.store.createRoom(firstStep(again, { events: [created(again), joined(ann)] }));
      for (const steps of [
        [],
        [lastStep(room, 3, ann)],
        [lastStep(room, 3, ann), lastStep(again, 1, ann)],
        [lastStep(room, 3, ann), lastStep(again, 2, ann), lastStep(fresh('room'), 0, ann)],
      ]) {
        expect(await subject.store.erasePeer(ann, steps)).toEqual({ ok: false, why: 'clash' });
      }
      expect(await toldOf(subject.store, ann)).toEqual({ ...before, everIn: [room, again].sort() });
      expect((await subject.store.loadRoom(room))?.events).toHaveLength(3);
      const steps = [lastStep(room, 3, ann), lastStep(again, 2, ann)];
      expect(await subject.store.erasePeer(ann, steps)).toMatchObject({ ok: true });
    });

    it('[ERASE-1] goes on with the rooms, and with another peer', async () => {
      const { room, ann, ben } = await twoIn(subject.store);
      await subject.store.erasePeer(ann, [lastStep(room, 3, ann)]);
      expect(await subject.store.append(step(room, 4, { events: [note('later')] }))).toEqual({ ok: true });
      expect(await subject.store.erasePeer(ben, [lastStep(room, 5, ben)])).toMatchObject({ ok: true });
      const [stored] = [await subject.store.loadRoom(room)];
      expect(stored?.words.size).toBe(2 * 3);
      expect(stored?.drafts).toEqual([]);
    });
  });
}
