/** A sheet's document in this page: its texts, its presence, and an undo history for each text. */

import { createSubscriber } from 'svelte/reactivity';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';

/** Edits closer together than this are undone as one, in ms. */
const UNDO_PAUSE_MS = 400;

export class Replica {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly code = this.doc.getText('code');
  #undo = new Map<Y.Text, Y.UndoManager>();
  readonly #trackCode = createSubscriber((update) => {
    this.code.observe(update);
    return () => this.code.unobserve(update);
  });

  /** Whether there is any code; read reactively. */
  get hasCode(): boolean {
    this.#trackCode();
    return this.code.length > 0;
  }

  /** The shared text of one part of the answer outline. */
  outline(part: string): Y.Text {
    return this.doc.getText(`frame/${part}`);
  }

  /** The part of the outline that a text is; null for the code. */
  partOf(text: Y.Text): string | null {
    const name = Y.findRootTypeKey(text);
    return name.startsWith('frame/') ? name.slice('frame/'.length) : null;
  }

  /** The undo manager of a text. It tracks only the origins added to it, so never the other peer's edits. */
  undo(text: Y.Text): Y.UndoManager {
    const known = this.#undo.get(text);
    if (known) return known;
    const manager = new Y.UndoManager(text, { captureTimeout: UNDO_PAUSE_MS, trackedOrigins: new Set() });
    this.#undo.set(text, manager);
    return manager;
  }

  /** Replaces a whole text: an edit like any other, and one step of undo. */
  replace(text: Y.Text, by: string): void {
    const manager = this.undo(text);
    manager.addTrackedOrigin(this);
    manager.stopCapturing();
    this.doc.transact(() => {
      text.delete(0, text.length);
      text.insert(0, by);
    }, this);
    manager.stopCapturing();
  }

  /** Nothing can be undone any more: the sheet is frozen, or gone. */
  forgetUndo(): void {
    for (const manager of this.#undo.values()) manager.clear();
  }

  /** Without any edit, by anybody. */
  get empty(): boolean {
    return this.doc.store.clients.size === 0;
  }

  destroy(): void {
    this.awareness.destroy();
    this.doc.destroy();
  }
}
