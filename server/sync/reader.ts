/** Reads the state of one sheet from the store, folded where updates have come since its snapshot, and puts its log away. */

import { CLOSE } from '../../shared/protocol.ts';
import type { PeerId, SheetId } from '../../shared/room/ids.ts';
import type { Store, StoredSheet } from '../store/store.ts';
import { Refusal } from './connection.ts';
import { folded, type Stored } from './fold-jobs.ts';
import { TooSlow, type Folder } from './folder.ts';
import type { SheetLimits } from './limits.ts';
import type { SheetLog } from './rights.ts';
import { decodeState, type State } from './state.ts';

export interface SheetState extends State {
  /** The state as `encodeState` wrote it. */
  encoded: Uint8Array;
  /** The number of the last update in it. */
  through: number;
  /** More has been logged than the snapshot covers. */
  isAhead: boolean;
  clients: ReadonlyMap<number, PeerId>;
}

export interface ReaderParts {
  store: Pick<Store, 'loadSheet' | 'saveSnapshot' | 'loadLog' | 'packLog'>;
  folder: Folder;
  limits: SheetLimits;
  log: SheetLog;
}

/** What is folded on the spot: going to a thread and back costs more. Nothing that is this short is slow. */
const SHORT_ROWS = 16;
const SHORT_BYTES = 4_000;
/** A pack of fewer updates is packed anew with those that follow. */
const PACK_ROWS = 500;

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
    const latest = this.#load(true);
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

  /** What a client of this vector lacks, as an update. */
  async lacking(state: SheetState, vector: Uint8Array): Promise<Uint8Array> {
    if (vector.length === 1) return state.update;
    const { bytes } = await this.#parts.folder.run({ do: 'diff', state: state.encoded, vector }, true);
    if (!bytes) throw new Error('no difference');
    return bytes;
  }

  /** Makes what is stored its snapshot, and packs its log up to there. Nobody waits for it. */
  async compact(): Promise<SheetState> {
    const state = await this.#load(false);
    const { store } = this.#parts;
    if (state.isAhead) await store.saveSnapshot(this.#id, { bytes: state.encoded, through: state.through });
    await this.#pack(state.through);
    return state;
  }

  async #pack(through: number): Promise<void> {
    const { store, folder } = this.#parts;
    const tail = await store.loadLog(this.#id, Math.max(1, through - PACK_ROWS));
    const last = tail.packs.at(-1);
    const before = last && last.last - last.first + 1 < PACK_ROWS ? last : null;
    // Without a pack so near, what is loose may begin before.
    const { loose } = last ? tail : await store.loadLog(this.#id, 1);
    const updates = loose.filter(({ n }) => n <= through);
    const first = before?.first ?? updates[0]?.n;
    if (updates.length === 0 || first === undefined) return;
    const { bytes } = await folder.run({ do: 'pack', before: before?.bytes ?? null, updates }, false);
    if (bytes) await store.packLog(this.#id, { first, last: through, bytes });
  }

  async #load(urgent: boolean): Promise<SheetState> {
    const stored = await this.#parts.store.loadSheet(this.#id);
    if (!stored) throw new Refusal(CLOSE.noSuchSheet, 'no such sheet');
    const { snapshot, tail, last: through, clients } = stored;
    const isAhead = through > (snapshot?.through ?? 0);
    const encoded = snapshot && tail.length === 0 ? snapshot.bytes : await this.#fold(storedOf(stored), urgent);
    return { ...decodeState(encoded), encoded, through, isAhead, clients };
  }

  async #fold(stored: Stored, urgent: boolean): Promise<Uint8Array> {
    if (isShort(stored)) return folded(stored);
    const { folder, limits, log } = this.#parts;
    const answer = await folder.run({ do: 'fold', ...stored }, urgent).catch((error: unknown) => {
      if (!(error instanceof TooSlow)) throw error;
      log.warn({ sheet: this.#id }, 'sheet too slow to fold');
      return folder.run({ do: 'merge', took: limits.foldSlowMs, ...stored }, urgent);
    });
    if (!answer.bytes) throw new Error('no state');
    return answer.bytes;
  }
}

export const storedOf = ({ snapshot, tail }: StoredSheet): Stored => ({
  snapshot: snapshot?.bytes ?? null,
  tail: tail.map(({ bytes }) => bytes),
});

const isShort = ({ snapshot, tail }: Stored): boolean =>
  tail.length <= SHORT_ROWS && tail.reduce((sum, { length }) => sum + length, snapshot?.length ?? 0) <= SHORT_BYTES;
