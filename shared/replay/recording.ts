/**
 * What the log of one sheet becomes for a replay: every edit as what it changed in which text, and where each peer's
 * caret was, all by the server's clock. Made once from the log; everything that plays reads this.
 */

import type { PeerId } from '../room/ids.ts';

/** How many edits are between two whole texts in a recording. */
export const KEY_EVERY = 256;

/** One change of one text: `removed` characters (UTF-16 units) at `at` gave way to `inserted`. */
export interface Edit {
  /** ms since the epoch, by the server's clock; never earlier than the edit before. */
  time: number;
  /** Its place in `Recording.peers`; -1 for what the server wrote (the starter text). */
  by: number;
  /** Its place in `Recording.texts`. */
  text: number;
  at: number;
  removed: number;
  inserted: string;
}

/** Where a peer's caret was seen, four times a second at most; an edit in between moves it as an editor would. */
export interface CaretSample {
  time: number;
  by: number;
  /** Its place in `Recording.texts`; -1: in none, the peer had left or looked elsewhere. */
  text: number;
  anchor: number;
  head: number;
}

export interface Recording {
  peers: readonly PeerId[];
  /** The texts of the sheet: `code`, `frame/<part>`, in the order in which they were first written. */
  texts: readonly string[];
  edits: readonly Edit[];
  carets: readonly CaretSample[];
  /** All texts as they were before edit `i * KEY_EVERY`; a text that did not change is the same string. */
  keys: readonly (readonly string[])[];
}
