/** Undo and redo of your own edits. CodeMirror's history is left out: it would undo the other peer's text too. */

import { Facet, type Extension } from '@codemirror/state';
import { ViewPlugin, type EditorView, type KeyBinding, type ViewUpdate } from '@codemirror/view';
import { ySyncAnnotation } from 'y-codemirror.next';
import type { UndoManager } from 'yjs';

/** The undo manager of the editor's text. */
export const ownUndo = Facet.define<UndoManager, UndoManager | undefined>({ combine: (managers) => managers[0] });

export function undo(view: EditorView): boolean {
  if (!view.state.readOnly) view.state.facet(ownUndo)?.undo();
  return true;
}

export function redo(view: EditorView): boolean {
  if (!view.state.readOnly) view.state.facet(ownUndo)?.redo();
  return true;
}

export const undoKeys: readonly KeyBinding[] = [
  { key: 'Mod-z', run: undo, preventDefault: true },
  { key: 'Mod-y', mac: 'Mod-Shift-z', run: redo, preventDefault: true },
  { key: 'Mod-Shift-z', run: redo, preventDefault: true },
];

/** How long after its end the last change of a composition may follow, in ms: CodeMirror's own measure. */
const COMPOSED_MS = 50;

/** What an input method composes is one step, however long it takes: undo never shows half of it. */
class ComposedAsOne {
  readonly #view: EditorView;
  /** The pause between steps, while a composition has put it off. */
  #pause: number | null = null;
  #ending: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView) {
    this.#view = view;
  }

  begin(): void {
    this.#end();
    const manager = this.#view.state.facet(ownUndo);
    if (!manager) return;
    manager.stopCapturing();
    this.#pause = manager.captureTimeout;
    manager.captureTimeout = Infinity;
  }

  endSoon(): void {
    clearTimeout(this.#ending);
    this.#ending = setTimeout(() => this.#end(), COMPOSED_MS);
  }

  /** Before the change reaches Yjs. On Android there are no events of the text itself: its changes tell. */
  update({ transactions, view }: ViewUpdate): void {
    for (const tr of transactions) {
      if (!tr.docChanged || tr.annotation(ySyncAnnotation)) continue;
      if (tr.isUserEvent('input.type.compose')) {
        if (this.#pause === null) this.begin();
      } else if (!view.composing && this.#ending === undefined) this.#end();
    }
  }

  #end(): void {
    clearTimeout(this.#ending);
    this.#ending = undefined;
    const manager = this.#view.state.facet(ownUndo);
    if (!manager || this.#pause === null) return;
    manager.captureTimeout = this.#pause;
    manager.stopCapturing();
    this.#pause = null;
  }

  destroy(): void {
    this.#end();
  }
}

/** Before yCollab: it must hear of a change first. */
export const composedAsOne: Extension = ViewPlugin.fromClass(ComposedAsOne, {
  eventObservers: {
    compositionstart() {
      this.begin();
    },
    compositionend() {
      this.endSoon();
    },
  },
});
