/** The SQLite store, held to the contract and to what a file on a disk adds to it. */

import { temporarySqlite } from '../support/stores.ts';
import { storeContract } from './contract.ts';

storeContract('SQLite', temporarySqlite);
