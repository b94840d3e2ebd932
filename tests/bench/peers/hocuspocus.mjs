/**
 * Hocuspocus as its guide starts it; with its SQLite extension when DATA_DIR names a folder.
 * Plain JavaScript, because a fresh clone has neither these packages nor their types.
 */

import { join } from 'node:path';
import { SQLite } from '@hocuspocus/extension-sqlite';
import { Server } from '@hocuspocus/server';

const folder = process.env['DATA_DIR'];
const server = new Server({
  port: Number(process.env['PORT']),
  address: '127.0.0.1',
  quiet: true,
  extensions: folder ? [new SQLite({ database: join(folder, 'hocuspocus.sqlite') })] : [],
});
await server.listen();
