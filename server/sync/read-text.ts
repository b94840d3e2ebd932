/** Reads what a stored sheet says, also where somebody made it cost more than anybody waits for. */

import type { Stored } from './fold-jobs.ts';
import { TooSlow, type Folder } from './folder.ts';
import type { SheetText } from './text.ts';

/** Stands for a text that cannot be had within the limits in any order. */
export const UNREADABLE: SheetText = {
  code: '# This sheet takes too long to read: very many of its edits claim the same place.\n',
  frame: {},
};

/** The order of the log is tried first, then the one that merging gives: what is slow in one need not be in the other. */
export async function readText(folder: Folder, stored: Stored): Promise<SheetText> {
  const tries = [
    () => Promise.resolve(stored),
    async (): Promise<Stored> => ({ snapshot: await merged(folder, stored), tail: [] }),
  ];
  for (const sheet of tries) {
    try {
      const { text } = await folder.run({ do: 'text', ...(await sheet()) }, true);
      if (!text) throw new Error('no text');
      return text;
    } catch (error) {
      if (!(error instanceof TooSlow)) throw error;
    }
  }
  return UNREADABLE;
}

async function merged(folder: Folder, stored: Stored): Promise<Uint8Array | null> {
  const { bytes } = await folder.run({ do: 'merge', took: 0, ...stored }, true);
  return bytes ?? null;
}
