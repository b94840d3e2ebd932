/** A round after an event that happened in it, or in the form that follows it. */

import { elapsedAt, NEW_CLOCK, resumeClock, startClock, stopClock } from './clock.ts';
import type { EventOf } from './events.ts';
import type { AskId, Seat } from './ids.ts';
import type { Ask, HeardBeat, Moment, Round } from './state.ts';

type MomentEvent = EventOf<
  | 'beat-heard'
  | 'hint-given'
  | 'fact-given'
  | 'question-asked'
  | 'noted'
  | 'pinned'
  | 'code-ran'
  | 'code-checked'
  | 'trace-committed'
  | 'traced'
  | 'marked'
>;

type RoundEvent =
  | MomentEvent
  | EventOf<
      | 'asked'
      | 'unasked'
      | 'beat-unheard'
      | 'paused'
      | 'resumed'
      | 'form-submitted'
      | 'runs-locked'
      | 'checks-revealed'
      | 'check-added'
      | 'trace-set'
    >;

export function roundAfter(round: Round, event: RoundEvent): Round {
  switch (event.type) {
    case 'asked':
      return asked(round, event);
    case 'unasked':
      return unasked(round, event.ask);
    case 'paused':
      return { ...round, clock: stopClock(round.clock, event.at) };
    case 'resumed':
      return { ...round, clock: resumeClock(round.clock, event.at) };
    case 'beat-heard': {
      const { actor: by, ask, beat } = event;
      return { ...withMoment(round, event), heard: [...round.heard, { by, ask, beat }] };
    }
    case 'beat-unheard':
      return beatUnheard(round, event);
    case 'form-submitted': {
      const seat: Seat = round.seats.interviewer === event.by ? 'interviewer' : 'candidate';
      return { ...round, forms: [...round.forms, { by: event.by, seat, at: event.at, words: event.words }] };
    }
    case 'runs-locked':
      return { ...round, runsLocked: event.locked };
    case 'checks-revealed':
      return withAsk(round, event.ask, () => ({ shown: true }));
    case 'check-added':
      return withAsk(round, event.ask, ({ added }) => ({ added: [...added, event.words] }));
    case 'trace-set':
      return withAsk(round, event.ask, () => traceSet(event));
    case 'question-asked':
      return questionAsked(round, event);
    default:
      return withMoment(round, event);
  }
}

/** Looked for from the end, where what is taken back mostly is. */
function beatUnheard(round: Round, { actor, ask, beat }: EventOf<'beat-unheard'>): Round {
  const isIt = (each: HeardBeat): boolean => each.by === actor && each.ask === ask && each.beat === beat;
  const at = round.moments.findLastIndex((moment) => moment.kind === 'beat' && isIt(moment));
  const moments = at < 0 ? round.moments : round.moments.toSpliced(at, 1);
  return { ...round, moments, heard: round.heard.filter((each) => !isIt(each)) };
}

const withAsk = (round: Round, ask: AskId, change: (ask: Ask) => Partial<Ask>): Round => ({
  ...round,
  asks: round.asks.map((each) => (each.ask === ask ? { ...each, ...change(each) } : each)),
});

function asked(round: Round, event: EventOf<'asked'>): Round {
  const { type: _type, actor: _actor, ...ask } = event;
  const clock = startClock(round.clock, event.at);
  const prediction = ask.exercise?.trace ? { n: 1, words: null, committed: null, traced: null } : null;
  const begun = { shown: false, added: [], prediction, predictions: prediction ? 1 : 0, question: null };
  return { ...round, clock, asks: [...round.asks, { ...ask, clockAt: elapsedAt(clock, event.at), ...begun }] };
}

const traceSet = ({ n, words }: EventOf<'trace-set'>): Partial<Ask> =>
  words === null ? { prediction: null } : { predictions: n, prediction: { n, words, committed: null, traced: null } };

/** Taking back the only card takes back the start of the clock with it. */
function unasked(round: Round, ask: string): Round {
  const asks = round.asks.filter((each) => each.ask !== ask);
  const moments = round.moments.filter((moment) => !('ask' in moment) || moment.ask !== ask);
  const heard = round.heard.filter((each) => each.ask !== ask);
  return { ...round, asks, moments, heard, clock: asks.length === 0 ? NEW_CLOCK : round.clock };
}

/** Asked again its minute begins anew, and the moment is that of the first time. */
function questionAsked(round: Round, event: EventOf<'question-asked'>): Round {
  const { ask, index, clockAt } = event;
  const known = round.moments.some((each) => each.kind === 'question' && each.ask === ask && each.index === index);
  return withAsk(known ? round : withMoment(round, event), ask, () => ({ question: { index, since: clockAt } }));
}

function withMoment(round: Round, event: MomentEvent): Round {
  const after = { ...round, moments: [...round.moments, momentOf(event)] };
  if (event.type !== 'trace-committed' && event.type !== 'traced') return after;
  const step = event.type === 'traced' ? { traced: event.moment } : { committed: event.moment };
  return withAsk(after, event.ask, ({ prediction }) => ({ prediction: prediction && { ...prediction, ...step } }));
}

function momentOf(event: MomentEvent): Moment {
  const base = { moment: event.moment, by: event.actor, at: event.clockAt, late: false };
  switch (event.type) {
    case 'beat-heard':
      return { ...base, kind: 'beat', ask: event.ask, beat: event.beat };
    case 'hint-given':
      return { ...base, kind: 'hint', ask: event.ask, rung: event.rung, how: event.how };
    case 'fact-given':
      return { ...base, kind: 'fact', ask: event.ask, fact: event.fact };
    case 'question-asked':
      return { ...base, kind: 'question', ask: event.ask, index: event.index };
    case 'noted':
      return { ...base, late: event.late, kind: 'note', words: event.words };
    case 'pinned': {
      const { late, ask, from, to, lesson, words } = event;
      return { ...base, late, kind: 'pin', ask, from, to, ...(lesson && { lesson }), words };
    }
    case 'code-ran': {
      const { ask, outcome, ms, line, words, long } = event;
      return { ...base, kind: 'run', ask, outcome, ms, ...(line !== undefined && { line }), words, long };
    }
    case 'code-checked': {
      const { ask, hidden, passed, failed, errors, broken, ms, long } = event;
      return { ...base, kind: 'check', ask, hidden, passed, failed, errors, broken, ms, long };
    }
    case 'trace-committed':
      return { ...base, kind: 'trace-committed', ask: event.ask, n: event.n, rows: event.rows, long: event.long };
    case 'traced': {
      const { ask, n, agreed, wrong, missed, first, long } = event;
      return { ...base, kind: 'trace', ask, n, agreed, wrong, missed, first, long };
    }
    case 'marked': {
      const { ask, line, verdict, from, to, words } = event;
      return { ...base, kind: 'mark', ask, line, verdict, from, to, words };
    }
  }
}
