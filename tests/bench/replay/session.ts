/**
 * A session as a sheet's log has it: every edit of one who types, and where the carets of both were; seeded, so that
 * each run has the same.
 */

import { readFile, writeFile } from 'node:fs/promises';
import * as Y from 'yjs';
import type { LoggedUpdate } from '../../../server/store/store.ts';
import { encodeCaret } from '../../../server/sheets/wire/caret.ts';
import { pack, unpack } from '../../../server/sheets/log/pack.ts';
import { random, Typist } from '../sheets/typing.ts';

export const STARTED = Date.UTC(2026, 0, 5, 9);
export const INTERVIEWER = 'bench-peer-interviewer';
export const CANDIDATE = 'bench-peer-candidate';
/** ms between two edits: 20,000 of them make an hour. */
export const PAUSE_MS = 180;
/** Characters at which a passage is cut: a long answer. */
const LONGEST = 3_000;
/** Every how many edits the caret of either peer is seen; a peer's is sampled four times a second at most. */
const CANDIDATE_SEEN = 2;
const INTERVIEWER_SEEN = 10;

export interface Session {
  /** In the order of the log, without the starter text. */
  updates: LoggedUpdate[];
  /** What the sheet says in the end. */
  text: string;
}

export function sessionOf(edits: number): Session {
  const doc = new Y.Doc();
  doc.clientID = 1_000_000_001;
  const text = doc.getText('code');
  const typist = new Typist(text, edits, LONGEST);
  const chance = random(edits + 1);
  const updates: LoggedUpdate[] = [];
  let at = STARTED;
  const log = (row: Pick<LoggedUpdate, 'kind' | 'peer' | 'client' | 'bytes'>): void =>
    void updates.push({ ...row, at, n: updates.length + 1 });
  const caret = (peer: string, place: number): void => {
    const position = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, place));
    const bytes = encodeCaret({ anchor: position, head: position });
    if (bytes) log({ kind: 'caret', peer, client: null, bytes });
  };
  doc.on('update', (bytes: Uint8Array) => log({ kind: 'edit', peer: CANDIDATE, client: doc.clientID, bytes }));
  for (let i = 0; i < edits; i++, at += PAUSE_MS) {
    typist.edit();
    if (i % CANDIDATE_SEEN === 0) caret(CANDIDATE, typist.at);
    if (i % INTERVIEWER_SEEN === 0) caret(INTERVIEWER, chance(text.length + 1));
  }
  const session = { updates, text: text.toString() };
  doc.destroy();
  return session;
}

/** As the store holds a log that was put away. */
export const saveLog = (file: string, updates: readonly LoggedUpdate[]): Promise<void> =>
  writeFile(file, pack(updates));
export const loadLog = async (file: string): Promise<LoggedUpdate[]> => unpack(await readFile(file));
