/** SQLite in a file with its thread, as the server uses it, held to the contract. */

import { temporarySqlite } from '../support/stores.ts';
import { storeContract } from './contract.ts';

storeContract('SQLite', temporarySqlite);
