/** What a reader is told of an ask's checks and prediction: never their source, which is fetched. */

import type { Card } from '../deck/card.ts';
import type { PredictionView } from './code.ts';
import type { CardVersion, PeerId, WordsId } from './ids.ts';
import { cardOf } from './moments.ts';
import { isObserver, isOpenTo, memberOf, roundsOf, seatIn } from './queries.ts';
import type { AskView } from './roomview.ts';
import type { Ask, RoomState, Round } from './state.ts';

interface Sources {
  words: ReadonlyMap<WordsId, string>;
  cards: ReadonlyMap<CardVersion, Card>;
}

/** @param asker whether the reader is the interviewer of the current round */
export function codeView(round: Round, ask: Ask, asker: boolean, sources: Sources): Pick<AskView, 'checks' | 'trace'> {
  const { exercise, shown, added, prediction } = ask;
  const knows = exercise?.hidden === true && (asker || shown);
  return {
    checks: { open: exercise?.check === true, added: added.length, ...(knows && { hidden: { shown } }) },
    ...(prediction && { trace: predictionView(round, ask, prediction, sources) }),
  };
}

function predictionView(
  round: Round,
  ask: Ask,
  { n, committed, traced }: NonNullable<Ask['prediction']>,
  sources: Sources,
): PredictionView {
  const found = round.moments.find((moment) => moment.kind === 'trace' && moment.moment === traced);
  const { agreed = 0, wrong = 0, missed = 0, first = null } = found?.kind === 'trace' ? found : {};
  return {
    n,
    call: callOf(ask, sources),
    committed: committed !== null,
    ...(ask.prediction?.words === null && cardOf(sources.cards, ask).trace?.floatIsInt && { floatIsInt: true }),
    ...(committed !== null && { table: committed }),
    ...(found && { result: { moment: found.moment, agreed, wrong, missed, first } }),
  };
}

/** The call of the ask's prediction; empty where there is none. */
function callOf(ask: Ask, { words, cards }: Sources): string {
  if (!ask.prediction) return '';
  const typed = ask.prediction.words;
  return typed === null ? (cardOf(cards, ask).trace?.call ?? '') : (words.get(typed) ?? '');
}

/** The Python of an ask's checks, as far as a reader may have it. */
export interface AskChecks {
  /** check.py */
  open?: string;
  /** Typed by the interviewer, in order. */
  added: string[];
  /** hidden.py */
  hidden?: string;
}

/** Null for an ask that is not there, or that is not for this reader. */
export function checksFor(state: RoomState, id: string, reader: PeerId, sources: Sources): AskChecks | null {
  const round = roundsOf(state).find(({ asks }) => asks.some(({ ask }) => ask === id));
  const ask = round?.asks.find((each) => each.ask === id);
  if (!round || !ask || !isFor(state, round, reader)) return null;
  const { check, guide } = cardOf(sources.cards, ask);
  const asker = state.phase === 'round' && state.round === round && round.seats.interviewer === reader;
  const hidden = asker || ask.shown || isOpenTo(state, round, reader) ? guide.hidden : undefined;
  return {
    ...(check !== undefined && { open: check }),
    added: ask.added.map((words) => sources.words.get(words) ?? ''),
    ...(hidden !== undefined && { hidden }),
  };
}

function isFor(state: RoomState, round: Round, reader: PeerId): boolean {
  if (isObserver(state, reader)) return state.phase !== 'debrief';
  return memberOf(state, reader) !== undefined && seatIn(round, reader) !== null;
}
