/** The contract of a store about steps: atomic, in order, one winner of a clash, one act of a command. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoomStep, Store } from '../../server/store/store.ts';
import type { RoomEvent } from '../../shared/room/events.ts';
import type { Subject } from './contract.ts';
import { beat, card, created, firstStep, fresh, note, step, T0, words } from './steps.ts';

export function stepsContract(subject: Subject): void {
  describe('steps', () => {
    it('lets one of two concurrent steps through', async () => {
      const room = fresh('room');
      await subject.store.createRoom(firstStep(room));
      const results = await Promise.all([
        subject.store.append(step(room, 1, { events: [beat('one')] })),
        subject.store.append(step(room, 1, { events: [beat('two')] })),
      ]);
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(results).toContainEqual({ ok: false, why: 'clash' });
      expect((await subject.store.loadRoom(room))?.events).toHaveLength(2);
    });

    it('answers clash for a room that does not exist', async () => {
      expect(await subject.store.append(step(fresh('room'), 0))).toEqual({ ok: false, why: 'clash' });
    });

    it('keeps nothing of a clashing step', async () => {
      const [room, ann] = [fresh('room'), fresh('peer')];
      await subject.store.createRoom(firstStep(room, { members: [ann] }));
      const before = await everything(subject.store, room, ann);
      const late = fullStep(room, 0);
      expect(await subject.store.append(late)).toEqual({ ok: false, why: 'clash' });
      expect(await subject.store.append({ ...late, expectedSeq: 2 })).toEqual({ ok: false, why: 'clash' });
      expect(await everything(subject.store, room, ann)).toEqual(before);
      expect(await tracesOf(subject.store, late)).toEqual(NO_TRACE);
    });

    it('keeps nothing of a step that fails half-way', async () => {
      const [room, ann] = [fresh('room'), fresh('peer')];
      const taken = { sheet: fresh('sheet'), seed: Uint8Array.of(1) };
      await subject.store.createRoom(firstStep(room, { members: [ann], sheets: [taken] }));
      const before = await everything(subject.store, room, ann);
      const bad = fullStep(room, 1);
      bad.sheets.push(taken);
      await expect(subject.store.append(bad)).rejects.toThrow();
      expect(await everything(subject.store, room, ann)).toEqual(before);
      expect(await tracesOf(subject.store, bad)).toEqual(NO_TRACE);
      bad.sheets.pop();
      expect(await subject.store.append(bad)).toEqual({ ok: true });
    });

    it('replaces words that their author writes again, and nobody else’s', async () => {
      const room = fresh('room');
      const id = fresh('words');
      await subject.store.createRoom(firstStep(room));
      await subject.store.append(step(room, 1, { events: [note(id)], words: [words(id, 'frist')] }));
      await subject.store.append(step(room, 2, { words: [words(id, 'first')] }));
      expect((await subject.store.loadRoom(room))?.words.get(id)).toBe('first');
      await expect(subject.store.append(step(room, 3, { words: [words(id, 'taken', 'ben')] }))).rejects.toThrow();
      expect((await subject.store.loadRoom(room))?.words.get(id)).toBe('first');
    });

    it('acts once on a command and repeats its ack, after a restart too', async () => {
      const room = fresh('room');
      await subject.store.createRoom(firstStep(room));
      const once = step(room, 1, { command: { actor: 'ann', id: 'c', ack: 7 } });
      expect(await subject.store.append(once)).toEqual({ ok: true });
      const again = { ok: false, why: 'repeated', ack: 7 };
      expect(await subject.store.append(once)).toEqual(again);
      expect(
        await subject.store.append({ ...once, expectedSeq: 2, command: { actor: 'ann', id: 'c', ack: 8 } }),
      ).toEqual(again);
      const store = await subject.restarted();
      expect(await store.append({ ...once, expectedSeq: 2 })).toEqual(again);
      expect(await store.ackOf(room, 'ann', 'c')).toBe(7);
      expect((await store.loadRoom(room))?.events).toHaveLength(2);
    });

    it('takes the same command id from another peer or in another room as another command', async () => {
      const [room, other] = [fresh('room'), fresh('room')];
      await subject.store.createRoom(firstStep(room));
      await subject.store.createRoom(firstStep(other));
      const by = (actor: string) => ({ actor, id: 'c', ack: 1 });
      expect(await subject.store.append(step(room, 1, { command: by('ann') }))).toEqual({ ok: true });
      expect(await subject.store.append(step(room, 2, { command: by('ben') }))).toEqual({ ok: true });
      expect(await subject.store.append(step(other, 1, { command: by('ann') }))).toEqual({ ok: true });
      expect(await subject.store.ackOf(room, 'ann', 'd')).toBeNull();
    });

    it('acts once on one command that arrives twice at once', async () => {
      const room = fresh('room');
      await subject.store.createRoom(firstStep(room));
      const twice = step(room, 1, { command: { actor: 'ann', id: 'c', ack: 3 } });
      const results = await Promise.all([subject.store.append(twice), subject.store.append(twice)]);
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect((await subject.store.loadRoom(room))?.events).toHaveLength(2);
    });

    it("carries a room's calls out in the order in which they were made", async () => {
      const room = fresh('room');
      const settled: number[] = [];
      const appendAndLoad = Array.from({ length: 20 }, (_, i) => {
        const said = words(fresh('words'), 'text');
        const events = [note(said.words)];
        return [
          () => subject.store.append(step(room, i + 1, { events, words: [said] })),
          () => subject.store.loadRoom(room),
        ];
      });
      const calls = [() => subject.store.createRoom(firstStep(room)), ...appendAndLoad.flat()];
      const made = calls.map((call, i) => call().finally(() => settled.push(i)));
      const [, ...results] = await Promise.all<unknown>(made);
      expect(settled).toEqual(calls.map((_, i) => i));
      for (const [i, result] of results.entries()) {
        const appended = (i >> 1) + 1;
        if (i % 2 === 0) expect(result).toEqual({ ok: true });
        else expect(result).toMatchObject({ events: { length: 1 + appended }, words: { size: appended } });
      }
    });

    it('loads the events of any sequence of steps as they were appended', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(attempt, { maxLength: 12 }), async (attempts) => {
          const room = fresh('room');
          await subject.store.createRoom(firstStep(room));
          const model = { events: [created(room)], words: new Map<string, string>(), acks: new Map<string, number>() };
          for (const { texts, off, command } of attempts) {
            const seq = model.events.length;
            const rows = texts.map((text) => words(fresh('words'), text));
            const events: RoomEvent[] = rows.map((row, i) => note(row.words, T0 + seq + i));
            const known = model.acks.get(command);
            const appended = await subject.store.append(
              step(room, seq + off, { events, words: rows, command: { actor: 'ann', id: command, ack: seq } }),
            );
            if (known !== undefined) expect(appended).toEqual({ ok: false, why: 'repeated', ack: known });
            else if (off !== 0) expect(appended).toEqual({ ok: false, why: 'clash' });
            else {
              expect(appended).toEqual({ ok: true });
              model.events.push(...events);
              rows.forEach((row) => model.words.set(row.words, row.text));
              model.acks.set(command, seq);
            }
          }
          expect(await subject.store.loadRoom(room)).toMatchObject({ events: model.events, words: model.words });
        }),
        { numRuns: 40 },
      );
    });
  });
}

const attempt = fc.record({
  texts: fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 1, maxLength: 3 }),
  /** How far the expected seq is off. */
  off: fc.constantFrom(0, 0, 0, -1, 1),
  command: fc.constantFrom(...'abcdefgh'),
});

