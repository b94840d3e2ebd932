/** SQLite in memory on the calling thread, as most tests of the server use it, held to the contract. */

import { memoryStore } from '../support/stores.ts';
import { storeContract } from './contract.ts';

storeContract('SQLite in memory', async () => {
  const store = memoryStore();
  return { store, dispose: () => store.close() };
});
