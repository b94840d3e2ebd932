/** Undo and redo of your own edits. CodeMirror's history is left out: it would undo the other peer's text too. */

import { Facet } from '@codemirror/state';
import type { EditorView, KeyBinding } from '@codemirror/view';
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
