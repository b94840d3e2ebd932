/** The file that holds a finished session: its named parts, each gzipped and written in base64. */

import type { Timeline } from '../replay/timeline.ts';
import type { MomentText } from '../room/code.ts';
import type { MomentId, SheetId } from '../room/ids.ts';
import type { Report } from './report.ts';

/** The part that is JSON of `SessionPart`. */
export const SESSION_PART = 'session';

/** The part that is the recording of a sheet, as the server encodes it. */
export const recordingPart = (sheet: SheetId): string => `recording/${sheet}`;

export interface SessionPart {
  report: Report;
  /** Of each round of the report, in its order. */
  timelines: Timeline[];
  /** The long part of every moment that has one. */
  texts: Record<MomentId, MomentText>;
}
