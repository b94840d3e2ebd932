/** What a browser keeps of a sheet until the server has it: the document in IndexedDB, refused text in localStorage. */

import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';
import type { PeerId, SheetId } from '../../../shared/room/ids.ts';
import { noteSheetsKept } from '../../ui/keeps.svelte.ts';
import { within } from '../../ui/within.ts';
import type { Rejected } from './untaken.ts';

/** How long a database may take to open before the sheet goes on without it, in ms. */
const OPEN_MS = 700;

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
  let database: IndexeddbPersistence | null = null;
  let closed = false;
  const opening = canOpen().then(async (can) => {
    if (!can || closed) return undefined;
    database = new IndexeddbPersistence(name, doc);
    await database.whenSynced;
    noteSheetsKept(true);
    // Such as a disk that is full.
    database.db?.addEventListener('abort', () => noteSheetsKept(false));
    return readStored(database);
  });
  const loaded = within(OPEN_MS, () => opening, undefined).finally(() => {
    if (!closed && !database?.synced) noteSheetsKept(false);
  });
  return {
    loaded,
    remember: (stored) => {
      if (database?.db) void database.set('stored', stored as unknown as ArrayBuffer);
    },
    clear: async () => {
      closed = true;
      // Rows, not the database: deleting or reopening that waits for every other tab that has it open.
      const stores = ['updates', 'custom'];
      const clearing = database?.db?.transaction(stores, 'readwrite');
      for (const store of stores) clearing?.objectStore(store).clear();
      await database?.destroy();
    },
    close: () => {
      closed = true;
      void database?.destroy();
    },
  };
}

/** Asked of a database that holds nothing: y-indexeddb tells nobody of one that cannot be opened. */
function canOpen(): Promise<boolean> {
  return (probed ??= new Promise<boolean>((resolve) => {
    const request = indexedDB.open('practice-room/probe');
    request.onsuccess = () => {
      request.result.close();
      resolve(true);
    };
    request.onerror = () => resolve(false);
  }).catch(() => false));
}
let probed: Promise<boolean> | undefined;

async function readStored(database: IndexeddbPersistence): Promise<Uint8Array | undefined> {
  const stored: unknown = await database.get('stored');
  return stored instanceof Uint8Array ? stored : undefined;
}

/** Is anything of a sheet kept here: edits, or refused text that was not dismissed? */
export async function isKept(name: string): Promise<boolean> {
  if (readRejected(name)) return true;
  const databases = await within(OPEN_MS, () => indexedDB.databases(), []);
  return databases.some((database) => database.name === name) && within(OPEN_MS, () => hasUpdates(name), false);
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
