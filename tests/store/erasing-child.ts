/** A process that erases one of many peers whose names do not fit in SQLite's cache. */

import { openSqliteFile } from '../../server/store/sqlite/database.ts';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Wants a file');

const store = openSqliteFile(file);
for (let i = 0; i < 60; i++)
  store.createPeer({ peer: `peer-${i}`, name: 'x'.repeat(500_000), tokenHash: `token-${i}`, at: i });
store.erasePeer('peer-7', []);
store.close();
