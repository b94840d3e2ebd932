/**
 * The group commit of all sheets: one queue, one commit at a time. Updates that arrive during a commit go with the next
 * one, so that a lone keystroke is stored at once and a busy server stores many together. No timer: the wait is the
 * commit's own.
 */

import type { SheetId } from '../../../shared/room/ids.ts';
import type { SheetUpdate, Store } from '../../store/store.ts';

/**
 * Updates of one sheet that are stored together, and what to do once they are stored or have failed. Carets among them
 * are dropped if they cannot be stored.
 */
export interface Entry {
  readonly sheet: SheetId;
  readonly updates: readonly SheetUpdate[];
  stored(): void;
  failed(error: unknown): void;
}

/** Entries of one commit: bounds what one store call takes. */
const COMMIT_MAX = 1_000;

export class CommitQueue {
  readonly #store: Pick<Store, 'appendUpdates'>;
  #waiting: Entry[] = [];
  #running: Promise<void> | null = null;
  /** A commit begins at the end of this turn of the event loop. */
  #soon: NodeJS.Immediate | null = null;

  constructor(store: Pick<Store, 'appendUpdates'>) {
    this.#store = store;
  }

  /**
   * Entries are stored in the order of the calls. When a sheet's entry cannot be stored, those of the sheet that wait
   * behind it fail too, because they build on it.
   */
  push(entry: Entry): void {
    this.#waiting.push(entry);
    this.#begin();
  }

  /** Resolves once everything that was pushed for the sheet before is stored. */
  flush(sheet: SheetId): Promise<void> {
    return this.append(sheet, []);
  }

  append(sheet: SheetId, updates: SheetUpdate[]): Promise<void> {
    return new Promise((stored, failed) => this.push({ sheet, updates, stored, failed }));
  }

  /** Resolves once nothing waits. */
  async idle(): Promise<void> {
    while (this.#waiting.length > 0 || this.#running) await (this.#running ?? this.#run());
  }

  #begin(): void {
    if (!this.#running && this.#waiting.length > 0) this.#soon ??= setImmediate(() => this.#run());
  }

  #run(): Promise<void> {
    if (this.#soon) clearImmediate(this.#soon);
    this.#soon = null;
    this.#running = this.#commit(this.#waiting.splice(0, COMMIT_MAX)).finally(() => {
      this.#running = null;
      this.#begin();
    });
    return this.#running;
  }

  async #commit(batch: readonly Entry[]): Promise<void> {
    try {
      await this.#write(batch.flatMap(({ updates }) => updates));
    } catch (error) {
      return this.#commitApart(batch, error);
    }
    for (const entry of batch) entry.stored();
  }

  async #write(updates: SheetUpdate[]): Promise<void> {
    if (updates.length > 0) await this.#store.appendUpdates(updates);
  }

  /** One sheet's failure must not affect the others, nor a caret's failure the edits: each part gets its own commit. */
  async #commitApart(batch: readonly Entry[], error: unknown): Promise<void> {
    const sheets = new Set(batch.map(({ sheet }) => sheet));
    if (sheets.size > 1) {
      for (const sheet of sheets) await this.#commit(batch.filter((entry) => entry.sheet === sheet));
      return;
    }
    const edits = batch.filter((entry) => !isCaret(entry));
    if (edits.length === 0) for (const entry of batch) entry.failed(error);
    else if (edits.length < batch.length) await this.#commit(edits);
    else this.#fail(batch, error);
  }

  #fail(batch: readonly Entry[], error: unknown): void {
    const sheet = batch[0]?.sheet;
    const behind = this.#waiting.filter((entry) => entry.sheet === sheet);
    this.#waiting = this.#waiting.filter((entry) => entry.sheet !== sheet);
    for (const entry of [...batch, ...behind]) entry.failed(error);
  }
}

const isCaret = ({ updates }: Entry): boolean => updates.length > 0 && updates.every(({ kind }) => kind === 'caret');
