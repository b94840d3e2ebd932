/** What a sheet says of itself, in plain words. */

import { CLOSE, FOREIGN_ORIGIN } from '../../../shared/wire.ts';
import { KEEPS_NOTHING } from '../../ui/keeps.svelte.ts';
import type { SheetState } from './sheet.ts';

/** The one line that says whether what is typed is safe. @param kept the browser keeps it for a reload */
export function statusWords({ status, unsaved, loaded, lost }: SheetState, readonly: boolean, kept = true): string {
  if (status === 'unavailable') return unsaved ? 'Not saved yet' : 'Read-only';
  if (status === 'offline' && lost === CLOSE.tooMany) return 'Open in too many of your tabs: close some.';
  if (status === 'offline' && lost === CLOSE.tooFast) return 'That was a lot at once. It is kept and sent in a moment.';
  if (status === 'offline' && !loaded) return 'Offline. The sheet opens when the connection is back.';
  if (status === 'offline') return kept ? 'Offline. What you type is kept.' : `Offline. ${KEEPS_NOTHING}`;
  if (status === 'connecting') return 'Opening…';
  if (status === 'refused') return '';
  if (unsaved) return 'Saving…';
  return readonly ? 'Read-only' : 'Saved';
}

/** Why the sheet cannot be shown, and what to do. */
export function refusalWords(code: number | null, reason = ''): string {
  switch (code) {
    case CLOSE.noIdentity:
      return 'The server no longer knows who you are. Open the room again from the home page.';
    case CLOSE.notYours:
      return reason === FOREIGN_ORIGIN ? reason : 'You no longer have access to this sheet.';
    case CLOSE.noSuchSheet:
      return 'This sheet was taken back.';
    default:
      return 'The server did not accept your copy of this sheet.';
  }
}

/** Might another attempt end differently? */
export const canReopen = (code: number | null): boolean =>
  code !== CLOSE.noIdentity && code !== CLOSE.notYours && code !== CLOSE.noSuchSheet;

/** While the server stores nothing: nobody should write what may be lost. */
export const UNAVAILABLE =
  'The server cannot store anything at the moment; its disk may be full. The sheet is read-only until it can, and ' +
  'what you typed stays on this page.';

/** Why text was given back; null where nothing more can be said. */
export function rejectionWords(code: number | null): string | null {
  switch (code) {
    case CLOSE.full:
      return 'This sheet is full: nothing more can be written into it.';
    case CLOSE.frameTooLarge:
      return 'It was too much at once: write it in smaller parts.';
    case CLOSE.malformed:
      return 'The server could not read it. The sheet was loaded again.';
    default:
      return null;
  }
}
