/**
 * Everything that is one peer's own, and what others wrote about them as far as they may read it: what they can take
 * away.
 */

import type { TimeZone } from '../day-text.ts';
import type { CardId, RoomId, Seat } from '../room/ids.ts';
import { whereOf } from '../report/moment-words.ts';
import { cardOf, momentsFor, ownMoments } from '../room/moments.ts';
import { cardFor, isOpenTo, isObserver, roundsOf, seatIn } from '../room/queries.ts';
import type { Plan } from '../room/plan.ts';
import type { MomentView, PromiseText } from '../room/roomview.ts';
import type { RoomState, Round } from '../room/state.ts';
import { nameOf, parsedForm, promiseKept, type ViewContext } from '../room/view.ts';
import type { About, CommentMark } from '../rubric/comments.ts';
import type { Answers, Form, Kept, Score, Sound } from '../rubric/form.ts';

/** `GET /api/me/export.json` */
export interface Mine {
  /** ISO 8601, as all times here. */
  exportedAt: string;
  /** Where it was taken away: days in the table are the ones there. */
  zone: TimeZone;
  name: string;
  /** The earliest first. */
  sessions: MySession[];
  /** Which cards the peer has met, and how. */
  cards: { card: CardId; how: string; at: string }[];
}

export interface MySession {
  room: RoomId;
  startedAt: string;
  plan: Plan;
  /** Who else sat in it, by name. */
  with: string[];
  /** The peer watched it. */
  watched?: true;
  rounds: MyRound[];
  promise?: PromiseText;
}

export interface MyRound {
  round: number;
  startedAt: string;
  /** Null where the peer was removed after it. */
  seat: Seat | null;
  cards: { card: CardId; title: string }[];
  /** The peer's own: notes, pins, marks, and what they tapped, gave and ran. */
  moments: MomentView[];
  /** As it was sealed, or as it was last saved. */
  form?: Form;
  draft?: Form;
  /** What the peer had promised before it, and after the reveal how the interviewer saw it kept. */
  promise?: PromiseText & { kept?: Kept };
  /** How the peer marked the comments about them. */
  marks?: { about: About; mark: CommentMark }[];
  /** After the reveal: how the interviewer scored them, or what the candidate answered about them. */
  scoredByPeer?: Score[];
  /** Whether it was technically sound, as the interviewer said. */
  soundByPeer?: Sound;
  answersAboutMe?: Answers;
}

type Sources = Pick<ViewContext, 'names' | 'words' | 'cards' | 'drafts'>;

const iso = (ms: number): string => new Date(ms).toISOString();

export function mySession(state: RoomState, me: string, sources: Sources): MySession {
  const seated = roundsOf(state).flatMap(({ seats }) => Object.values(seats));
  const others = new Set([...state.peers.map(({ peer }) => peer), ...seated].filter((peer) => peer !== me));
  const promise = state.phase === 'debrief' ? state.promises.find(({ by }) => by === me) : undefined;
  return {
    room: state.room,
    startedAt: iso(state.createdAt),
    plan: state.plan,
    with: [...others].flatMap((peer) => (peer === null ? [] : nameOf(sources.names, peer))),
    ...(isObserver(state, me) && { watched: true }),
    rounds: roundsOf(state).flatMap((round) => myRound(state, round, me, sources)),
    ...(promise && { promise: { lesson: promise.lesson, text: sources.words.get(promise.words) ?? '' } }),
  };
}

/** Nothing for a round in which they neither sat nor left a word. */
function myRound(state: RoomState, round: Round, me: string, sources: Sources): MyRound[] {
  const seat = seatIn(round, me);
  const moments = ownMoments(round, me, sources);
  const form = round.forms.find(({ by }) => by === me);
  const draft = sources.drafts.find(({ peer, round: of }) => peer === me && of === round.round);
  if (seat === null && moments.length === 0 && !form && !draft) return [];
  return [
    {
      round: round.round,
      startedAt: iso(round.startedAt),
      seat,
      cards: round.asks.map((ask) => ({
        card: cardFor(state, round, ask, me),
        title: cardOf(sources.cards, ask).title,
      })),
      moments,
      ...(form && { form: parsedForm(sources.words, form.words) }),
      ...(draft && !form && { draft: draft.form }),
      ...(seat === 'candidate' &&
        promiseKept(isOpenTo(state, round, me) ? round : { ...round, forms: [] }, sources.words)),
      ...marksBy(state, round, me),
      ...(isOpenTo(state, round, me) && aboutMe(state, round, me, sources)),
    },
  ];
}

function marksBy(state: RoomState, { round }: Round, me: string): Pick<MyRound, 'marks'> {
  const marks = state.phase === 'debrief' ? state.marks.filter((each) => each.by === me && each.round === round) : [];
  return marks.length === 0 ? {} : { marks: marks.map(({ about, mark }) => ({ about, mark })) };
}

function aboutMe(
  state: RoomState,
  round: Round,
  me: string,
  sources: Sources,
): Pick<MyRound, 'scoredByPeer' | 'soundByPeer' | 'answersAboutMe'> {
  const theirs = round.forms.find(({ by, withdrawn }) => by !== me && !withdrawn);
  if (!theirs) return {};
  const { scores, answers, sound } = parsedForm(sources.words, theirs.words);
  if (theirs.seat === 'interviewer') {
    const moments = momentsFor(state, round, me, sources);
    return {
      scoredByPeer: scores.map((score) => ({ ...score, where: whereOf(score, moments) })),
      ...(sound && { soundByPeer: sound }),
    };
  }
  return answers ? { answersAboutMe: answers } : {};
}
