/** A playhead for each sheet of a round whose recording has come. */

import { Playhead } from '../../shared/replay/playhead.ts';
import type { Recording } from '../../shared/replay/recording.ts';
import type { SheetId } from '../../shared/room/ids.ts';

export type Recordings = ReadonlyMap<SheetId, Recording>;
export type Playheads = ReadonlyMap<SheetId, Playhead>;

export const NO_RECORDINGS: Recordings = new Map();
export const NO_PLAYHEADS: Playheads = new Map();

export const withRecording = (playheads: Playheads, sheet: SheetId, recording: Recording): Playheads =>
  new Map([...playheads, [sheet, new Playhead(recording)]]);

export const recordingsOf = (playheads: Playheads): Recordings =>
  new Map([...playheads].map(([sheet, { recording }]) => [sheet, recording]));
