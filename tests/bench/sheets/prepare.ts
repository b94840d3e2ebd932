/** Writes everything that a run needs before its first server starts. */

import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from './plan.ts';
import { ROOT } from './process.ts';
import { coldName, seedHocuspocus, seedLeveldb, seedOurs, writeBlobs } from './seed.ts';
import type { Folders } from './subjects.ts';
import { saveSessions, typingSession, type TypingSession } from './typing.ts';

export interface Prepared {
  folder: string;
  /** The files of typing sessions: of as many edits as late joiners find, and of what is typed as fast as a server holds. */
  sessions: string;
  fastSessions: string;
  folders: Folders;
  coldSheets: string[];
  /** What the long sheet, and the blob of the short one, say. */
  longText: string;
  shortText: string;
}

/** Sessions that differ: sheets take them in turn. */
const SESSIONS = 25;
/** Edits of one that nobody comes to the end of. */
const FAST_EDITS = 16_000;
/** Characters of the long sheet at which a passage is cut. */
const LONGEST = 20_000;

export async function prepare(folder: string, { rooms, edits, longEdits, copies }: Plan): Promise<Prepared> {
  const typed = sessionsOf(edits);
  const sessions = join(folder, 'sessions');
  await saveSessions(sessions, typed);
  const fastSessions = join(folder, 'fast-sessions');
  await saveSessions(fastSessions, sessionsOf(FAST_EDITS));
  const long = typingSession(0, longEdits, LONGEST);
  const [short] = typed;
  if (!short) throw new Error('no session');
  const blobs = join(folder, 'blobs');
  await writeBlobs(blobs, { short: short.state, long: long.state });
  const deck = join(folder, 'deck');
  await writeDeck(deck);
  await mkdir(join(folder, 'ours'), { recursive: true });
  await seedOurs(join(folder, 'ours'), rooms, long, copies);
  await seedHocuspocus(join(folder, 'hocuspocus-sqlite'), long.state, copies);
  await seedLeveldb(join(folder, 'stock-leveldb'), long.state, copies);
  const coldSheets = Array.from({ length: copies }, (_, i) => coldName(i));
  const texts = { longText: long.text, shortText: short.text };
  return { folder, sessions, fastSessions, folders: { blobs, deck }, coldSheets, ...texts };
}

const sessionsOf = (edits: number): TypingSession[] =>
  Array.from({ length: SESSIONS }, (_, i) => typingSession(i + 1, edits));

/** One card of the deck: sheets do not depend on how many there are, and a run is not to depend on what is being written. */
async function writeDeck(folder: string): Promise<void> {
  for (const part of ['topics.yaml', 'language/picking-list'])
    await cp(join(ROOT, 'questions', part), join(folder, part), { recursive: true });
}