/** A step that writes to everything that a step can write to. */
function fullStep(room: string, expectedSeq: number): RoomStep {
  const id = fresh('words');
  return step(room, expectedSeq, {
    events: [note(id, T0 + 50)],
    words: [words(id, 'text')],
    command: { actor: 'ann', id: fresh('command'), ack: 5 },
    sheets: [{ sheet: fresh('sheet'), seed: Uint8Array.of(1, 2) }],
    cards: [{ version: fresh('version'), card: card('locks') }],
    history: [{ peer: fresh('peer'), card: 'locks', how: 'asked', at: T0 }],
    members: [fresh('peer')],
    dueAt: 5,
    secretHash: 'other',
  });
}

/** What the store tells about a room and one of its members. */
async function everything(store: Store, room: string, member: string) {
  const due = (await store.dueRooms(T0)).includes(room);
  return [await store.loadRoom(room), await store.secretHash(room), await store.roomsOf(member), due];
}

/** What a full step left outside its room. */
async function tracesOf(store: Store, { room, sheets, command, history, members }: RoomStep) {
  const [sheet, card, member] = [sheets[0]?.sheet ?? '', history[0]?.peer ?? '', members?.[0] ?? ''];
  return {
    room: await store.roomOfSheet(sheet),
    sheet: await store.loadSheet(sheet),
    ack: await store.ackOf(room, 'ann', command?.id ?? ''),
    history: await store.cardHistory(card),
    rooms: await store.roomsOf(member),
  };
}

const NO_TRACE = { room: null, sheet: null, ack: null, history: [], rooms: [] };
