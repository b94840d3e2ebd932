/** A peer's progress, out of the sessions that are revealed: what `GET /api/progress` answers. */

import type { PromiseText } from '../room/roomview.ts';
import type { PeerId, RoomId, Seat } from '../room/ids.ts';
import { daysOf } from '../rubric/calibration.ts';
import type { Kept } from '../rubric/form.ts';
import { growthOf, type Growth } from './growth.ts';
import { lessonsProgress, type LessonProgress } from './lessons.ts';
import type { SessionPractised } from './session.ts';
import { soundProgress, type SoundProgress } from './sound.ts';
import { topicsProgress, type TopicProgress } from './topics.ts';

export interface SessionLine {
  room: RoomId;
  /** ms since the epoch. */
  at: number;
  /** The other peer's name. */
  with: string;
  /** The seats that one held, in order. */
  seats: Seat[];
  cards: number;
}

/** What a peer promised at the end of a session, and whether they kept it. */
export interface PromiseLine extends PromiseText {
  room: RoomId;
  at: number;
  /** The latest session that it was brought to; absent where none has come yet. */
  brought?: { room: RoomId; at: number; kept?: Kept };
}

export interface Progress {
  /** Latest first. */
  sessions: SessionLine[];
  /** On how many days. */
  days: number;
  /** As the candidate; all eight. */
  lessons: LessonProgress[];
  sound: SoundProgress | null;
  topics: TopicProgress[];
  /** Latest first. */
  promises: PromiseLine[];
  /** As the interviewer. */
  growth: Growth;
}

/** @param sessions in any order; @param name what somebody is called now */
export function progressOf(
  sessions: readonly SessionPractised[],
  name: (peer: PeerId | null) => string,
  now: number,
): Progress {
  const latest = [...sessions].sort((a, b) => b.at - a.at);
  return {
    sessions: latest.map(({ room, at, other, rounds }) => ({
      room,
      at,
      with: name(other),
      seats: rounds.map(({ seat }) => seat),
      cards: rounds.reduce((sum, { cards }) => sum + cards.length, 0),
    })),
    days: daysOf(sessions).length,
    lessons: lessonsProgress(sessions),
    sound: soundProgress(sessions),
    topics: topicsProgress(sessions, now),
    promises: promisesOf(latest),
    growth: growthOf(sessions),
  };
}

/** A promise goes along until the end of the session in which the next one is made. @param latest the latest first */
function promisesOf(latest: readonly SessionPractised[]): PromiseLine[] {
  const lines: PromiseLine[] = [];
  let next = 0;
  for (const [i, { room, at, promise }] of latest.entries()) {
    if (!promise) continue;
    const brought = latest.slice(next, i).flatMap((session) => broughtIn(session, promise))[0];
    lines.push({ room, at, ...promise, ...(brought && { brought }) });
    next = i;
  }
  return lines;
}

const broughtIn = (
  { room, at, rounds }: SessionPractised,
  promise: PromiseText,
): NonNullable<PromiseLine['brought']>[] =>
  rounds.flatMap(({ brought }) =>
    brought && brought.lesson === promise.lesson && brought.text === promise.text
      ? [{ room, at, ...(brought.kept && { kept: brought.kept }) }]
      : [],
  );
