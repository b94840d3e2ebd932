/**
 * The group commit: one queue for all sheets. A lone update is stored at once; when many come, they are gathered for a moment, since a commit costs the
 * same for one as for fifty. What arrives while a commit is under way goes with the next. Carets ride along, and nothing waits for them.
 */

import type { SheetId } from '../../shared/room/ids.ts';
import type { SheetUpdate, Store } from '../store/store.ts';

/** Somebody's updates of one sheet, and who is told what became of them. */
export interface Waiting {
  readonly sheet: { readonly id: SheetId };
  readonly updates: readonly SheetUpdate[];
  stored(): void;
  failed(error: unknown): void;
}

/** Updates of one commit: bounds what one store call takes. */
const COMMIT_MAX = 1_000;
/** So many are not gathered any longer, nor for longer than so many ms since the last commit began. */
const GATHER = 12;
const GATHER_MS = 4;
/** Updates per ms between which the process sleeps while the next group gathers, for so many ms: fewer are not worth it, and more are read several at a time anyway. */
const STREAM = { from: 1, to: 8, ms: 6 };
/** For so many ms a caret waits for a commit to ride along with, and so many carets at most. */
const RIDE_MS = 250;
const RIDERS_MAX = 1_000;
const BED = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

export class UpdateLog {
  readonly #store: Pick<Store, 'appendUpdates'>;
  readonly #told: () => void;
  #queue: Waiting[] = [];
  #running: Promise<void> | null = null;
  /** A commit is to begin: at the end of this turn, or after a moment. */
  #soon: NodeJS.Immediate | null = null;
  #later: NodeJS.Timeout | null = null;
  #began = 0;
  /** Updates per ms, of late: each group counts for a quarter. */
  #rate = 0;
  #riders: SheetUpdate[] = [];
  #ride: NodeJS.Timeout | null = null;

  /** @param told called after those of a commit have been told that it is stored */
  constructor(store: Pick<Store, 'appendUpdates'>, told: () => void = () => undefined) {
    this.#store = store;
    this.#told = told;
  }

  /** Its `stored` is called once the updates are stored, in the order of the calls. When a sheet's updates cannot be stored, those that wait behind them fail too, since they build on them. */
  push(waiting: Waiting): void {
    this.#queue.push(waiting);
    if (!this.#running) this.#schedule();
  }

  /** Stores a caret with the next commit, or with others before long. Nobody is told: what cannot be stored is dropped. */
  ride(caret: SheetUpdate): void {
    if (this.#riders.length < RIDERS_MAX) this.#riders.push(caret);
    this.#ride ??= setTimeout(() => this.#depart(), RIDE_MS);
  }

  #depart(): void {
    if (this.#ride) clearTimeout(this.#ride);
    this.#ride = null;
    if (this.#riders.length > 0) void this.flush('').catch(() => undefined);
  }

  append(sheet: SheetId, updates: SheetUpdate[]): Promise<void> {
    return new Promise((stored, failed) => this.push({ sheet: { id: sheet }, updates, stored, failed }));
  }

  /** Resolves once everything that was appended to the sheet before is stored. */
  flush(sheet: SheetId): Promise<void> {
    return this.append(sheet, []);
  }

  /** Resolves once nothing waits. */
  async idle(): Promise<void> {
    this.#depart();
    while (this.#queue.length > 0 || this.#running) {
      this.#run();
      await this.#running;
    }
  }

  #schedule(): void {
    if (this.#soon) return;
    const since = performance.now() - this.#began;
    if (this.#queue.length >= GATHER || since >= GATHER_MS) this.#soon = setImmediate(() => this.#run());
    else if (this.#rate >= STREAM.from && this.#rate < STREAM.to) this.#sleep(STREAM.ms - since);
    else this.#later ??= setTimeout(() => this.#run(), GATHER_MS);
  }

  /** To be woken for each keystroke costs as much as what is then done about it: what comes meanwhile is read in one turn of the event loop. */
  #sleep(ms: number): void {
    Atomics.wait(BED, 0, 0, ms);
    this.#soon = setImmediate(() => (this.#soon = setImmediate(() => this.#run())));
  }

  #run(): void {
    if (this.#soon) clearImmediate(this.#soon);
    if (this.#later) clearTimeout(this.#later);
    this.#soon = null;
    this.#later = null;
    if (this.#running || this.#queue.length === 0) return;
    const now = performance.now();
    this.#rate += (this.#queue.length / (now - this.#began) - this.#rate) / 4;
    this.#began = now;
    this.#running = this.#commit(this.#queue.splice(0, COMMIT_MAX)).finally(() => {
      this.#running = null;
      if (this.#queue.length > 0) this.#schedule();
    });
  }

  async #commit(batch: Waiting[]): Promise<void> {
    try {
      await this.#write(batch);
    } catch (error) {
      const sheets = new Set(batch.map(({ sheet }) => sheet.id));
      if (sheets.size === 1) return this.#fail(batch, error);
      return this.#commitApart(batch, sheets);
    }
    for (const waiting of batch) waiting.stored();
    this.#told();
  }

  /** One sheet's trouble is not the others': each gets a commit of its own. */
  async #commitApart(batch: Waiting[], sheets: Set<SheetId>): Promise<void> {
    for (const sheet of sheets) await this.#commit(batch.filter((waiting) => waiting.sheet.id === sheet));
  }

  async #write(batch: Waiting[]): Promise<void> {
    const updates: SheetUpdate[] = [];
    for (const waiting of batch) updates.push(...waiting.updates);
    if (this.#riders.length > 0) return this.#writeWith(this.#riders.splice(0), updates);
    if (updates.length > 0) await this.#store.appendUpdates(updates);
  }

  /** Edits are stored without the carets where both together cannot be. */
  async #writeWith(riders: SheetUpdate[], updates: SheetUpdate[]): Promise<void> {
    try {
      await this.#store.appendUpdates(inOrder(updates, riders));
    } catch {
      if (updates.length > 0) await this.#store.appendUpdates(updates);
    }
  }

  #fail(batch: Waiting[], error: unknown): void {
    const sheet = batch[0]?.sheet.id;
    const behind = this.#queue.filter((waiting) => waiting.sheet.id === sheet);
    this.#queue = this.#queue.filter((waiting) => waiting.sheet.id !== sheet);
    for (const waiting of [...batch, ...behind]) waiting.failed(error);
  }
}

/** Carets stand where they were seen among the edits: behind those of the same ms, since they may stand beside what was typed with them. */
function inOrder(edits: SheetUpdate[], carets: SheetUpdate[]): SheetUpdate[] {
  const all: SheetUpdate[] = [];
  let next = 0;
  for (const edit of edits) {
    for (let caret = carets[next]; caret && caret.at < edit.at; caret = carets[++next]) all.push(caret);
    all.push(edit);
  }
  return [...all, ...carets.slice(next)];
}
