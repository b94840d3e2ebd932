/** One shared text in a CodeMirror view: bound to Yjs, with undo of your own edits, the others' carets, and pins. */

import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, indentLess, indentMore } from '@codemirror/commands';
import { pythonLanguage } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { Compartment, EditorState, Prec, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLineGutter,
  keymap,
  placeholder,
  type KeyBinding,
} from '@codemirror/view';
import { yCollab } from 'y-codemirror.next';
import type * as Y from 'yjs';
import { carets, type CaretOptions } from './carets.ts';
import { announce } from '../../ui/announce.svelte.ts';
import { find } from './find.ts';
import { fits } from './fits.ts';
import {
  lines,
  onLineNumber,
  pinned,
  showLooks,
  showMarks,
  showPinned,
  type CodeMark,
  type LineLooks,
} from './lines.ts';
import { oddInCode, oddInWords, plainPaste } from './odd.ts';
import { wholePairs } from './pairs.ts';
import { pinAt, type PinnedRange } from '../sync/pins.ts';
import { look, pythonLook } from './theme.ts';
import { composedAsOne, ownUndo, undoKeys } from './undo.ts';

export interface TextViewOptions extends CaretOptions {
  parent: HTMLElement;
  undo: Y.UndoManager;
  readonly: boolean;
  /** Ids of elements, or words, that say what the text is. */
  aria: Record<string, string>;
  /** Takes a press on a line number; says whether it was one for it. */
  onLine?: (line: number) => boolean;
}

/** Spaces of one step of indentation. */
const INDENT = 4;
/** How long a pin that is shown stays marked, in ms. */
const PINNED_MS = 2_000;

/** How long after Escape a Tab leaves, in ms: CodeMirror's own measure. */
const LEAVES_MS = 2_000;

/** Tab without a selection inserts spaces at the caret. After Escape it leaves, also when Escape ended a selection. */
const indentKeys: readonly KeyBinding[] = [
  { key: 'Tab', run: tab, shift: indentLess },
  { key: 'Escape', run: (view) => (view.setTabFocusMode(LEAVES_MS), false) },
];

function tab(view: EditorView): boolean {
  const { main, ranges } = view.state.selection;
  if (ranges.length > 1 || !main.empty) return indentMore(view);
  if (view.state.readOnly) return false;
  const column = main.head - view.state.doc.lineAt(main.head).from;
  view.dispatch(view.state.replaceSelection(' '.repeat(INDENT - (column % INDENT))), { userEvent: 'input.indent' });
  return true;
}

