/** Writes what the phases of a run need before its first server starts. */

import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { OurLayout } from './layout.ts';
import { sheetName } from './names.ts';
import { FULL_ROOMS, type Phase } from './plan.ts';
import { ROOT } from './process.ts';
import type { Folders, SubjectName } from './subjects.ts';

/** What servers find on their disk. `rooms`: rooms of the room channel. */
export type Data = 'rooms';

export interface Prepared {
  folders: Folders;
  /** The folder that a server's data is copied from; it is not there where nothing was laid out. */
  template(data: Data, name: SubjectName): string;
}

export async function prepare(folder: string, phases: readonly Phase[]): Promise<Prepared> {
  const deck = join(folder, 'deck');
  await writeDeck(deck);
  const template = (data: Data, name: SubjectName): string => join(folder, data, name);
  const needs = new Set(phases.map(({ data }) => data));
  if (needs.has('rooms')) await layOutRooms(template('rooms', 'ours'), deck);
  return { folders: { blobs: join(folder, 'blobs'), deck }, template };
}

/** One card: the sheets do not depend on how many there are, and a run must not depend on what is being written. */
async function writeDeck(folder: string): Promise<void> {
  for (const part of ['topics.yaml', 'language/picking-list'])
    await cp(join(ROOT, 'questions', part), join(folder, part), { recursive: true });
}

async function layOutRooms(folder: string, deck: string): Promise<void> {
  const layout = await OurLayout.open(folder, deck);
  const { rooms, notes } = FULL_ROOMS;
  for (let i = 0; i < rooms; i++) await layout.addRoom(sheetName(i));
  for (let i = rooms; i < 2 * rooms; i++) await layout.addRoom(sheetName(i), notes);
  await layout.close();
}
