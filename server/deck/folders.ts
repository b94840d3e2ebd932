/** Walks a deck's folder: which cards it holds, and the texts of each. */

import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { CardFiles, CardFolder } from './parse/card.ts';
import type { Curriculum } from './parse/faults.ts';

/** Notes a fault, by a path inside the deck. */
export type NoteIn = (file: string, line: number, message: string) => void;

/** Beside the areas a deck may hold its topics, texts about it, and the Python packages that its code is cut from. */
const TOP_FILE = /^topics\.yaml$|\.md$/;
const PACKAGE_MARK = '__init__.py';
/** What editors, systems and Python leave behind is not the author's. */
const LEFT_BEHIND = /^\.|^__pycache__$|~$/;

/** Every card's folder, by area and slug; anything in a place where no card can be is a fault. */
export function cardFolders(dir: string, known: Curriculum, note: NoteIn): CardFolder[] {
  const folders: CardFolder[] = [];
  const areas = [...known.areas.keys()].join(', ');
  for (const top of entriesOf(dir)) {
    if (top.isDirectory() && known.areas.has(top.name)) folders.push(...cardsOfArea(dir, top.name, note));
    else if (top.isDirectory() && isPackage(join(dir, top.name))) continue;
    else if (top.isDirectory()) note(top.name, 1, `area "${top.name}" is not one of ${areas}`);
    else if (!TOP_FILE.test(top.name))
      note(top.name, 1, 'unknown file; a deck holds topics.yaml, texts (.md) and areas');
  }
  return folders;
}

/** The names of the Python packages beside the areas. */
export const packagesOf = (dir: string): string[] =>
  entriesOf(dir)
    .filter((top) => top.isDirectory() && isPackage(join(dir, top.name)))
    .map(({ name }) => name);

const isPackage = (folder: string): boolean =>
  entriesOf(folder).some((entry) => entry.isFile() && entry.name === PACKAGE_MARK);

function cardsOfArea(dir: string, area: string, note: NoteIn): CardFolder[] {
  const entries = entriesOf(join(dir, area));
  for (const { name } of entries.filter((entry) => !entry.isDirectory())) {
    note(`${area}/${name}`, 1, 'unknown file; an area holds a folder for each card');
  }
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => ({ area, slug: name }));
}

/** The files of one card as text; one that is no UTF-8 is noted and reads as its readable part. */
export function textsOf(dir: string, folder: string, note: NoteIn): CardFiles {
  const texts: Record<string, string> = {};
  for (const entry of entriesOf(join(dir, folder))) {
    const path = `${folder}/${entry.name}`;
    const bytes = entry.isDirectory() ? Buffer.alloc(0) : readFileSync(join(dir, path));
    const text = bytes.toString('utf8');
    if (!Buffer.from(text).equals(bytes)) note(path, 1, 'must be UTF-8 text');
    texts[entry.name] = text;
  }
  return texts;
}

/** What is the author's in a folder, by name. */
export function entriesOf(folder: string): Dirent[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter(({ name }) => !LEFT_BEHIND.test(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}
