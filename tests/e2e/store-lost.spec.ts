/** A server that cannot store anything for a while: the sheet is read only and says so, and goes on by itself. */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, twoInARound } from './support/peers.ts';

test('[SHEET-12] a sheet that cannot be stored is read only with a banner, and recovers by itself', async ({
  server,
  person,
}) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  await answerer.type('# stored');
  await expect(asker.code).toContainText('# stored');
  // Anybody who holds the write lock keeps the server from storing, as a full disk would.
  const lock = new Database(join(server.dataDir, 'practice-room.sqlite'));
  lock.exec('begin immediate');
  await answerer.type(' # not yet');
  for (const { page, code } of [asker, answerer]) {
    await expect(page.getByRole('alert').filter({ hasText: 'cannot store anything' })).toBeVisible({ timeout: 30_000 });
    await expect(code).toHaveAttribute('aria-readonly', 'true');
  }
  await expect(answerer.code).toContainText('# not yet');
  await expect(asker.code).not.toContainText('# not yet');
  await asker.isAccessible();
  lock.exec('rollback');
  lock.close();
  await expect(asker.code).toContainText('# stored # not yet', { timeout: 30_000 });
  for (const { page } of [asker, answerer])
    await expect(page.getByText('cannot store anything')).toHaveCount(0, { timeout: 30_000 });
  await answerer.type(' # and on');
  await expect(asker.code).toContainText('# and on');
});
