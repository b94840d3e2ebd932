/** What every store must do, whatever it is made of: each kind of store runs this whole suite. */

import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { erasureContract } from './contract-erasure.ts';
import { peersContract } from './contract-peers.ts';
import { roomsContract } from './contract-rooms.ts';
import { sheetsContract } from './contract-sheets.ts';
import { stepsContract } from './contract-steps.ts';

export interface Opened {
  readonly store: Store;
  /** Closes the store and opens it again over what it kept; absent where nothing outlives the process. */
  reopen?(): Promise<Store>;
  dispose(): Promise<void>;
}

/** The store under test, which the tests of one suite share under ids of their own. */
export interface Subject {
  readonly store: Store;
  /** The store after a restart, or the same one where there is none. */
  restarted(): Promise<Store>;
}

export function storeContract(name: string, open: () => Promise<Opened>): void {
  describe(`${name} store`, () => {
    let opened: Opened;
    const subject: Subject = {
      get store() {
        return opened.store;
      },
      restarted: async () => (await opened.reopen?.()) ?? opened.store,
    };
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.dispose());

    peersContract(subject);
    erasureContract(subject);
    roomsContract(subject);
    stepsContract(subject);
    sheetsContract(subject);
  });
}
