/** What one session adds to the progress of one of its two peers, once it is revealed and never before. */

import type { Card } from '../deck/card.ts';
import { otherSeat, type PeerId, type RoomId, type Seat, type SheetId } from '../room/ids.ts';
import { cardOf } from '../room/moments.ts';
import { picturedRound, type PictureSources } from '../report/pictures/round.ts';
import { isOpenTo, otherMember, roundsOf, seatIn } from '../room/queries.ts';
import type { PromiseText } from '../room/roomview.ts';
import type { Debrief, RoomState, Round } from '../room/state.ts';
import { parsedForm, promiseKept } from '../room/view.ts';
import { commentsOn, isLesson } from '../rubric/comments.ts';
import type { Answers, Form, Kept, Sound } from '../rubric/form.ts';
import { LESSONS, type Lesson, type ScoreLevel } from '../rubric/lessons.ts';
import { interviewingOf, type Interviewing } from '../report/pictures/interviewing.ts';

export type Levels = Partial<Record<Lesson, ScoreLevel>>;

/** A card that was asked. */
export type Practised = Pick<Card, 'topics' | 'lessons'>;

/** What the candidate answered, and how many of the interviewer's comments they marked as useful. */
export type InterviewingPractised = Interviewing & { answers: Answers; comments: number; useful: number };

export interface RoundPractised {
  seat: Seat;
  /** In the other seat; null where they were removed after the round. */
  other: PeerId | null;
  /** The candidate's levels, by the interviewer and by themself. */
  peer: Levels;
  self: Levels;
  /** As the candidate: whether it was technically sound, as the interviewer said. */
  sound?: Sound;
  /** The cards that were asked. */
  cards: Practised[];
  /** As the candidate: what one brought along, and whether the interviewer saw it kept. */
  brought?: PromiseText & { kept?: Kept };
  /** As the interviewer. */
  interviewing?: InterviewingPractised;
}

export interface SessionPractised {
  room: RoomId;
  /** When its first round began, ms since the epoch. */
  at: number;
  other: PeerId | null;
  /** Those that the peer took part in. */
  rounds: RoundPractised[];
  /** What the peer took into the next session. */
  promise?: PromiseText;
}

/** @returns null for a session that is not revealed, or in which the reader had no round */
export function sessionOf(state: RoomState, reader: PeerId, sources: PictureSources): SessionPractised | null {
  if (state.phase !== 'debrief') return null;
  const open = state.rounds.filter((round) => isOpenTo(state, round, reader));
  const first = open[0];
  if (!first) return null;
  const rounds = open.map((round) => roundOf(state, round, reader, sources));
  const promise = state.promises.find(({ by }) => by === reader);
  const { words } = sources;
  return {
    room: state.room,
    at: first.startedAt,
    other: otherMember(state, reader)?.peer ?? null,
    rounds,
    ...(promise && { promise: { lesson: promise.lesson, text: words.get(promise.words) ?? '' } }),
  };
}

/** The sheets that an interviewer's own growth is read from. */
export const sheetsInterviewed = (state: RoomState, reader: PeerId): SheetId[] =>
  roundsOf(state)
    .filter((round) => isOpenTo(state, round, reader) && seatIn(round, reader) === 'interviewer')
    .flatMap(({ asks }) => asks.map(({ sheet }) => sheet));

function roundOf(state: Debrief, round: Round, reader: PeerId, sources: PictureSources): RoundPractised {
  const seat = seatIn(round, reader) ?? 'candidate';
  const form = (from: Seat): Form | undefined => {
    const sealed = round.forms.find((each) => each.seat === from);
    return sealed && parsedForm(sources.words, sealed.words);
  };
  const [peer, self] = [form('interviewer'), form('candidate')];
  const { promise: brought } = promiseKept(round, sources.words);
  return {
    seat,
    other: round.seats[otherSeat(seat)],
    peer: levelsIn(peer),
    self: levelsIn(self),
    cards: round.asks.map((ask) => practised(cardOf(sources.cards, ask))),
    ...(seat === 'candidate' && brought && { brought }),
    ...(seat === 'candidate' && peer?.sound && { sound: peer.sound }),
    ...(seat === 'interviewer' && {
      interviewing: {
        ...interviewingOf(picturedRound(state, round, reader, sources)),
        answers: self?.answers ?? {},
        comments: peer ? LESSONS.filter((lesson) => commentsOn(peer, lesson)).length : 0,
        useful: usefulIn(state, round),
      },
    }),
  };
}

/** Comments of the interviewer's that their receiver marked as useful. */
const usefulIn = ({ marks }: Debrief, { round }: Round): number =>
  marks.filter((each) => each.round === round && isLesson(each.about) && each.mark === 'useful').length;

const practised = ({ topics, lessons }: Card): Practised => ({ topics, lessons });

function levelsIn(form: Form | undefined): Levels {
  const given = (form?.scores ?? []).filter((score) => score.level !== null);
  return Object.fromEntries(given.map(({ lesson, level }) => [lesson, level]));
}
