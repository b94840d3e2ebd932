/** Where the thread of the SQLite store begins: plain JavaScript, because `--import tsx` does not reach into threads on Node 20. */

import { register } from 'tsx/esm/api';

register();
await import('./sqlite-worker.ts');
