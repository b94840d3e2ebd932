/** The contract of a store about sheets: the log, the client ids, the snapshots. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Subject } from './contract.ts';
import { firstStep, fresh, packed, step, T0, update } from './steps.ts';

export function sheetsContract(subject: Subject): void {
  /** A room with one sheet, whose seed is the byte 1. */
  async function newSheet(): Promise<{ room: string; sheet: string }> {
    const [room, sheet] = [fresh('room'), fresh('sheet')];
    await subject.store.createRoom(firstStep(room));
    await subject.store.append(step(room, 1, { sheets: [{ sheet, seed: Uint8Array.of(1) }] }));
    return { room, sheet };
  }

  describe('sheets', () => {
    it('opens with its seed as the first update, claimed by nobody', async () => {
      const { room, sheet } = await newSheet();
      expect(await subject.store.roomOfSheet(sheet)).toBe(room);
      expect(await subject.store.loadSheet(sheet)).toEqual({
        room,
        tail: [{ n: 1, bytes: Uint8Array.of(1) }],
        last: 1,
        clients: new Map(),
      });
    });

    it('does not know a sheet that was never created', async () => {
      const sheet = fresh('sheet');
      expect(await subject.store.roomOfSheet(sheet)).toBeNull();
      expect(await subject.store.loadSheet(sheet)).toBeNull();
      await expect(subject.store.appendUpdates([update(sheet, [2])])).rejects.toThrow();
      await expect(subject.store.saveSnapshot(sheet, { bytes: Uint8Array.of(1), through: 1 })).rejects.toThrow();
    });

    it('appends to several sheets in order, after a restart too', async () => {
      const [{ sheet: one }, { sheet: two }] = [await newSheet(), await newSheet()];
      await subject.store.appendUpdates([update(one, [2]), update(two, [3]), update(one, [4])]);
      const store = await subject.restarted();
      await store.appendUpdates([update(two, [5])]);
      await store.appendUpdates([]);
      const tail = async (sheet: string) => (await store.loadSheet(sheet))?.tail.map(({ n, bytes }) => [n, ...bytes]);
      expect(await tail(one)).toEqual([
        [1, 1],
        [2, 2],
        [3, 4],
      ]);
      expect(await tail(two)).toEqual([
        [1, 1],
        [2, 3],
        [3, 5],
      ]);
    });

    it('appends all updates or none', async () => {
      const { sheet } = await newSheet();
      const mixed = [update(sheet, [2], { client: 9 }), update(fresh('sheet'), [3])];
      await expect(subject.store.appendUpdates(mixed)).rejects.toThrow();
      expect(await subject.store.loadSheet(sheet)).toMatchObject({ tail: { length: 1 }, clients: new Map() });
    });

    it('takes many updates at once', async () => {
      const { sheet } = await newSheet();
      await subject.store.appendUpdates(
        Array.from({ length: 1_700 }, (_, i) => update(sheet, [i % 251], { client: i })),
      );
      const stored = await subject.store.loadSheet(sheet);
      expect(stored?.tail.map(({ n }) => n)).toEqual(Array.from({ length: 1_701 }, (_, i) => i + 1));
      expect(stored?.tail.at(-1)?.bytes).toEqual(Uint8Array.of(1_699 % 251));
      expect(stored?.clients.size).toBe(1_700);
    });

    it('numbers concurrent appends without a gap', async () => {
      const { sheet } = await newSheet();
      await Promise.all(Array.from({ length: 10 }, (_, i) => subject.store.appendUpdates([update(sheet, [i])])));
      const stored = await subject.store.loadSheet(sheet);
      expect(stored?.tail.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    });

    it('leaves a client id with the peer who wrote with it first', async () => {
      const [{ sheet }, { sheet: other }] = [await newSheet(), await newSheet()];
      const largest = 2 ** 32 - 1;
      await subject.store.appendUpdates([
        update(sheet, [2], { client: largest, peer: 'ann' }),
        update(sheet, [3], { client: largest, peer: 'ben' }),
        update(sheet, [4], { client: 7, peer: 'ben' }),
      ]);
      await subject.store.appendUpdates([
        update(sheet, [5], { client: 7, peer: 'ann' }),
        update(sheet, [6], { client: null, peer: 'ann' }),
        update(other, [7], { client: 7, peer: 'ann' }),
      ]);
      expect((await subject.store.loadSheet(sheet))?.clients).toEqual(
        new Map([
          [largest, 'ann'],
          [7, 'ben'],
        ]),
      );
      expect((await subject.store.loadSheet(other))?.clients).toEqual(new Map([[7, 'ann']]));
    });

    it('loads the snapshot with what came after it, and never goes back to an older one', async () => {
      const { room, sheet } = await newSheet();
      await subject.store.appendUpdates([update(sheet, [2]), update(sheet, [3])]);
      await subject.store.saveSnapshot(sheet, { bytes: Uint8Array.of(1, 2), through: 2 });
      const stored = {
        room,
        snapshot: { bytes: Uint8Array.of(1, 2), through: 2 },
        tail: [{ n: 3, bytes: Uint8Array.of(3) }],
        last: 3,
        clients: new Map([[1, 'ann']]),
      };
      expect(await subject.store.loadSheet(sheet)).toEqual(stored);
      const { snapshot, clients } = stored;
      expect(await subject.store.loadSnapshot(sheet)).toEqual({ snapshot, clients });
      expect(await subject.store.loadSnapshot('nowhere')).toBeNull();
      await subject.store.saveSnapshot(sheet, { bytes: Uint8Array.of(1), through: 1 });
      expect(await (await subject.restarted()).loadSheet(sheet)).toEqual(stored);
      await subject.store.saveSnapshot(sheet, { bytes: Uint8Array.of(1, 2, 3), through: 3 });
      await subject.store.appendUpdates([update(sheet, [4])]);
      expect(await subject.store.loadSheet(sheet)).toMatchObject({
        snapshot: { bytes: Uint8Array.of(1, 2, 3), through: 3 },
        tail: [{ n: 4, bytes: Uint8Array.of(4) }],
      });
    });

    it('puts the log away in packs, and goes on after them', async () => {
      const [{ sheet }, { sheet: other }] = [await newSheet(), await newSheet()];
      await subject.store.appendUpdates([update(sheet, [2], { at: T0 + 1 }), update(other, [9]), update(sheet, [3])]);
      const log = await subject.store.loadLog(sheet, 2);
      const second = { n: 2, kind: 'edit', at: T0 + 1, peer: 'ann', client: 1, bytes: Uint8Array.of(2) };
      expect(log).toEqual({ packs: [], loose: [second, { ...second, n: 3, at: T0, bytes: Uint8Array.of(3) }] });
      await subject.store.saveSnapshot(sheet, { bytes: Uint8Array.of(1, 2, 3), through: 3 });
      const small = packed(1, [1], [2]);
      await subject.store.packLog(sheet, small);
      expect(await subject.store.loadLog(sheet, 1)).toMatchObject({ packs: [small], loose: [{ n: 3 }] });
      const store = await subject.restarted();
      await store.appendUpdates([update(sheet, [4])]);
      const whole = packed(1, [1], [2], [3]);
      await store.packLog(sheet, whole);
      await store.packLog(sheet, small);
      expect(await store.loadLog(sheet, 1)).toMatchObject({
        packs: [whole],
        loose: [{ n: 4, bytes: Uint8Array.of(4) }],
      });
      expect(await store.loadSheet(sheet)).toMatchObject({
        snapshot: { through: 3 },
        tail: [{ n: 4, bytes: Uint8Array.of(4) }],
      });
      expect(await store.loadLog(sheet, 4)).toMatchObject({ packs: [], loose: [{ n: 4 }] });
      const again = await subject.restarted();
      await again.saveSnapshot(sheet, { bytes: Uint8Array.of(1, 2, 3, 4), through: 4 });
      await again.packLog(sheet, packed(4, [4]));
      await again.appendUpdates([update(sheet, [6])]);
      expect((await again.loadLog(sheet, 4)).loose).toMatchObject([{ n: 5, bytes: Uint8Array.of(6) }]);
      expect((await again.loadLog(other, 2)).loose).toMatchObject([{ n: 2, bytes: Uint8Array.of(9) }]);
    });

    it('[REC-2] keeps carets in the log and out of everything that is folded', async () => {
      const { sheet } = await newSheet();
      const caret = { kind: 'caret', client: null } as const;
      await subject.store.appendUpdates([
        update(sheet, [2], { ...caret, peer: 'bob' }),
        update(sheet, [3]),
        update(sheet, [], { ...caret, at: T0 + 1 }),
      ]);
      const store = await subject.restarted();
      expect(await store.loadSheet(sheet)).toMatchObject({
        tail: [{ n: 1 }, { n: 3, bytes: Uint8Array.of(3) }],
        last: 4,
        clients: new Map([[1, 'ann']]),
      });
      expect((await store.loadLog(sheet, 2)).loose).toEqual([
        { n: 2, kind: 'caret', at: T0, peer: 'bob', client: null, bytes: Uint8Array.of(2) },
        { n: 3, kind: 'edit', at: T0, peer: 'ann', client: 1, bytes: Uint8Array.of(3) },
        { n: 4, kind: 'caret', at: T0 + 1, peer: 'ann', client: null, bytes: Uint8Array.of() },
      ]);
      await store.saveSnapshot(sheet, { bytes: Uint8Array.of(1, 3), through: 4 });
      await store.packLog(sheet, packed(1, [1], [2], [3], []));
      expect(await store.loadSheet(sheet)).toMatchObject({ snapshot: { through: 4 }, tail: [], last: 4 });
      await store.appendUpdates([update(sheet, [5], caret), update(sheet, [6])]);
      expect(await (await subject.restarted()).loadSheet(sheet)).toMatchObject({ tail: [{ n: 6 }], last: 6 });
    });

    it('gives back any bytes, in memory that holds nothing but the log', async () => {
      const { sheet } = await newSheet();
      const written: Uint8Array[] = [Uint8Array.of(1)];
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
          const pool = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')]);
          const view = pool.subarray(6, 6 + bytes.length);
          const appended = subject.store.appendUpdates([{ ...update(sheet, []), bytes: view }]);
          pool.fill(0xff);
          await appended;
          written.push(bytes);
          const tail = (await subject.store.loadSheet(sheet))?.tail ?? [];
          const last = tail.at(-1)?.bytes;
          expect(last).toEqual(bytes);
          expect(last?.buffer.byteLength).toBeLessThanOrEqual(tail.reduce((sum, each) => sum + each.bytes.length, 0));
        }),
        { numRuns: 30 },
      );
      expect((await subject.store.loadSheet(sheet))?.tail.map(({ bytes }) => bytes)).toEqual(written);
    });

    it('hands out copies', async () => {
      const { sheet } = await newSheet();
      await subject.store.saveSnapshot(sheet, { bytes: Uint8Array.of(8), through: 1 });
      await subject.store.appendUpdates([update(sheet, [2])]);
      const read = await subject.store.loadSheet(sheet);
      read?.snapshot?.bytes.fill(0);
      read?.tail.forEach(({ bytes }) => bytes.fill(0));
      read?.clients.clear();
      expect(await subject.store.loadSheet(sheet)).toMatchObject({
        snapshot: { bytes: Uint8Array.of(8) },
        tail: [{ bytes: Uint8Array.of(2) }],
        clients: new Map([[1, 'ann']]),
      });
    });
  });
}
