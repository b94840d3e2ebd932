/**
 * Writes what the phases of a run need before its first server starts: typing sessions, blobs, and what servers find on
 * their disk.
 */

import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { OurLayout, seedHocuspocus, seedLeveldb, writeBlobs, type ReadySheet } from './layout.ts';
import type { Order } from './load/main.ts';
import { coldName, priorEdits, readyName, sheetName } from './names.ts';
import { FULL_ROOMS, sheetsOf, type Phase } from './plan.ts';
import { ROOT } from './process.ts';
import type { Folders, SubjectName } from './subjects.ts';
import { saveSessions, typingSession, type TypingSession } from './typing.ts';

/**
 * What servers find on their disk: rooms with empty sheets (only ours); with sheets of a few hundred edits; sheets of
 * 5,000 edits; sheets of 250,000; rooms of the room channel.
 */
export const DATA = ['plain', 'typed', 'ready', 'cold', 'rooms'] as const;
export type Data = (typeof DATA)[number];

export interface Prepared {
  folders: Folders;
  files: Order['files'];
  /** The folder that a server's data is copied from; it is not there where nothing was laid out. */
  template(data: Data, name: SubjectName): string;
}

/** Sessions that differ: sheets take them in turn. */
const SESSIONS = 25;
/** Edits of one that nobody comes to the end of. */
const SESSION_EDITS = 12_000;
/** Edits of a sheet that is joined while others have it open, and of one that is opened cold. */
const READY_EDITS = 5_000;
const LONG_EDITS = 250_000;
/** Characters of the long sheet at which a passage is cut. */
const LONGEST = 20_000;

/** @param only the servers that the run measures: the others find nothing */
export async function prepare(
  folder: string,
  phases: readonly Phase[],
  only: readonly SubjectName[],
): Promise<Prepared> {
  const folders = { blobs: join(folder, 'blobs'), deck: join(folder, 'deck') };
  await writeDeck(folders.deck);
  const sessions = Array.from({ length: SESSIONS }, (_, i) => typingSession(i + 1, SESSION_EDITS));
  const ready = typingSession(1, READY_EDITS);
  const long = phases.some(({ data }) => data === 'cold') ? typingSession(1, LONG_EDITS, LONGEST) : ready;
  const files = { sessions: join(folder, 'sessions'), ready: join(folder, 'ready'), long: join(folder, 'long') };
  await saveSessions(files.sessions, sessions);
  await saveSessions(files.ready, [ready]);
  await saveSessions(files.long, [long]);
  await writeBlobs(folders.blobs, { ready: ready.state, long: long.state });
  const template = (data: Data, name: SubjectName): string => join(folder, `data-${data}`, name);
  for (const data of DATA) {
    const sheets = Math.max(0, ...phases.filter((phase) => phase.data === data).map(({ job }) => sheetsOf(job)));
    if (sheets === 0) continue;
    const all = sheetsWith(data, sheets, { sessions, ready, long });
    await layOutOurs(template(data, 'ours'), folders.deck, data, all);
    if (data === 'plain' || data === 'rooms') continue;
    if (only.includes('hocuspocus-sqlite')) await seedHocuspocus(template(data, 'hocuspocus-sqlite'), all);
    if (only.includes('stock-leveldb')) await seedLeveldb(template(data, 'stock-leveldb'), all);
  }
  return { folders, files, template };
}

/** One card: the sheets do not depend on how many there are, and a run must not depend on what is being written. */
async function writeDeck(folder: string): Promise<void> {
  for (const part of ['topics.yaml', 'language/picking-list'])
    await cp(join(ROOT, 'questions', part), join(folder, part), { recursive: true });
}

interface Sessions {
  sessions: readonly TypingSession[];
  ready: TypingSession;
  long: TypingSession;
}

function sheetsWith(data: Data, count: number, { sessions, ready, long }: Sessions): ReadySheet[] {
  const sheetAt = (i: number): ReadySheet => {
    const session = sessions[i % sessions.length] ?? ready;
    switch (data) {
      case 'plain':
      case 'rooms':
        return { name: sheetName(i), session, edits: 0, loose: true };
      case 'typed':
        return { name: sheetName(i), session, edits: priorEdits(i), loose: true };
      case 'ready':
        return { name: readyName(i), session: ready, edits: READY_EDITS, loose: false };
      case 'cold':
        return { name: coldName(i), session: long, edits: LONG_EDITS, loose: false };
    }
  };
  return Array.from({ length: count }, (_, i) => sheetAt(i));
}

async function layOutOurs(folder: string, deck: string, data: Data, sheets: readonly ReadySheet[]): Promise<void> {
  const layout = await OurLayout.open(folder, deck);
  await layout.addSheets(sheets);
  if (data === 'rooms') {
    for (let i = 0; i < FULL_ROOMS.rooms; i++) await layout.addRoom(sheetName(sheets.length + i), FULL_ROOMS.notes);
  }
  await layout.close();
}
