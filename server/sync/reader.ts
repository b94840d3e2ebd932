/** Reads the state of one sheet from the store, and keeps it short: a long log is folded into a snapshot. */

import * as Y from 'yjs';
import { CLOSE } from '../../shared/protocol.ts';
import type { PeerId, SheetId } from '../../shared/room/ids.ts';
import type { Store } from '../store/store.ts';
import { Refusal } from './connection.ts';
import type { SheetLimits } from './limits.ts';
import type { SheetLog } from './rights.ts';
import { fold } from './text.ts';

export interface SheetState {
  doc: Y.Doc;
  /** Bytes of the state, merged. */
  bytes: number;
  /** ms that merging it took: it holds up the whole server. */
  took: number;
  clients: ReadonlyMap<number, PeerId>;
}

export interface ReaderParts {
  store: Pick<Store, 'loadSheet' | 'saveSnapshot'>;
  limits: SheetLimits;
  log: SheetLog;
}

export class SheetReader {
  readonly #id: SheetId;
  readonly #parts: ReaderParts;
  #latest: Promise<SheetState> | null = null;

  constructor(id: SheetId, parts: ReaderParts) {
    this.#id = id;
    this.#parts = parts;
  }

  /** The state as it is stored. Whoever asks in the same moment reads the same. Rejects with a Refusal where there is no such sheet. */
  read(): Promise<SheetState> {
    if (this.#latest) return this.#latest;
    const latest = this.#load();
    this.#latest = latest;
    const forget = (): void => {
      if (this.#latest === latest) this.#latest = null;
    };
    latest.then(() => setTimeout(forget, this.#parts.limits.foldMs).unref(), forget);
    return latest;
  }

  /** More has been stored. */
  outdated(): void {
    this.#latest = null;
  }

  async #load(): Promise<SheetState> {
    const stored = await this.#parts.store.loadSheet(this.#id);
    if (!stored) throw new Refusal(CLOSE.noSuchSheet, 'no such sheet');
    const start = performance.now();
    const doc = fold(stored);
    const took = performance.now() - start;
    const state = Y.encodeStateAsUpdate(doc);
    const last = stored.tail.at(-1)?.n;
    if (last !== undefined && stored.tail.length > this.#parts.limits.snapshotRows) this.#save(state, last);
    return { doc, bytes: state.length, took, clients: stored.clients };
  }

  #save(bytes: Uint8Array, through: number): void {
    this.#parts.store
      .saveSnapshot(this.#id, { bytes, through })
      .catch((error: unknown) => this.#parts.log.warn({ err: error, sheet: this.#id }, 'snapshot not saved'));
  }
}
