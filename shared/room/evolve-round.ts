/** A round after an event that happened in it, or in the form that follows it. */

import { elapsedAt, NEW_CLOCK, startClock } from './clock.ts';
import type { EventOf, RoomEvent } from './events.ts';
import type { AskId, MomentId } from './ids.ts';
import { isAbout } from './queries.ts';
import type { Ask, HeardBeat, Moment, MomentBase, Round } from './state.ts';
import type { AnswerVerdict } from './ticks.ts';

type MomentEvent = Extract<RoomEvent, { moment: string; clockAt: number }>;
type OwnFields<M> = M extends unknown ? Omit<M, keyof MomentBase> : never;
type InRound<E> = (round: Round, event: E) => Round;

function both<E>(first: InRound<E>, second: InRound<E>): InRound<E> {
  return (round, event) => second(first(round, event), event);
}

const nextPlace = ({ asks, moments }: Round): number =>
  1 + Math.max(asks.at(-1)?.place ?? 0, moments.at(-1)?.place ?? 0);

/** @param fields what its moment holds besides the author and the time */
export function adds<E extends MomentEvent>(fields: (event: E) => OwnFields<Moment>): InRound<E> {
  return (round, event) => {
    // As one of the union: whether it can be late depends on its type.
    const added: MomentEvent = event;
    const late = 'late' in added && added.late;
    const base = { moment: added.moment, by: added.actor, at: added.clockAt, place: nextPlace(round), late };
    return { ...round, moments: [...round.moments, { ...base, ...fields(event) }] };
  };
}

export function asked(round: Round, event: EventOf<'asked'>): Round {
  const { type: _type, actor: _actor, ...ask } = event;
  const clock = startClock(round.clock, event.at);
  const prediction = ask.exercise?.trace ? { n: 1, words: null, committed: null, traced: null } : null;
  const begun = { shown: false, added: [], prediction, predictions: prediction ? 1 : 0, question: null };
  const clockAt = elapsedAt(clock, event.at);
  return { ...round, clock, asks: [...round.asks, { ...ask, clockAt, place: nextPlace(round), ...begun }] };
}

/** Taking back the only card takes back the start of the clock with it. */
export function unasked(round: Round, { ask }: EventOf<'unasked'>): Round {
  const asks = round.asks.filter((each) => each.ask !== ask);
  const moments = round.moments.filter((moment) => !('ask' in moment) || moment.ask !== ask);
  const heard = round.heard.filter((each) => each.ask !== ask);
  return { ...round, asks, moments, heard, clock: asks.length === 0 ? NEW_CLOCK : round.clock };
}

export const beatHeard = both(
  adds<EventOf<'beat-heard'>>(({ ask, beat }) => ({ kind: 'beat', ask, beat })),
  (round, { actor: by, ask, beat }) => ({ ...round, heard: [...round.heard, { by, ask, beat }] }),
);

/** Searched from the end, where what is taken back mostly is. */
export function beatUnheard(round: Round, { actor, ask, beat }: EventOf<'beat-unheard'>): Round {
  const isIt = (each: HeardBeat): boolean => each.by === actor && each.ask === ask && each.beat === beat;
  const at = round.moments.findLastIndex((moment) => moment.kind === 'beat' && isIt(moment));
  const moments = at < 0 ? round.moments : round.moments.toSpliced(at, 1);
  return { ...round, moments, heard: round.heard.filter((each) => !isIt(each)) };
}

export const withoutMoment = (round: Round, moment: MomentId): Round => ({
  ...round,
  moments: round.moments.filter((each) => each.moment !== moment),
});

export const unticked = (round: Round, { actor, ask, part, index }: EventOf<'unticked'>): Round => ({
  ...round,
  moments: round.moments.filter((each) => !isAbout(each, part, ask, index) || each.by !== actor),
});

const addsAnswer = (verdict: AnswerVerdict) =>
  adds<EventOf<'answer-judged'>>(({ ask, index }) => ({ kind: 'answer', ask, index, verdict }));

/** The last verdict on an answer counts. */
export function answerJudged(round: Round, event: EventOf<'answer-judged'>): Round {
  const { actor, ask, index, verdict } = event;
  const moments = round.moments.filter((each) => !isAbout(each, 'answer', ask, index) || each.by !== actor);
  return verdict === null ? { ...round, moments } : addsAnswer(verdict)({ ...round, moments }, event);
}

/** @param change what it changes of the card it is about */
export function onAsk<E extends { ask: AskId }>(change: (event: E, ask: Ask) => Partial<Ask>): InRound<E> {
  return (round, event) => ({
    ...round,
    asks: round.asks.map((each) => (each.ask === event.ask ? { ...each, ...change(event, each) } : each)),
  });
}

const addsQuestion = adds<EventOf<'question-asked'>>(({ ask, index }) => ({ kind: 'question', ask, index }));
const putsQuestion = onAsk<EventOf<'question-asked'>>(({ index, clockAt: since }) => ({ question: { index, since } }));

/** A question that is asked again gets a new minute and keeps its first moment. */
export function questionAsked(round: Round, event: EventOf<'question-asked'>): Round {
  const { ask, index } = event;
  const known = round.moments.some((each) => each.kind === 'question' && each.ask === ask && each.index === index);
  return putsQuestion(known ? round : addsQuestion(round, event), event);
}

export const traceCommitted = both(
  adds<EventOf<'trace-committed'>>(({ ask, n, rows, long }) => ({ kind: 'trace-committed', ask, n, rows, long })),
  onAsk(({ moment }, { prediction }) => ({ prediction: prediction && { ...prediction, committed: moment } })),
);

export const traced = both(
  adds<EventOf<'traced'>>(({ ask, n, long, agreed, wrong, missed, first }) => {
    return { kind: 'trace', ask, n, long, agreed, wrong, missed, first };
  }),
  onAsk(({ moment }, { prediction }) => ({ prediction: prediction && { ...prediction, traced: moment } })),
);
