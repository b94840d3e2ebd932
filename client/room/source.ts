/** Where a finished session is read from: the server, as a peer or by a shared link, or the file that holds it. */

import { createContext } from 'svelte';
import type { Timeline } from '../../shared/replay/timeline.ts';
import type { MomentText } from '../../shared/room/code.ts';
import type { MomentId, RoomId, SheetId } from '../../shared/room/ids.ts';
import type { Report } from '../../shared/report/report.ts';
import { api, sharedApi } from './api.ts';

/** Each rejects with words for a person (`messageOf`); a later call tries again. */
export interface SessionSource {
  report(): Promise<Report>;
  timeline(round: number): Promise<Timeline>;
  /** A recording as the server encodes it. */
  recording(sheet: SheetId): Promise<ArrayBuffer>;
  text(moment: MomentId): Promise<MomentText>;
}

/** A page gives the source to everything in it that reads the session; `hasSource` is false in a room that goes on. */
export const [sessionSource, provideSource, hasSource] = createContext<SessionSource>();

/** As a peer of the room. */
export const roomSource = (room: RoomId): SessionSource => ({
  report: () => api.report(room),
  timeline: (round) => api.timeline(room, round),
  recording: (sheet) => api.recording(room, sheet),
  text: (moment) => textOfMoment(room, moment),
});

/** With the link to it. */
export function linkSource(room: RoomId, secret: string): SessionSource {
  const { report, timeline, recording, moment } = sharedApi(room, secret);
  return { report, timeline, recording, text: moment };
}

/** More texts of moments are fetched again when they are asked for again. */
const MOST_TEXTS = 50;

const fetchedTexts = new Map<MomentId, Promise<MomentText>>();

/** The long part of a moment, fetched once: a moment never changes. @throws ApiError; a later call tries again */
export function textOfMoment(room: RoomId, moment: MomentId): Promise<MomentText> {
  const known = fetchedTexts.get(moment);
  if (known) return known;
  const coming = api.moment(room, moment);
  fetchedTexts.set(moment, coming);
  coming.catch(() => fetchedTexts.delete(moment));
  const [oldest] = fetchedTexts.keys();
  if (fetchedTexts.size > MOST_TEXTS && oldest !== undefined) fetchedTexts.delete(oldest);
  return coming;
}
