/**
 * The recordings and figures of sheets, and what their texts said before: made when somebody asks, one at a time, and
 * kept for a while, since both peers and several pages ask.
 */

import type { EarlierText } from '../../../shared/api.ts';
import type { SheetFigures } from '../../../shared/replay/figures.ts';
import type { SheetId } from '../../../shared/room/ids.ts';
import type { Store } from '../../store/store.ts';
import { Semaphore } from '../../semaphore.ts';
import { TooSlow, type FoldThreads } from '../fold/threads.ts';

export interface Made {
  /** As `encodeRecording` wrote it. */
  recording: Uint8Array;
  figures: SheetFigures;
  /** What each text that was ever written said before. */
  earlier: Record<string, EarlierText>;
}

interface Kept {
  /** Null if making it took too long. */
  made: Made | null;
  /** The number of the last update in it. */
  last: number;
}

export interface RecordingsDeps {
  store: Pick<Store, 'loadLog'>;
  threads: FoldThreads;
  /** Resolves once what was written to a sheet before is stored. */
  flush(sheet: SheetId): Promise<void>;
  /** Bytes of recordings that are kept. */
  keptBytes: number;
}

/** The least bytes that a kept one counts for: its figures take room too. */
const LEAST_BYTES = 2_000;

export class Recordings {
  readonly #deps: RecordingsDeps;
  /** A whole log is in memory while it is read. */
  readonly #permits = new Semaphore(1);
  /** The one requested last is last. */
  readonly #kept = new Map<SheetId, Kept>();
  readonly #making = new Map<SheetId, Promise<Made | null>>();

  constructor(deps: RecordingsDeps) {
    this.#deps = deps;
  }

  /** Null if making it takes too long. Rejects where there is no such sheet. */
  of(sheet: SheetId): Promise<Made | null> {
    const making = this.#making.get(sheet) ?? this.#read(sheet).finally(() => this.#making.delete(sheet));
    this.#making.set(sheet, making);
    return making;
  }

  async #read(sheet: SheetId): Promise<Made | null> {
    await this.#deps.flush(sheet);
    const kept = this.#kept.get(sheet);
    const later = await this.#deps.store.loadLog(sheet, (kept?.last ?? 0) + 1);
    const isLatest = kept && later.packs.length === 0 && later.loose.length === 0;
    const latest = isLatest ? kept : await this.#permits.run(() => this.#make(sheet));
    this.#keep(sheet, latest);
    return latest.made;
  }

  async #make(sheet: SheetId): Promise<Kept> {
    const log = await this.#deps.store.loadLog(sheet, 1);
    const last = log.loose.at(-1)?.n ?? log.packs.at(-1)?.last ?? 0;
    try {
      const { bytes, figures, earlier } = await this.#deps.threads.run({ do: 'record', log }, false);
      if (!bytes || !figures || !earlier) throw new Error('no recording');
      return { made: { recording: bytes, figures, earlier }, last };
    } catch (error) {
      if (!(error instanceof TooSlow)) throw error;
      return { made: null, last };
    }
  }

  #keep(sheet: SheetId, kept: Kept): void {
    this.#kept.delete(sheet);
    this.#kept.set(sheet, kept);
    let bytes = [...this.#kept.values()].reduce((sum, each) => sum + sizeOf(each), 0);
    for (const [oldest, each] of this.#kept) {
      if (bytes <= this.#deps.keptBytes) return;
      this.#kept.delete(oldest);
      bytes -= sizeOf(each);
    }
  }

  end(why: Error): void {
    this.#permits.end(why);
  }
}

const sizeOf = ({ made }: Kept): number => LEAST_BYTES + (made?.recording.length ?? 0);
