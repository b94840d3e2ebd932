/** One text in a read-only CodeMirror view that shows one instant after another, each by the smallest change. */

import { pythonLanguage } from '@codemirror/lang-python';
import { Compartment, EditorState, StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, placeholder, type DecorationSet } from '@codemirror/view';
import { changeBetween } from '../../../shared/replay/texts.ts';
import type { MomentId, PeerId, Seat } from '../../../shared/room/ids.ts';
import { caretLook, drawnCarets, type CaretSeen } from '../editor/caretlook.ts';
import { lines, pinned, setLooks, setMarks, showPinned, type CodeMark } from '../editor/lines.ts';
import { oddInCode, oddInWords } from '../editor/odd.ts';
import { look, pythonLook } from '../editor/theme.ts';

export interface CaretAt {
  peer: PeerId;
  name: string;
  seat: Seat;
  anchor: number;
  head: number;
}

/** What a text looked like at one instant, as plain values. */
export interface TextAt {
  text: string;
  carets: readonly CaretAt[];
  /** The stretch that the moment looked at is about. */
  place: { of: MomentId; from: number; to: number } | null;
}

export interface CodeAt extends TextAt {
  /** Marks made until then, on lines that were still there. */
  marks: readonly CodeMark[];
  /** The line where a run broke off, 1-based. */
  broke: number | null;
}

export interface ReplayViewOptions {
  parent: HTMLElement;
  /** Ids of elements, or words, that say what the text is. */
  aria: Record<string, string>;
}

/** Spaces of one step of indentation. */
const INDENT = 4;
/** How long a scrolled view stays where it is, in ms. */
const SCROLLED_MS = 3_000;
/** How far from the edge what changed is kept, in px. */
const MARGIN = 48;

const setCarets = StateEffect.define<readonly CaretSeen[]>();

const carets = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(drawn, tr) {
    for (const effect of tr.effects) if (effect.is(setCarets)) return drawnCarets(tr.state.doc, effect.value);
    return drawn.map(tr.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const code: Extension = [lines, oddInCode, pythonLanguage, pythonLook, EditorState.tabSize.of(INDENT)];
const words = (prompt: string): Extension => [EditorView.lineWrapping, oddInWords, placeholder(prompt)];

export class ReplayView {
  readonly view: EditorView;
  #shown: CodeAt = { text: '', carets: [], place: null, marks: [], broke: null };
  #moves = new Map<string, { place: string; at: number }>();
  #wrapping = new Compartment();
  #scrolledAt = -Infinity;

  static code(options: ReplayViewOptions): ReplayView {
    return new ReplayView(options, code);
  }
  static words(options: ReplayViewOptions, prompt: string): ReplayView {
    return new ReplayView(options, words(prompt));
  }

  private constructor({ parent, aria }: ReplayViewOptions, kind: Extension) {
    const extensions = [
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      // Edits were counted in characters of the shared text; with CodeMirror's splitting a "\r\n" would count as one.
      EditorState.lineSeparator.of('\n'),
      EditorView.contentAttributes.of({ tabindex: '0', 'aria-readonly': 'true', ...aria }),
      EditorView.domEventObservers({ wheel: () => this.#scrolled(), touchmove: () => this.#scrolled() }),
      kind,
      this.#wrapping.of([]),
      carets,
      caretLook,
      pinned,
      look,
    ];
    this.view = new EditorView({ state: EditorState.create({ extensions }), parent });
  }

  setWrapping(wraps: boolean): void {
    this.view.dispatch({ effects: this.#wrapping.reconfigure(wraps ? EditorView.lineWrapping : []) });
  }

  showWords(at: TextAt): void {
    this.#show({ ...at, marks: [], broke: null }, []);
  }

  showCode(at: CodeAt): void {
    const effects: StateEffect<unknown>[] = [];
    if (at.broke !== this.#shown.broke) effects.push(setLooks.of({ reading: null, step: null, parting: at.broke }));
    if (at.marks !== this.#shown.marks) effects.push(setMarks.of(at.marks));
    this.#show(at, effects);
  }

  #show(at: CodeAt, effects: StateEffect<unknown>[]): void {
    const before = this.#shown;
    const change = changeBetween(before.text, at.text);
    this.#shown = at;
    if (change || at.carets !== before.carets) effects.push(setCarets.of(at.carets.map((caret) => this.#seen(caret))));
    if (change || !samePlace(at.place, before.place)) effects.push(showPinned.of(at.place));
    const scroll = this.#scrollTo(change, at, before);
    if (scroll) effects.push(scroll);
    if (change || effects.length > 0) this.view.dispatch({ changes: change ?? undefined, effects });
  }

  /** The name of a caret comes up again whenever it moves. */
  #seen({ peer, anchor, head, ...rest }: CaretAt): CaretSeen {
    const place = `${anchor} ${head}`;
    const last = this.#moves.get(peer);
    const at = last?.place === place ? last.at : Date.now();
    if (last?.at !== at) this.#moves.set(peer, { place, at });
    return { ...rest, key: peer, anchor, head, movedAt: at };
  }

  /** To what the moment looked at is about, when it comes up; else along with what changed. */
  #scrollTo(change: ReturnType<typeof changeBetween>, at: TextAt, before: TextAt): StateEffect<unknown> | null {
    if (at.place && at.place.of !== before.place?.of) return EditorView.scrollIntoView(at.place.from, { y: 'center' });
    if (!change || performance.now() - this.#scrolledAt < SCROLLED_MS) return null;
    return EditorView.scrollIntoView(change.from + change.insert.length, { y: 'nearest', yMargin: MARGIN });
  }

  #scrolled(): void {
    this.#scrolledAt = performance.now();
  }

  destroy(): void {
    this.view.destroy();
  }
}

const samePlace = (a: TextAt['place'], b: TextAt['place']): boolean =>
  a === b || (a !== null && b !== null && a.of === b.of && a.from === b.from && a.to === b.to);
