/** The memory store, held to the contract. */

import { createMemoryStore } from '../../server/store/memory.ts';
import { storeContract } from './contract.ts';

storeContract('memory', async () => {
  const store = createMemoryStore();
  return { store, dispose: () => store.close() };
});
