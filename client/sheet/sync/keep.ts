/** What a browser keeps of a sheet until the server has it: the document in IndexedDB, refused text in localStorage. */

import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';
import type { PeerId, SheetId } from '../../../shared/room/ids.ts';
import type { Rejected } from './untaken.ts';

/** How long a database may take to open before the sheet goes on without it, in ms. */
const OPEN_MS = 1_500;

/** The name under which a peer's edits and refused text of a sheet are kept. */
export const keptName = (peer: PeerId, sheet: SheetId): string => `practice-room/sheet/${peer}/${sheet}`;

/** The kept copy of one document. */
export interface Kept {
  /** Resolves once what was kept is in the document, with what was last known to be stored. */
  loaded: Promise<Uint8Array | undefined>;
  remember(stored: Uint8Array): void;
  /** Deletes the copy: nothing is kept any more, and what opens the same name after this finds nothing. */
  clear(): Promise<void>;
  close(): void;
}

/** Where a sheet keeps things; tests bring their own. */
export interface Keep {
  open(name: string, doc: Y.Doc): Kept;
  readRejected(name: string): Rejected | null;
  writeRejected(name: string, rejected: Rejected | null): void;
}

const nothingKept: Kept = {
  loaded: Promise.resolve(undefined),
  remember: () => undefined,
  clear: async () => undefined,
  close: () => undefined,
};

/** For those who only watch. */
export const noKeep: Keep = { open: () => nothingKept, readRejected: () => null, writeRejected: () => undefined };

export const browserKeep: Keep = { open, readRejected, writeRejected };

function open(name: string, doc: Y.Doc): Kept {
  if (typeof indexedDB === 'undefined') return nothingKept;
  const database = new IndexeddbPersistence(name, doc);
  return {
    loaded: Promise.race([database.whenSynced.then(() => readStored(database)), after(OPEN_MS)]),
    remember: (stored) => {
      if (database.db) void database.set('stored', stored as unknown as ArrayBuffer);
    },
    clear: async () => {
      // Rows, not the database: deleting or reopening that waits for every other tab that has it open.
      const stores = ['updates', 'custom'];
      const clearing = database.db?.transaction(stores, 'readwrite');
      for (const store of stores) clearing?.objectStore(store).clear();
      await database.destroy();
    },
    close: () => void database.destroy(),
  };
}

async function readStored(database: IndexeddbPersistence): Promise<Uint8Array | undefined> {
  const stored: unknown = await database.get('stored');
  return stored instanceof Uint8Array ? stored : undefined;
}

const after = (ms: number) => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms));

/** Is anything of a sheet kept here: edits, or refused text that was not dismissed? */
export async function isKept(name: string): Promise<boolean> {
  if (readRejected(name)) return true;
  if (typeof indexedDB === 'undefined') return false;
  const databases = await indexedDB.databases();
  return databases.some((database) => database.name === name) && (await hasUpdates(name));
}

function hasUpdates(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => resolve(false);
    opening.onsuccess = () => {
      const counting = opening.result.transaction('updates').objectStore('updates').count();
      counting.onsuccess = () => resolve(counting.result > 0);
      counting.onerror = () => resolve(false);
      opening.result.close();
    };
  });
}

const keyOf = (name: string) => `${name}/rejected`;

function readRejected(name: string): Rejected | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null') as Rejected | null;
  } catch {
    return null;
  }
}

function writeRejected(name: string, rejected: Rejected | null): void {
  try {
    if (rejected) localStorage.setItem(keyOf(name), JSON.stringify(rejected));
    else localStorage.removeItem(keyOf(name));
  } catch {
    // Storage that is full or forbidden: the text stays on the page.
  }
}
