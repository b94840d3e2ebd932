/** Rules of a round: the cards, the guide, the clock, and how a round ends. */

import { LIMITS } from '../../limits.ts';
import { rapidFireOf } from '../../deck/rapid.ts';
import { elapsedAt } from '../clock.ts';
import { accept, refuse, type CommandContext, type CommandOf, type Decision } from '../commands.ts';
import type { PeerId } from '../ids.ts';
import { askIn, isRun } from '../queries.ts';
import { UNASK_MS, type Ask, type InRound, type Round } from '../state.ts';
import { propose } from './proposals.ts';

export type GuideCommand = CommandOf<'ask' | 'ask-own' | 'unask' | 'beat' | 'hint' | 'fact' | 'question'>;

/** What the interviewer alone does. */
export function guided(state: InRound, command: GuideCommand, actor: PeerId, context: CommandContext): Decision {
  if (command.type === 'ask' || command.type === 'ask-own') return ask(state.round, command, context);
  const asked = askIn(state.round, command.ask);
  if (!asked) return refuse('not-found', 'That card is not asked in this round.');
  if (command.type === 'unask') return unask(asked, context.now);
  if (isFullOfMoments(state.round)) return fullOfMoments();
  switch (command.type) {
    case 'beat':
      return beat(state.round, asked, command, actor, context);
    case 'hint':
      return hint(state.round, asked, command, context);
    case 'fact':
      return fact(state.round, asked, command.fact, context);
    case 'question':
      return question(state.round, asked, command.index, context);
  }
}

/** Runs have a limit of their own: pressing Run must not end the notes. */
export const isFullOfMoments = ({ moments }: Round): boolean =>
  moments.length >= LIMITS.momentsPerRound &&
  moments.filter((moment) => !isRun(moment)).length >= LIMITS.momentsPerRound;

export const fullOfMoments = (): Decision =>
  refuse('too-large', `A round keeps at most ${LIMITS.momentsPerRound} moments.`);

function ask(round: Round, command: CommandOf<'ask' | 'ask-own'>, { card, id }: CommandContext): Decision {
  const named = command.type === 'ask' ? `"${command.card}"` : 'of your own';
  if (!card) return refuse('not-found', `The deck has no card ${named}.`);
  const slug = card.card.card;
  if (round.asks.some((each) => each.card === slug))
    return refuse('stale', 'This card is asked in this round already.');
  if (round.asks.length >= LIMITS.asksPerRound) {
    return refuse('too-large', `A round holds at most ${LIMITS.asksPerRound} cards.`);
  }
  const { minutes, frame, guide, check, trace } = card.card;
  const beats = guide.listenFor.map(({ lesson }) => lesson);
  const { length: hints } = guide.hints;
  const { length: facts } = guide.facts;
  const exercise = { check: check !== undefined, hidden: guide.hidden !== undefined, trace: trace !== undefined };
  const questions = rapidFireOf(card.card)?.questions.length;
  const about = { card: slug, version: card.version, minutes, frame, beats, hints, facts, exercise };
  const asked = { ...about, ...(questions !== undefined && { questions }) };
  return accept([{ type: 'asked', ask: id, sheet: id, ...asked }]);
}

const unask = (asked: Ask, now: number): Decision =>
  now - asked.at <= UNASK_MS
    ? accept([{ type: 'unasked', ask: asked.ask }])
    : refuse('stale', 'A card can be taken back within 30 seconds of asking it.');

function beat(
  round: Round,
  { ask, beats }: Ask,
  { beat, heard }: CommandOf<'beat'>,
  actor: PeerId,
  { now, id }: CommandContext,
): Decision {
  if (beat >= beats.length) return refuse('not-found', `The card has beats 0 to ${beats.length - 1}.`);
  const known = round.heard.some((each) => each.by === actor && each.ask === ask && each.beat === beat);
  if (known === heard) return accept();
  if (!heard) return accept([{ type: 'beat-unheard', ask, beat }]);
  return accept([{ type: 'beat-heard', moment: id, clockAt: elapsedAt(round.clock, now), ask, beat }]);
}

function hint(
  round: Round,
  { ask, hints }: Ask,
  { rung, how }: CommandOf<'hint'>,
  { now, id }: CommandContext,
): Decision {
  if (rung >= hints) return refuse('not-found', `The card has hints 0 to ${hints - 1}.`);
  const given = round.moments.some(
    (moment) => moment.kind === 'hint' && moment.ask === ask && moment.rung === rung && moment.how === how,
  );
  const clockAt = elapsedAt(round.clock, now);
  return accept(given ? [] : [{ type: 'hint-given', moment: id, clockAt, ask, rung, how }]);
}

function fact(round: Round, { ask, facts }: Ask, index: number, { now, id }: CommandContext): Decision {
  if (index >= facts)
    return refuse('not-found', facts ? `The card has facts 0 to ${facts - 1}.` : 'The card has no facts.');
  const given = round.moments.some((moment) => moment.kind === 'fact' && moment.ask === ask && moment.fact === index);
  const clockAt = elapsedAt(round.clock, now);
  return accept(given ? [] : [{ type: 'fact-given', moment: id, clockAt, ask, fact: index }]);
}

function question(
  round: Round,
  { ask, questions = 0, question: current }: Ask,
  index: number,
  { now, id }: CommandContext,
): Decision {
  if (index >= questions) {
    return refuse('not-found', questions ? `The card has questions 0 to ${questions - 1}.` : 'This is no rapid fire.');
  }
  if (current?.index === index) return accept();
  return accept([{ type: 'question-asked', moment: id, clockAt: elapsedAt(round.clock, now), ask, index }]);
}

export function pause({ round }: InRound): Decision {
  if (!round.clock.started) return refuse('wrong-phase', 'The clock starts with the first card.');
  return accept(round.clock.since === null ? [] : [{ type: 'paused' }]);
}

export function resume({ round }: InRound): Decision {
  if (!round.clock.started) return refuse('wrong-phase', 'The clock starts with the first card.');
  return accept(round.clock.since === null ? [{ type: 'resumed' }] : []);
}

/** The interviewer ends the round; the candidate asks for it. */
export function endRound(state: InRound, actor: PeerId, agreed = true): Decision {
  if (state.round.seats.interviewer === actor && agreed) return ENDED;
  return propose(state, 'end-round', actor, agreed, () => ENDED);
}

const ENDED = accept([{ type: 'round-ended' }]);
