/** What the sheets, rooms and people of a run are called: known to those who lay them out and to those who connect. */

import type { Seat } from '../../../shared/room/ids.ts';

const numbered = (kind: string, index: number): string => `bench-${kind}-${String(index).padStart(9, '0')}`;

/** As long as the names that the server makes itself (21 characters). */
export const sheetName = (index: number): string => numbered('sheet', index);
/** A sheet of 5,000 edits that is there when a server starts. */
export const readyName = (index: number): string => numbered('ready', index);
/** A sheet of 250,000 edits that is there when a server starts. */
export const coldName = (index: number): string => numbered('colds', index);

export const roomOf = (sheet: string): string => `room-of-${sheet}`;
export const askOf = (sheet: string): string => `ask-of-${sheet}`;

/** Two people per room, and nobody in two rooms: the server keeps things per person. */
export const peerOf = (sheet: string, seat: Seat): string => `${seat}-of-${sheet}`;
export const tokenOf = (sheet: string, seat: Seat): string => `token-of-the-${seat}-of-${sheet}`;
export const cookieOf = (sheet: string, seat: Seat): string => `practice_room=${tokenOf(sheet, seat)}`;

/** Edits that the sheets of `typed` data hold before anybody joins: a few hundred, and not all alike. */
export const priorEdits = (index: number): number => 100 * (1 + (index % 5));
