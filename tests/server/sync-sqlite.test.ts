/** The sheet channel over a real database file: the same text after the file is closed and opened again. */

import { expect, it, onTestFinished, vi } from 'vitest';
import { gatedStore, openStage } from '../support/sheetClient.ts';
import { temporarySqlite } from '../support/stores.ts';

it('[SHEET-14] reads the same text from the file when it is opened again', async () => {
  const sqlite = await temporarySqlite();
  onTestFinished(() => sqlite.dispose());
  const stage = await openStage({ snapshotRows: 10 }, gatedStore(sqlite.store));
  const sheet = await stage.sheet('on-disk', 'start\n');
  const ann = stage.provider(sheet, 'ann', { acks: true });
  const bob = stage.provider(sheet, 'bob');
  await Promise.all([ann.synced(), bob.synced()]);
  for (let i = 0; i < 30; i++) (i % 2 ? ann : bob).code.insert(i, `${i % 10}`);
  await vi.waitFor(() => expect(bob.code.toString()).toBe(ann.code.toString()), { timeout: 15_000 });
  await vi.waitFor(() => expect(ann.acknowledged.get(ann.doc.clientID)).toBe(15), { timeout: 15_000 });
  const text = ann.code.toString();
  await stage.channel.close();
  const reopened = await openStage({}, gatedStore(await sqlite.reopen()));
  const late = reopened.provider(sheet, 'bob');
  await late.synced();
  expect(late.code.toString()).toBe(text);
  expect(text).toHaveLength(36);
});
