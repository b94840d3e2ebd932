/** The group commit: one queue for all sheets; what arrives while a commit is under way goes with the next. */

import type { SheetId } from '../../shared/room/ids.ts';
import type { SheetUpdate, Store } from '../store/store.ts';

interface Waiting {
  sheet: SheetId;
  updates: SheetUpdate[];
  stored: () => void;
  failed: (error: unknown) => void;
}

/** Updates of one commit: bounds what one store call takes. */
const COMMIT_MAX = 1_000;

export class UpdateLog {
  readonly #store: Pick<Store, 'appendUpdates'>;
  #queue: Waiting[] = [];
  #running: Promise<void> | null = null;

  constructor(store: Pick<Store, 'appendUpdates'>) {
    this.#store = store;
  }

  /**
   * Resolves once the updates are stored, in the order of the calls. When a sheet's updates cannot be stored, those that wait behind them
   * fail too, since they build on them.
   */
  append(sheet: SheetId, updates: SheetUpdate[]): Promise<void> {
    return new Promise((stored, failed) => {
      this.#queue.push({ sheet, updates, stored, failed });
      this.#running ??= this.#run();
    });
  }

  /** Resolves once everything that was appended to the sheet before is stored. */
  flush(sheet: SheetId): Promise<void> {
    return this.append(sheet, []);
  }

  /** Resolves once nothing waits. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    // What came in the same turn of the event loop goes together.
    await Promise.resolve();
    while (this.#queue.length > 0) await this.#commit(this.#queue.splice(0, COMMIT_MAX));
    this.#running = null;
  }

  async #commit(batch: Waiting[]): Promise<void> {
    try {
      await this.#write(batch);
      for (const waiting of batch) waiting.stored();
    } catch (error) {
      const sheets = new Set(batch.map(({ sheet }) => sheet));
      if (sheets.size === 1) this.#fail(batch, error);
      else await this.#commitApart(batch, sheets);
    }
  }

  /** One sheet's trouble is not the others': each gets a commit of its own. */
  async #commitApart(batch: Waiting[], sheets: Set<SheetId>): Promise<void> {
    for (const sheet of sheets) await this.#commit(batch.filter((waiting) => waiting.sheet === sheet));
  }

  async #write(batch: Waiting[]): Promise<void> {
    const updates = batch.flatMap((waiting) => waiting.updates);
    if (updates.length > 0) await this.#store.appendUpdates(updates);
  }

  #fail(batch: Waiting[], error: unknown): void {
    const sheet = batch[0]?.sheet;
    const behind = this.#queue.filter((waiting) => waiting.sheet === sheet);
    this.#queue = this.#queue.filter((waiting) => waiting.sheet !== sheet);
    for (const waiting of [...batch, ...behind]) waiting.failed(error);
  }
}
