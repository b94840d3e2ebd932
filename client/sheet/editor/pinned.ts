/** The stretch of a text that a pin stands for, marked while somebody looks at it. */

import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

/** Null takes the mark off. */
export const showPinned = StateEffect.define<{ from: number; to: number } | null>();

export const pinned = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, tr) {
    for (const effect of tr.effects) if (effect.is(showPinned)) return markOf(effect.value);
    return marks.map(tr.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const markOf = (range: { from: number; to: number } | null): DecorationSet =>
  range && range.from < range.to
    ? Decoration.set(Decoration.mark({ class: 'cm-pinned' }).range(range.from, range.to))
    : Decoration.none;
