/** What an open sheet lends to the panes around its editor. */

import type * as Y from 'yjs';
import type { Verdict } from '../../shared/room/code.ts';
import type { CodeLine, SheetDesk, SheetLive, SheetTab } from '../room/sheetdesk.ts';
import type { MarkAt } from './editor/lines.ts';
import { pinOfLine, placeOf } from './editor/pins.ts';

/** What the sheet itself does for the desk. */
export interface DeskParts {
  live(): SheetLive;
  code(): Y.Text;
  locked(): boolean;
  loaded(): boolean;
  tab(): SheetTab;
  show(tab: SheetTab, focus: boolean): void;
  goTo(line: number): void;
  caretLine(): number;
}

export class Desk implements SheetDesk {
  readonly #parts: DeskParts;
  step = $state<number | null>(null);
  parting = $state<number | null>(null);
  marks = $state.raw<readonly { verdict: Verdict; from: string; to: string }[]>([]);

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  get live(): SheetLive {
    return this.#parts.live();
  }
  get locked(): boolean {
    return this.#parts.locked();
  }
  get loaded(): boolean {
    return this.#parts.loaded();
  }
  get tab(): SheetTab {
    return this.#parts.tab();
  }
  show(tab: SheetTab, focus = false): void {
    this.#parts.show(tab, focus);
  }
  goTo(line: number): void {
    this.#parts.goTo(line);
  }
  caretLine(): number {
    return this.#parts.caretLine();
  }

  lineAt(line: number): CodeLine | null {
    const pin = pinOfLine(this.#parts.code(), line);
    return pin && { line, ...pin };
  }

  lines(): number {
    return this.#parts.code().toString().split('\n').length;
  }

  lineOf(mark: { from: string; to: string }): number | null {
    const at = this.#indexOf(mark);
    return at === null ? null : this.#parts.code().toString().slice(0, at).split('\n').length;
  }

  /** Where the marks stand now. */
  marksAt(): MarkAt[] {
    return this.marks.flatMap(({ verdict, ...mark }) => {
      const at = this.#indexOf(mark);
      return at === null ? [] : [{ at, verdict }];
    });
  }

  #indexOf(mark: { from: string; to: string }): number | null {
    const code = this.#parts.code();
    const place = code.doc && placeOf(code.doc, mark);
    return place?.text === code ? place.from : null;
  }
}
