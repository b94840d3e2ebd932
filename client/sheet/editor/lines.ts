/** What stands out in a text: lines read, stepped to or parted at, marks in the margin, the stretch of a pin. */

import {
  Facet,
  RangeSet,
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
  type Range,
} from '@codemirror/state';
import { Decoration, EditorView, gutter, GutterMarker, lineNumbers, type DecorationSet } from '@codemirror/view';
import type { Verdict } from '../../../shared/room/code.ts';

/** A mark at an index of the code. */
export interface CodeMark {
  at: number;
  verdict: Verdict;
}

export interface LineLooks {
  /** 1-based; null or beyond the end: none. */
  reading: number | null;
  step: number | null;
  parting: number | null;
}

export const setLooks = StateEffect.define<LineLooks>();
export const setMarks = StateEffect.define<readonly CodeMark[]>();

/** Takes presses on line numbers, where anybody wants them. */
export const onLineNumber = Facet.define<(line: number) => boolean>();

const looks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, tr) {
    for (const effect of tr.effects) if (effect.is(setLooks)) return drawn(tr.state, effect.value);
    return set.map(tr.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The line is found by number once: it then moves with its text until it is set again. */
function drawn(state: EditorState, { reading, step, parting }: LineLooks): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  for (const [look, line] of Object.entries({ reading, parting, step })) {
    if (line === null || line < 1 || line > state.doc.lines) continue;
    ranges.push(Decoration.line({ class: `cm-at-${look}` }).range(state.doc.line(line).from));
  }
  return Decoration.set(ranges, true);
}

const WORDS: Record<Verdict, { sign: string; words: string }> = {
  clear: { sign: '✓', words: 'read clearly' },
  vague: { sign: '~', words: 'read vaguely' },
  wrong: { sign: '✗', words: 'read wrongly' },
};

class MarkSign extends GutterMarker {
  constructor(readonly verdict: Verdict) {
    super();
  }

  override eq(other: MarkSign): boolean {
    return other.verdict === this.verdict;
  }

  override toDOM(): HTMLElement {
    const sign = document.createElement('span');
    sign.className = `cm-verdict ${this.verdict}`;
    sign.title = WORDS[this.verdict].words;
    sign.textContent = WORDS[this.verdict].sign;
    return sign;
  }
}

const marks = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(set, tr) {
    for (const effect of tr.effects) {
      if (!effect.is(setMarks)) continue;
      const end = tr.state.doc.length;
      const lines = effect.value.map(({ at, verdict }) => ({
        from: tr.state.doc.lineAt(Math.min(at, end)).from,
        verdict,
      }));
      return RangeSet.of(
        lines.map(({ from, verdict }) => new MarkSign(verdict).range(from)),
        true,
      );
    }
    return set.map(tr.changes);
  },
});

const look = EditorView.baseTheme({
  '.cm-at-reading': { backgroundColor: 'var(--info-soft)', boxShadow: 'inset 3px 0 0 var(--link)' },
  '.cm-at-parting': { backgroundColor: 'var(--danger-soft)', boxShadow: 'inset 3px 0 0 var(--danger)' },
  '.cm-at-step': { backgroundColor: 'var(--warn-soft)', boxShadow: 'inset 3px 0 0 var(--warn)' },
  '.cm-verdict': { display: 'block', width: '1.4em', textAlign: 'center', fontWeight: '700' },
  '.cm-verdict.clear': { color: 'var(--good)' },
  '.cm-verdict.vague': { color: 'var(--warn)' },
  '.cm-verdict.wrong': { color: 'var(--danger)' },
});

const numbers = lineNumbers({
  domEventHandlers: {
    mousedown: (view, { from }) => {
      const line = view.state.doc.lineAt(from).number;
      return view.state.facet(onLineNumber).some((take) => take(line));
    },
  },
});

/** Line numbers, the margin with marks, and the lines that stand out. */
export const lines: Extension = [
  marks,
  gutter({ class: 'cm-marks', markers: (view) => view.state.field(marks) }),
  numbers,
  looks,
  look,
];

/** @param follow whether the view goes along with the line that changed last */
export function showLooks(view: EditorView, wanted: LineLooks, follow: number | null): void {
  const there = follow !== null && follow >= 1 && follow <= view.state.doc.lines;
  const scroll = there
    ? [EditorView.scrollIntoView(view.state.doc.line(follow).from, { y: 'nearest', yMargin: 48 })]
    : [];
  view.dispatch({ effects: [setLooks.of(wanted), ...scroll] });
}

export const showMarks = (view: EditorView, wanted: readonly CodeMark[]): void =>
  view.dispatch({ effects: setMarks.of(wanted) });

/** Null takes the mark off. */
export const showPinned = StateEffect.define<{ from: number; to: number } | null>();

/** The stretch of a text that a pin is about, marked while somebody looks at it. */
export const pinned = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, tr) {
    for (const effect of tr.effects) if (effect.is(showPinned)) return pinnedMark(effect.value);
    return marks.map(tr.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const pinnedMark = (range: { from: number; to: number } | null): DecorationSet =>
  range && range.from < range.to
    ? Decoration.set(Decoration.mark({ class: 'cm-pinned' }).range(range.from, range.to))
    : Decoration.none;
