/**
 * The whole server on the SQLite file and port that it is told, as a process of its own: to be killed. Says its port
 * once it listens.
 */

import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createApp } from '../../server/app.ts';
import { openSqliteStore } from '../../server/store/sqlite/open.ts';
import { TEST_CARDS, deckOf } from './cards.ts';

const [file, port] = process.argv.slice(2);
if (file === undefined || port === undefined) throw new Error('Wants a file and a port');

const app = await createApp({
  now: Date.now,
  config: { port: 0, publicUrl: null },
  store: await openSqliteStore(file),
  deck: () => deckOf(TEST_CARDS),
  log: pino({ level: 'silent' }),
});
app.http.listen(Number(port), '127.0.0.1', () => process.send?.((app.http.address() as AddressInfo).port));
