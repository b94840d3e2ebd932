/**
 * Putting logs away: what is folded and packed says the same as what was typed, with every author and time, and takes
 * little room.
 */

import { deflateRawSync } from 'node:zlib';
import * as encoding from 'lib0/encoding';
import { expect, it, vi } from 'vitest';
import { pack, unpack } from '../../server/sheets/log/pack.ts';
import type { LoggedUpdate } from '../../server/store/store.ts';
import { typingSession } from '../bench/sheets/typing.ts';
import { openStage, type Stage } from '../support/sheetClient.ts';

const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 8_000, interval: 10 });

/** Bytes of any kind, to be compared. */
const plain = (update: LoggedUpdate) => ({ ...update, bytes: [...update.bytes] });

async function wholeLog(stage: Stage, sheet: string): Promise<LoggedUpdate[]> {
  const { packs, loose } = await stage.store.loadLog(sheet, 1);
  return [...packs.flatMap(({ bytes }) => unpack(bytes)), ...loose];
}

/** Two who type in turn, until both have all of it. */
async function typeTogether(stage: Stage, sheet: string, letters: string): Promise<() => void> {
  const [ann, bob] = [stage.provider(sheet, 'ann'), stage.provider(sheet, 'bob')];
  await Promise.all([ann.synced(), bob.synced()]);
  for (const [i, letter] of [...letters].entries()) {
    const { code } = i % 2 ? bob : ann;
    await eventually(() => expect(code.toString()).toBe(letters.slice(0, i)));
    code.insert(i, letter);
  }
  await eventually(() => expect([ann.code.toString(), bob.code.toString()]).toEqual([letters, letters]));
  return () => [ann, bob].forEach((each) => each.destroy());
}

it('[SHEET-2] keeps every update with its author and its time when the log is put away', async () => {
  const stage = await openStage({ snapshotRows: 8 });
  const sheet = await stage.sheet('packed');
  const leave = await typeTogether(stage, sheet, 'abcdefghijklmnopqrstuvwxyz');
  await eventually(async () => expect((await stage.store.loadLog(sheet, 1)).packs).not.toEqual([]));
  leave();
  await eventually(() => expect(stage.channel.stats().sheets).toBe(0));
  expect((await stage.store.loadLog(sheet, 1)).loose).toEqual([]);
  const log = await wholeLog(stage, sheet);
  expect(log.map(({ n }) => n)).toEqual(Array.from({ length: 27 }, (_, i) => i + 1));
  const typed = stage.store.log.map(({ sheet: _, ...update }, i) => ({ n: i + 2, ...update }));
  expect(log.slice(1).map(plain)).toEqual(typed.map(plain));
  expect(await stage.channel.text(sheet)).toMatchObject({ code: 'abcdefghijklmnopqrstuvwxyz' });
  const late = stage.provider(sheet, 'bob');
  await late.synced();
  expect(late.code.toString()).toBe('abcdefghijklmnopqrstuvwxyz');
});

it('[SHEET-15] puts a sheet away when nobody has written for a while, and goes on after that', async () => {
  const stage = await openStage({ quietMs: 20 });
  const sheet = await stage.sheet('quiet', '# ');
  const leave = await typeTogether(stage, await stage.sheet('other'), 'ab');
  const ann = stage.provider(sheet, 'ann');
  await ann.synced();
  ann.code.insert(2, 'one');
  await eventually(async () => expect((await stage.store.loadSheet(sheet))?.snapshot?.through).toBe(2));
  ann.code.insert(5, ' two');
  await eventually(async () => expect((await stage.store.loadSheet(sheet))?.snapshot?.through).toBe(3));
  leave();
  const bob = stage.provider(sheet, 'bob');
  await bob.synced();
  expect(bob.code.toString()).toBe('# one two');
});

it('packs an hour of typing into well under 500 kB', () => {
  const { updates } = typingSession(7, 20_000);
  const log = updates.map((bytes, i) => ({
    n: i + 1,
    kind: 'edit' as const,
    at: 1_790_000_000_000 + i * 180,
    peer: 'ann',
    client: 1_000_000_007,
    bytes,
  }));
  let size = 0;
  for (let start = 0; start < log.length; start += 2_000) {
    const piece = log.slice(start, start + 2_000);
    const packed = pack(piece);
    expect(unpack(packed).map(plain)).toEqual(piece.map(plain));
    size += packed.length;
  }
  expect(size).toBeLessThan(300_000);
});

it('[REC-2] packs carets among the edits, and reads what was packed before there were any', () => {
  const of = (n: number, peer: string, client: number | null) => ({ n, at: 1_790_000_000_000 + n, peer, client });
  const edits = [7, 8, 9].map((n) => ({ ...of(n, n === 8 ? 'bob' : 'ann', n), kind: 'edit' as const, bytes: [n, 0] }));
  const carets = [10, 11].map((n) => ({ ...of(n, 'bob', null), kind: 'caret' as const, bytes: [] }));
  const log = [...edits, ...carets].map((each) => ({ ...each, bytes: Uint8Array.from(each.bytes) }));
  expect(unpack(pack(log)).map(plain)).toEqual([...edits, ...carets]);
  const old = encoding.encode((encoder) => {
    for (const number of [7, 2]) encoding.writeVarUint(encoder, number);
    for (const peer of ['ann', 'bob']) encoding.writeVarString(encoder, peer);
    encoding.writeVarUint(encoder, edits.length);
    for (const [i, { at, peer, client, bytes }] of edits.entries()) {
      for (const number of [i === 0 ? at : 1, peer === 'bob' ? 1 : 0, (client ?? -1) + 1])
        encoding.writeVarUint(encoder, number);
      encoding.writeVarUint8Array(encoder, Uint8Array.from(bytes));
    }
  });
  expect(unpack(deflateRawSync(old)).map(plain)).toEqual(edits);
});
