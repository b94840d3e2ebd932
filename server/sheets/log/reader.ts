/**
 * Reads the state of one sheet from the store, folded if updates have come since its snapshot, and compacts its log.
 */

import * as Y from 'yjs';
import { CLOSE } from '../../../shared/wire.ts';
import type { PeerId, SheetId } from '../../../shared/room/ids.ts';
import type { Store, StoredLog, StoredSheet } from '../../store/store.ts';
import { folded, type Stored } from '../fold/jobs.ts';
import { decodeState, type State } from '../fold/document.ts';
import { TooSlow, type FoldThreads } from '../fold/threads.ts';
import type { SheetLimits } from '../limits.ts';
import { CloseError, type Logger } from '../rights.ts';

export interface SheetState extends State {
  /** The state as `encodeState` wrote it. */
  encoded: Uint8Array;
  /** The peer that each client id belongs to. */
  clients: ReadonlyMap<number, PeerId>;
}

export interface ReaderDeps {
  store: Pick<Store, 'loadSheet' | 'loadSnapshot' | 'saveSnapshot' | 'loadLog' | 'packLog'>;
  threads: FoldThreads;
  limits: SheetLimits;
  log: Logger;
}

interface Tailed {
  snapshot?: StoredSheet['snapshot'];
  tail: readonly { bytes: Uint8Array }[];
}

/** Up to here the event loop folds by itself: going to a thread and back costs more, and nothing this short is slow. */
const SHORT_ROWS = 16;
const SHORT_BYTES = 4_000;
/** A state of so small a part of what one peer may have is not looked through for whose it is. */
const FAR_FROM_FULL = 8;
/** A pack of fewer updates is packed again with those that follow. */
const PACK_ROWS = 500;

export class SheetReader {
  readonly #id: SheetId;
  readonly #deps: ReaderDeps;

  constructor(id: SheetId, deps: ReaderDeps) {
    this.#id = id;
    this.#deps = deps;
  }

  /** The state as it is stored. Rejects with a CloseError where there is no such sheet. */
  async read(): Promise<SheetState> {
    const stored = await this.#deps.store.loadSheet(this.#id);
    if (!stored) throw noSuchSheet();
    const encoded = await this.#encoded(stored, true);
    return { ...decodeState(encoded), encoded, clients: stored.clients };
  }

  /** How many bytes of a state are whose. Of a state far from any limit it is not asked: nobody's. */
  async shares({ update, vector, deletions, encoded, clients, took }: SheetState): Promise<Map<PeerId, number>> {
    const { sheetBytes, slowMs } = this.#deps.limits;
    const shares = new Map<PeerId, number>();
    if (update.length <= sheetBytes / FAR_FROM_FULL && took <= slowMs) return shares;
    const clocks = [...Y.decodeStateVector(vector)];
    for (const peer of new Set(clients.values())) {
      const others = new Map(clocks.filter(([client]) => clients.get(client) !== peer));
      const job = { do: 'diff', state: encoded, vector: Y.encodeStateVector(others) } as const;
      const { bytes } = await this.#deps.threads.run(job, false);
      shares.set(peer, Math.max(0, (bytes?.length ?? 0) - deletions.length));
    }
    return shares;
  }

  /** What a client of this state vector lacks, as an update. */
  async lacking(state: SheetState, vector: Uint8Array): Promise<Uint8Array> {
    if (vector.length === 1) return state.update;
    const { bytes } = await this.#deps.threads.run({ do: 'diff', state: state.encoded, vector }, true);
    if (!bytes) throw new Error('no difference');
    return bytes;
  }

  /** Makes what is stored the snapshot, and packs the log up to there. */
  async compact(): Promise<SheetState> {
    const { store } = this.#deps;
    const stored = await store.loadSnapshot(this.#id);
    if (!stored) throw noSuchSheet();
    const { snapshot, clients } = stored;
    const before = snapshot?.through ?? 0;
    const log = await this.#logAfter(before);
    const tail = log.loose.filter(({ n, kind }) => n > before && kind === 'edit');
    const encoded = await this.#encoded({ snapshot, tail }, false);
    const through = log.loose.at(-1)?.n ?? before;
    if (through > before) await store.saveSnapshot(this.#id, { bytes: encoded, through });
    await this.#pack(log);
    return { ...decodeState(encoded), encoded, clients };
  }

  /** The loose updates, and the last pack: a log is packed when a snapshot is made. */
  async #logAfter(snapshot: number): Promise<StoredLog> {
    const { store } = this.#deps;
    const log = await store.loadLog(this.#id, Math.max(1, snapshot));
    // If packing failed before, earlier updates are still loose.
    return log.packs.length > 0 || snapshot <= 1 ? log : store.loadLog(this.#id, 1);
  }

  async #pack({ packs, loose }: StoredLog): Promise<void> {
    const last = packs.at(-1);
    const before = last && last.last - last.first + 1 < PACK_ROWS ? last : null;
    const [first, through] = [before?.first ?? loose[0]?.n, loose.at(-1)?.n];
    if (first === undefined || through === undefined) return;
    const job = { do: 'pack', before: before?.bytes ?? null, updates: loose } as const;
    const { bytes } = await this.#deps.threads.run(job, false);
    if (bytes) await this.#deps.store.packLog(this.#id, { first, last: through, bytes });
  }

  async #encoded({ snapshot, tail }: Tailed, urgent: boolean): Promise<Uint8Array> {
    return snapshot && tail.length === 0 ? snapshot.bytes : this.#fold(storedOf({ snapshot, tail }), urgent);
  }

  async #fold(stored: Stored, urgent: boolean): Promise<Uint8Array> {
    if (isShort(stored)) return folded(stored);
    const { threads, limits, log } = this.#deps;
    const answer = await threads.run({ do: 'fold', ...stored }, urgent).catch((error: unknown) => {
      if (!(error instanceof TooSlow)) throw error;
      log.warn({ sheet: this.#id }, 'sheet too slow to fold');
      return threads.run({ do: 'merge', took: limits.foldSlowMs, ...stored }, urgent);
    });
    if (!answer.bytes) throw new Error('no state');
    return answer.bytes;
  }
}

const noSuchSheet = (): CloseError => new CloseError(CLOSE.noSuchSheet, 'no such sheet');

/** What a fold thread needs of a stored sheet. */
export const storedOf = ({ snapshot, tail }: Tailed): Stored => ({
  snapshot: snapshot?.bytes ?? null,
  tail: tail.map(({ bytes }) => bytes),
});

const isShort = ({ snapshot, tail }: Stored): boolean =>
  tail.length <= SHORT_ROWS && tail.reduce((sum, { length }) => sum + length, snapshot?.length ?? 0) <= SHORT_BYTES;
