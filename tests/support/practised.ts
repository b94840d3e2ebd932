/** Sessions as they are in somebody's progress. */

import type { RoundPractised, SessionPractised } from '../../shared/progress/session.ts';

export const DAY = 24 * 3_600_000;

export const answering = (over: Partial<RoundPractised> = {}): RoundPractised => ({
  ...{ seat: 'candidate', other: 'ada', peer: {}, self: {}, cards: [] },
  ...over,
});

export const asking = (over: Partial<NonNullable<RoundPractised['interviewing']>> = {}): RoundPractised => ({
  ...{ seat: 'interviewer', other: 'ada', peer: {}, self: {}, cards: [] },
  interviewing: {
    ...{ hints: 2, early: 1, edits: { interviewer: 10, candidate: 90 }, quiets: [10_000, 40_000], letStand: 60_000 },
    ...{ answers: { room: 3 }, comments: 4, useful: 1 },
    ...over,
  },
});

export const session = (
  day: number,
  rounds: RoundPractised[],
  over: Partial<SessionPractised> = {},
): SessionPractised => ({
  ...{ room: `room${day}`, at: day * DAY, other: 'ada', rounds },
  ...over,
});
