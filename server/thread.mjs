/**
 * Where a thread in TypeScript begins: plain JavaScript, because `--import tsx` does not reach into threads on Node 20.
 */

import { register } from 'tsx/esm/api';

register();
await import(process.argv[2]);