/** What makes a text Python. */
const code: Extension = [
  lines,
  highlightActiveLineGutter(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  find,
  oddInCode,
  plainPaste(announce),
  // The grammar alone: an interview is not the place for an editor that completes words.
  pythonLanguage,
  pythonLook,
  indentUnit.of(' '.repeat(INDENT)),
  EditorState.tabSize.of(INDENT),
  keymap.of([...indentKeys, ...closeBracketsKeymap]),
];

/** What makes a text a field of words. */
const words = (prompt: string): Extension => [EditorView.lineWrapping, oddInWords, placeholder(prompt)];

export class TextView {
  readonly view: EditorView;
  readonly text: Y.Text;
  #readonly = new Compartment();
  #keys = new Compartment();
  #unmark: ReturnType<typeof setTimeout> | null = null;

  static code(options: TextViewOptions): TextView {
    return new TextView(options, code);
  }
  static words(options: TextViewOptions, prompt: string): TextView {
    return new TextView(options, words(prompt));
  }

  private constructor(options: TextViewOptions, kind: Extension) {
    this.text = options.text;
    const state = EditorState.create({ doc: options.text.toString(), extensions: this.#extensions(options, kind) });
    this.view = new EditorView({ state, parent: options.parent });
  }

  #extensions(options: TextViewOptions, kind: Extension): Extension {
    return [
      this.#keys.of([]),
      this.#readonly.of(EditorState.readOnly.of(options.readonly)),
      // Yjs counts every character: with CodeMirror's own splitting a "\r\n" would count for one.
      EditorState.lineSeparator.of('\n'),
      EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n?/g, '\n')),
      EditorView.contentAttributes.of({ tabindex: '0', ...options.aria }),
      wholePairs,
      fits(options.text, (why) => announce(why, 'error')),
      ownUndo.of(options.undo),
      composedAsOne,
      options.onLine ? onLineNumber.of(options.onLine) : [],
      keymap.of(undoKeys),
      kind,
      keymap.of(defaultKeymap),
      drawSelection(),
      pinned,
      look,
      yCollab(options.text, null, { undoManager: options.undo }),
      // After yCollab: it resolves positions in the Yjs text as this very edit left it.
      carets(options),
    ];
  }

  setReadonly(readonly: boolean): void {
    this.view.dispatch({ effects: this.#readonly.reconfigure(EditorState.readOnly.of(readonly)) });
  }

  setKeys(keys: Extension): void {
    this.view.dispatch({ effects: this.#keys.reconfigure(Prec.high(keys)) });
  }

  /** The selected text as a pin; without a selection the caret's line; null where that is blank. */
  selectionAsPin(): PinnedRange | null {
    const { main } = this.view.state.selection;
    const line = this.view.state.doc.lineAt(main.head);
    const { from, to } = main.empty ? line : main;
    const pin = pinAt(this.text, from, to);
    return pin.quote.trim() ? pin : null;
  }

  /** Scrolls to a stretch of the text and marks it for a moment. */
  reveal(from: number, to: number): void {
    const scroll = EditorView.scrollIntoView(from, { y: 'center' });
    this.view.dispatch({ selection: { anchor: from }, effects: [showPinned.of({ from, to }), scroll] });
    if (this.#unmark) clearTimeout(this.#unmark);
    this.#unmark = setTimeout(() => this.view.dispatch({ effects: showPinned.of(null) }), PINNED_MS);
  }

  /** Scrolls to a place, and moves neither cursor nor focus. */
  scrollTo(index: number): void {
    const at = Math.min(index, this.view.state.doc.length);
    this.view.dispatch({ effects: EditorView.scrollIntoView(at, { y: 'center' }) });
  }

  /** Whether a place is in sight, or which way it is; a view that is not shown is elsewhere. */
  sightOf(index: number): 'here' | 'above' | 'below' | 'elsewhere' {
    const { dom, scrollDOM, documentTop, state } = this.view;
    if (dom.getClientRects().length === 0) return 'elsewhere';
    const line = this.view.lineBlockAt(Math.min(index, state.doc.length));
    // A field grows with its words; what scrolls is around it.
    const scroller = scrollDOM.scrollHeight > scrollDOM.clientHeight ? scrollDOM : dom.closest('[role=tabpanel]');
    const { top, bottom } = (scroller ?? scrollDOM).getBoundingClientRect();
    const middle = documentTop + (line.top + line.bottom) / 2;
    return middle < top ? 'above' : middle > bottom ? 'below' : 'here';
  }

  /** Moves the cursor to the beginning of a line, or of the last one. */
  goTo(line: number): void {
    const { from } = this.view.state.doc.line(Math.min(Math.max(line, 1), this.view.state.doc.lines));
    this.view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
    this.focus();
  }

  /** The line of the cursor, 1-based. */
  get caretLine(): number {
    return this.view.state.doc.lineAt(this.view.state.selection.main.head).number;
  }

  /** @param follow the line to scroll to, where it is out of sight */
  showLooks(wanted: LineLooks, follow: number | null): void {
    showLooks(this.view, wanted, follow);
  }

  showMarks(wanted: readonly CodeMark[]): void {
    showMarks(this.view, wanted);
  }

  focus(): void {
    this.view.focus();
  }

  destroy(): void {
    if (this.#unmark) clearTimeout(this.#unmark);
    this.view.destroy();
  }
}
