/** What the panes around an editor hold of its sheet: what it shares beside its words, and what it can show. */

import type { PeerId } from '../../shared/room/ids.ts';
import type { Verdict } from '../../shared/room/code.ts';
import type { CodeMark } from './editor/lines.ts';
import type { TextView } from './editor/textview.ts';
import type { Live } from './sync/live.ts';
import { pinOfLine, placeOf } from './sync/pins.ts';
import type { Replica } from './sync/replica.ts';

export type SheetTab = 'code' | 'outline' | 'trace';

/** @param split code and outline are side by side */
export function tabsOf(split: boolean, trace: boolean): { id: SheetTab; label: string }[] {
  return [
    { id: 'code', label: split ? 'Code and outline' : 'Code' },
    ...(split ? [] : [{ id: 'outline' as const, label: 'Outline' }]),
    ...(trace ? [{ id: 'trace' as const, label: 'Trace' }] : []),
  ];
}

/** A line of the code with its place, as a pin has it. */
export interface CodeLine {
  /** 1-based. */
  line: number;
  quote: string;
  from: string;
  to: string;
}

/** What the sheet itself answers; read reactively. */
export interface SheetHandleDeps {
  live(): Live;
  replica(): Replica;
  /** The view of the code, or of a part of the outline; null where it is not drawn. */
  viewOf(part: string | null): TextView | null;
  /** Nothing can be written: frozen, watched, or not there yet. */
  locked(): boolean;
  loaded(): boolean;
  /** There is something in the code. */
  hasCode(): boolean;
  /** It has no connection, and none is made. */
  lost(): boolean;
  tab(): SheetTab;
  show(tab: SheetTab, focus: boolean): void;
  goTo(line: number): void;
  caretLine(): number;
}

export class SheetHandle {
  readonly #deps: SheetHandleDeps;
  /** The line that a trace has come to, and the one where a prediction first differs from it. */
  step = $state<number | null>(null);
  parting = $state<number | null>(null);
  /** Who is followed: here, because the chips are drawn again where the page changes its width. */
  following = $state<PeerId | null>(null);
  /** Marks in the margin of the code; by the places they were put at. */
  marks = $state.raw<readonly { verdict: Verdict; from: string; to: string }[]>([]);

  constructor(deps: SheetHandleDeps) {
    this.#deps = deps;
  }

  get live(): Live {
    return this.#deps.live();
  }
  get replica(): Replica {
    return this.#deps.replica();
  }
  viewOf(part: string | null): TextView | null {
    return this.#deps.viewOf(part);
  }
  get locked(): boolean {
    return this.#deps.locked();
  }
  get loaded(): boolean {
    return this.#deps.loaded();
  }
  get hasCode(): boolean {
    return this.#deps.hasCode();
  }
  get lost(): boolean {
    return this.#deps.lost();
  }
  get tab(): SheetTab {
    return this.#deps.tab();
  }
  /** Shows a tab, and takes the focus there where that is asked for. */
  show(tab: SheetTab, focus = false): void {
    this.#deps.show(tab, focus);
  }
  /** Moves the cursor to a line of the code, and the focus with it. */
  goTo(line: number): void {
    this.#deps.goTo(line);
  }
  /** Where the cursor is, 1-based. */
  caretLine(): number {
    return this.#deps.caretLine();
  }

  /** Null where there is no such line. */
  lineAt(line: number): CodeLine | null {
    const pin = pinOfLine(this.#deps.replica().code, line);
    return pin && { line, ...pin };
  }

  /** How many lines the code has. */
  lines(): number {
    return this.#deps.replica().code.toString().split('\n').length;
  }

  /** Where a mark's line is now; null if it is gone. */
  lineOf(mark: { from: string; to: string }): number | null {
    const at = this.#indexOf(mark);
    return at === null ? null : this.#deps.replica().code.toString().slice(0, at).split('\n').length;
  }

  /** Where the marks are now. */
  marksAt(): CodeMark[] {
    return this.marks.flatMap(({ verdict, ...mark }) => {
      const at = this.#indexOf(mark);
      return at === null ? [] : [{ at, verdict }];
    });
  }

  #indexOf(mark: { from: string; to: string }): number | null {
    const code = this.#deps.replica().code;
    const place = code.doc && placeOf(code.doc, mark);
    return place?.text === code ? place.from : null;
  }
}
