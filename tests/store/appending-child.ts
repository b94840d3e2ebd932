/**
 * A process to be killed: it appends to a room for as long as it lives and tells its parent of each append that was
 * acknowledged.
 */

import { openSqliteStore } from '../../server/store/sqlite/open.ts';
import { firstStep, step } from './steps.ts';

const [file, room] = process.argv.slice(2);
if (file === undefined || room === undefined) throw new Error('Wants a file and a room');

const store = await openSqliteStore(file);
await store.createRoom(firstStep(room));
for (let seq = 1; ; seq += 1) {
  await store.append(step(room, seq));
  process.send?.(seq + 1);
}
