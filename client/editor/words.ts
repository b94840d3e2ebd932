/** What a sheet says of itself, in plain words. */

import { CLOSE } from '../../shared/protocol.ts';
import type { SheetState } from './sheet.ts';

/** The one line that says whether what is typed is safe. */
export function statusWords({ status, unsaved, loaded }: SheetState, readonly: boolean): string {
  if (status === 'offline' && !loaded) return 'Offline. The sheet opens when the connection is back.';
  if (status === 'offline') return 'Offline. What you type is kept.';
  if (status === 'connecting') return 'Opening…';
  if (status === 'refused') return '';
  if (unsaved) return 'Saving…';
  return readonly ? 'Read only' : 'Saved';
}

/** Why the sheet cannot be shown, and what to do. */
export function refusalWords(code: number | null): string {
  switch (code) {
    case CLOSE.noIdentity:
      return 'The server no longer knows who you are. Open the room again from the home page.';
    case CLOSE.notYours:
      return 'This sheet is not open to you any more.';
    case CLOSE.noSuchSheet:
      return 'This sheet was taken back.';
    default:
      return 'The server did not take this sheet as it is here.';
  }
}

/** Might another attempt end otherwise? */
export const canReopen = (code: number | null): boolean =>
  code !== CLOSE.noIdentity && code !== CLOSE.notYours && code !== CLOSE.noSuchSheet;

export const FULL = 'This sheet is full: nothing more can be written into it.';
