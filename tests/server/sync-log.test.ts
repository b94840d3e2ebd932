/**
 * The group commit by itself: order, isolation of one sheet from another, and what happens to those that wait behind a
 * failure.
 */

import { expect, it } from 'vitest';
import type { SheetUpdate } from '../../server/store/store.ts';
import { CommitQueue } from '../../server/sheets/log/queue.ts';

const row = (sheet: string, at: number): SheetUpdate => ({
  sheet,
  kind: 'edit',
  peer: 'ann',
  client: 1,
  at,
  bytes: Uint8Array.of(0, 0),
});

/** A queue over a store that answers when told to. */
function scripted() {
  const calls: { updates: SheetUpdate[]; answer: (error?: Error) => void }[] = [];
  const queue = new CommitQueue({
    appendUpdates: (updates) =>
      new Promise((resolve, reject) => {
        calls.push({ updates, answer: (error) => (error ? reject(error) : resolve()) });
      }),
  });
  const told: string[] = [];
  const append = (sheet: string, at: number): Promise<void> =>
    queue.append(sheet, [row(sheet, at)]).then(
      () => void told.push(`${sheet}${at} stored`),
      () => void told.push(`${sheet}${at} failed`),
    );
  const call = async (index: number) => {
    await expect.poll(() => calls.length).toBeGreaterThan(index);
    const made = calls[index];
    if (!made) throw new Error('no such call');
    return { ats: made.updates.map(({ sheet, at }) => `${sheet}${at}`), answer: made.answer };
  };
  return { queue, told, append, call };
}

it('[SHEET-2] takes what comes during a commit with the next one, in order', async () => {
  const { append, call, told } = scripted();
  const first = append('a', 1);
  const one = await call(0);
  const rest = [append('a', 2), append('b', 1), append('a', 3)];
  one.answer();
  const two = await call(1);
  expect([one.ats, two.ats]).toEqual([['a1'], ['a2', 'b1', 'a3']]);
  two.answer();
  await Promise.all([first, ...rest]);
  expect(told).toEqual(['a1 stored', 'a2 stored', 'b1 stored', 'a3 stored']);
});

it('[SHEET-2] fails what waits behind a failure of its sheet, and nothing of another', async () => {
  const { append, call, told } = scripted();
  const all = [append('a', 1), append('b', 1)];
  const both = await call(0);
  all.push(append('a', 2), append('b', 2));
  both.answer(new Error('one of them'));
  (await call(1)).answer(new Error('disk full'));
  (await call(2)).answer();
  const last = await call(3);
  expect(last.ats).toEqual(['b2']);
  last.answer();
  await Promise.all(all);
  expect(told).toEqual(['a1 failed', 'a2 failed', 'b1 stored', 'b2 stored']);
});

it('[SHEET-2] flushes behind what is queued, and is idle after the last commit', async () => {
  const { append, call, queue, told } = scripted();
  const stored = append('a', 1);
  const flushed = queue.flush('a').then(() => told.push('flushed'));
  (await call(0)).answer();
  await Promise.all([stored, flushed, queue.idle()]);
  expect(told).toEqual(['a1 stored', 'flushed']);
});
