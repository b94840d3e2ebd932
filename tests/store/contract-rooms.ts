/** The contract of a store about rooms as they are read: one whole, lists of them, drafts, promises. */

import { describe, expect, it } from 'vitest';
import type { Subject } from './contract.ts';
import { beat, card, created, firstStep, form, fresh, note, promiseStep, step, T0, words } from './steps.ts';

export function roomsContract(subject: Subject): void {
  describe('rooms', () => {
    it('gives back all of a room, after a restart too', async () => {
      const [room, id, version] = [fresh('room'), fresh('words'), fresh('version')];
      const first = note(id, T0 + 2);
      await subject.store.createRoom(firstStep(room));
      await subject.store.append(
        step(room, 1, {
          events: [first, beat('moment', T0 + 3)],
          words: [words(id, 'said “naïve” 🙂\n\0 \ud83d')],
          cards: [{ version, card: card('locks') }],
        }),
      );
      await subject.store.saveDraft(room, { peer: 'ann', round: 1, rev: 1, form: form('there') }, { id: 'c', ack: 1 });
      const whole = {
        events: [created(room), first, beat('moment', T0 + 3)],
        words: new Map([[id, 'said “naïve” 🙂\n\0 \ud83d']]),
        cards: new Map([[version, card('locks')]]),
        drafts: [{ peer: 'ann', round: 1, rev: 1, form: form('there') }],
      };
      expect(await subject.store.loadRoom(room)).toEqual(whole);
      expect(await (await subject.restarted()).loadRoom(room)).toEqual(whole);
    });

    it('keeps long words apart: a room is read without them, and each is found by its id in its own room', async () => {
      const [room, other, short, long] = [fresh('room'), fresh('room'), fresh('words'), fresh('words')];
      await subject.store.createRoom(firstStep(room));
      await subject.store.createRoom(firstStep(other));
      const run = { words: long, author: 'ann', kind: 'run' as const, text: 'x'.repeat(100_000) };
      await subject.store.append(step(room, 1, { words: [words(short, 'said'), run] }));
      for (const open of [() => subject.store, () => subject.restarted()]) {
        const store = await open();
        expect((await store.loadRoom(room))?.words).toEqual(new Map([[short, 'said']]));
        expect(await store.words(room, [long, short, 'nothing'])).toEqual(
          new Map([
            [long, run.text],
            [short, 'said'],
          ]),
        );
        expect(await store.words(other, [long])).toEqual(new Map());
        expect(await store.words(room, [])).toEqual(new Map());
      }
    });

    it('does not know a room that was never created', async () => {
      const room = fresh('room');
      expect(await subject.store.loadRoom(room)).toBeNull();
      expect(await subject.store.secretHash(room)).toBeNull();
      expect(await subject.store.ackOf(room, 'ann', 'c')).toBeNull();
    });

    it('creates a room once, and nothing of a second one of the same id', async () => {
      const [room, sheet] = [fresh('room'), fresh('sheet')];
      await subject.store.createRoom(firstStep(room));
      const second = firstStep(room, { secretHash: 'other', sheets: [{ sheet, seed: Uint8Array.of(1) }] });
      await expect(subject.store.createRoom(second)).rejects.toThrow();
      expect(await subject.store.secretHash(room)).toBe('hash');
      expect(await subject.store.roomOfSheet(sheet)).toBeNull();
    });

    it('shares nothing with its callers', async () => {
      const [room, version] = [fresh('room'), fresh('version')];
      const mine = firstStep(room, { cards: [{ version, card: card('locks') }] });
      await subject.store.createRoom(mine);
      mine.events.push(beat('mine'));
      mine.cards.forEach((row) => row.card.topics.push('mine'));
      const read = await subject.store.loadRoom(room);
      read?.events.push(beat('theirs'));
      read?.cards.get(version)?.guide.hints.push('theirs');
      read?.words.set('theirs', 'text');
      expect(await subject.store.loadRoom(room)).toEqual({
        events: [created(room)],
        words: new Map(),
        cards: new Map([[version, card('locks')]]),
        drafts: [],
      });
    });

    it('gives a room only the cards that were asked in it', async () => {
      const [one, two, version] = [fresh('room'), fresh('room'), fresh('version')];
      await subject.store.createRoom(firstStep(one, { cards: [{ version, card: card('locks') }] }));
      await subject.store.createRoom(firstStep(two));
      expect((await subject.store.loadRoom(two))?.cards).toEqual(new Map());
      await subject.store.append(step(two, 1, { cards: [{ version, card: card('locks') }] }));
      expect((await subject.store.loadRoom(two))?.cards).toEqual(new Map([[version, card('locks')]]));
    });

    it('replaces the hash of the invite secret', async () => {
      const room = fresh('room');
      await subject.store.createRoom(firstStep(room, { secretHash: 'old' }));
      await subject.store.append(step(room, 1));
      expect(await subject.store.secretHash(room)).toBe('old');
      await subject.store.append(step(room, 2, { secretHash: 'new' }));
      expect(await subject.store.secretHash(room)).toBe('new');
    });
  });

  describe('links to reports', () => {
    it('keeps the hash of the latest secret of each room, after a restart too', async () => {
      const [room, other] = [fresh('room'), fresh('room')];
      await subject.store.createRoom(firstStep(room));
      await subject.store.createRoom(firstStep(other));
      expect(await subject.store.shareHash(room)).toBeNull();
      await subject.store.append(step(room, 1, { shareHash: 'old' }));
      await subject.store.append(step(room, 2, { shareHash: 'new' }));
      await subject.store.append(step(room, 3));
      const store = await subject.restarted();
      expect([await store.shareHash(room), await store.shareHash(other)]).toEqual(['new', null]);
      expect(await store.shareHash(fresh('room'))).toBeNull();
      expect(await store.secretHash(room)).toBe('hash');
    });
  });

  describe('lists of rooms', () => {
    it('lists the rooms of a peer, the latest change first', async () => {
      const [one, two, ann] = [fresh('room'), fresh('room'), fresh('peer')];
      await subject.store.createRoom(firstStep(one, { members: [ann] }));
      await subject.store.createRoom(firstStep(two, { members: [ann, 'ben'], events: [created(two, T0 + 10)] }));
      const [first, second] = [
        { room: one, createdAt: T0, changedAt: T0 },
        { room: two, createdAt: T0 + 10, changedAt: T0 + 10 },
      ];
      expect(await subject.store.roomsOf(ann)).toEqual([second, first]);
      await subject.store.append(step(one, 1, { events: [beat('a', T0 + 19), beat('b', T0 + 20)] }));
      expect(await subject.store.roomsOf(ann)).toEqual([{ ...first, changedAt: T0 + 20 }, second]);
    });

    it('lists a room for its present peers alone', async () => {
      const [room, ann, ben, cas] = [fresh('room'), fresh('peer'), fresh('peer'), fresh('peer')];
      await subject.store.createRoom(firstStep(room, { members: [ann, ben] }));
      await subject.store.append(step(room, 1, { members: [ann, cas] }));
      await subject.store.append(step(room, 2));
      expect(await subject.store.roomsOf(ann)).toHaveLength(1);
      expect(await subject.store.roomsOf(ben)).toEqual([]);
      expect(await subject.store.roomsOf(cas)).toHaveLength(1);
    });

    it('lists at most 200 rooms', async () => {
      const ann = fresh('peer');
      const oldest = fresh('room');
      await subject.store.createRoom(firstStep(oldest, { members: [ann], events: [created(oldest, T0 - 1)] }));
      const rooms = Array.from({ length: 200 }, () => fresh('room'));
      await Promise.all(rooms.map((room) => subject.store.createRoom(firstStep(room, { members: [ann] }))));
      const listed = await subject.store.roomsOf(ann);
      expect(listed.map(({ room }) => room).sort()).toEqual(rooms.sort());
    });

    it('lists the rooms that are due until they are so no more', async () => {
      const [soon, later, never] = [fresh('room'), fresh('room'), fresh('room')];
      const due = async (now: number) =>
        (await subject.store.dueRooms(now)).filter((room) => [soon, later, never].includes(room));
      await subject.store.createRoom(firstStep(later, { dueAt: T0 + 200 }));
      await subject.store.createRoom(firstStep(soon, { dueAt: T0 + 100 }));
      await subject.store.createRoom(firstStep(never));
      expect(await due(T0 + 99)).toEqual([]);
      expect(await due(T0 + 100)).toEqual([soon]);
      expect(await due(T0 + 999)).toEqual([soon, later]);
      await subject.store.append(step(soon, 1));
      expect(await due(T0 + 100)).toEqual([soon]);
      await subject.store.append(step(soon, 2, { dueAt: null }));
      expect(await due(T0 + 999)).toEqual([later]);
    });
  });

  describe('drafts', () => {
    it('saves each revision once, in order, and remembers its command', async () => {
      const room = fresh('room');
      await subject.store.createRoom(firstStep(room));
      const save = (rev: number, where: string, id: string) =>
        subject.store.saveDraft(room, { peer: 'ann', round: 1, rev, form: form(where) }, { id, ack: 10 + rev });
      expect(await save(2, 'too early', 'c0')).toBe(false);
      expect(await save(1, 'one', 'c1')).toBe(true);
      expect(await save(1, 'one again', 'c2')).toBe(false);
      expect(await save(2, 'two', 'c3')).toBe(true);
      expect(await save(1, 'old', 'c4')).toBe(false);
      expect(await save(4, 'too far', 'c5')).toBe(false);
      const store = await subject.restarted();
      const acks = await Promise.all(['c0', 'c1', 'c2', 'c3'].map((id) => store.ackOf(room, 'ann', id)));
      expect(acks).toEqual([null, 11, null, 12]);
      expect((await store.loadRoom(room))?.drafts).toEqual([{ peer: 'ann', round: 1, rev: 2, form: form('two') }]);
    });

    it('keeps the drafts of each peer and round apart, and out of the history', async () => {
      const room = fresh('room');
      await subject.store.createRoom(firstStep(room));
      const drafts = [
        { peer: 'ann', round: 1, rev: 1, form: form('ann, 1') },
        { peer: 'ben', round: 1, rev: 1, form: form('ben, 1') },
        { peer: 'ann', round: 2, rev: 1, form: form('ann, 2') },
      ];
      for (const draft of drafts) await subject.store.saveDraft(room, draft, { id: fresh('command'), ack: 1 });
      expect(await subject.store.loadRoom(room)).toMatchObject({ drafts, events: [created(room)] });
    });

    it('saves one of two drafts that come at once', async () => {
      const room = fresh('room');
      await subject.store.createRoom(firstStep(room));
      const save = (id: string) =>
        subject.store.saveDraft(room, { peer: 'ann', round: 1, rev: 1, form: form(id) }, { id, ack: 1 });
      const saved = await Promise.all([save('c1'), save('c2')]);
      expect(saved.filter(Boolean)).toHaveLength(1);
    });

    it('does not act twice on one command', async () => {
      const room = fresh('room');
      await subject.store.createRoom(firstStep(room));
      const save = (rev: number) =>
        subject.store.saveDraft(room, { peer: 'ann', round: 1, rev, form: form('') }, { id: 'c', ack: rev });
      expect(await save(1)).toBe(true);
      expect(await save(2)).toBe(false);
      expect(await subject.store.ackOf(room, 'ann', 'c')).toBe(1);
    });
  });

  describe('promises', () => {
    it('gives each peer their latest promise made elsewhere', async () => {
      const [old, recent, here, ann, ben] = [fresh('room'), fresh('room'), fresh('room'), fresh('peer'), fresh('peer')];
      for (const room of [old, recent, here]) await subject.store.createRoom(firstStep(room));
      await subject.store.append(promiseStep(recent, 1, ann, 'first thought', T0 + 20));
      await subject.store.append(promiseStep(recent, 2, ann, 'ask "why" 🤔', T0 + 21));
      await subject.store.append(promiseStep(old, 1, ann, 'old', T0 + 10));
      await subject.store.append(promiseStep(here, 1, ann, 'here', T0 + 30));
      await subject.store.append(promiseStep(old, 2, ben, 'slow down', T0 + 11));
      expect(await subject.store.lastPromises([ann, ben, fresh('peer')], here)).toEqual(
        new Map([
          [ann, { lesson: 'thinking-aloud', text: 'ask "why" 🤔' }],
          [ben, { lesson: 'thinking-aloud', text: 'slow down' }],
        ]),
      );
      expect((await subject.store.lastPromises([ann], recent)).get(ann)?.text).toBe('here');
      expect(await subject.store.lastPromises([ben], old)).toEqual(new Map());
      expect(await subject.store.lastPromises([], old)).toEqual(new Map());
    });
  });
}
