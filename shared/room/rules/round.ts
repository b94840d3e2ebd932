/** Rules of a round: the cards, the guide, the clock, and how a round ends. */

import { rapidFireOf } from '../../deck/rapid.ts';
import { LIMITS } from '../../limits.ts';
import { accept, refuse, type Decision } from '../commands.ts';
import { elapsedAt } from '../clock.ts';
import { isAbout } from '../queries.ts';
import { TAKE_BACK_MS, UNASK_MS, type InRound } from '../state.ts';
import { momentOn, type OnAsk } from './asks.ts';
import { propose } from './proposals.ts';
import type { CommandIn } from './rule.ts';

export function ask({ state: { round }, command, card, id }: CommandIn<'ask' | 'ask-own', InRound>): Decision {
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
  const { length: followUps } = guide.followUps;
  const { length: redFlags } = guide.redFlags;
  const exercise = { check: check !== undefined, hidden: guide.hidden !== undefined, trace: trace !== undefined };
  const questions = rapidFireOf(card.card)?.questions.length;
  const about = {
    card: slug,
    version: card.version,
    minutes,
    frame,
    beats,
    hints,
    facts,
    followUps,
    redFlags,
    exercise,
  };
  const asked = { ...about, ...(questions !== undefined && { questions }) };
  return accept([{ type: 'asked', ask: id, sheet: id, ...asked }]);
}

export const unask = ({ ask, now }: OnAsk<'unask'>): Decision =>
  now - ask.at <= UNASK_MS
    ? accept([{ type: 'unasked', ask: ask.ask }])
    : refuse('stale', 'A card can be taken back within 30 seconds of asking it.');

export function beat(on: OnAsk<'beat'>): Decision {
  const { beat: index, heard } = on.command;
  const { ask, beats } = on.ask;
  if (index >= beats.length) return refuse('not-found', `The card has beats 0 to ${beats.length - 1}.`);
  const known = on.round.heard.some((each) => each.by === on.actor && each.ask === ask && each.beat === index);
  if (known === heard) return accept();
  if (!heard) return accept([{ type: 'beat-unheard', ask, beat: index }]);
  return accept([{ type: 'beat-heard', ...momentOn(on), beat: index }]);
}

export function hint(on: OnAsk<'hint'>): Decision {
  const { rung, how } = on.command;
  const { ask, hints } = on.ask;
  if (rung >= hints) return refuse('not-found', `The card has hints 0 to ${hints - 1}.`);
  const given = on.round.moments.some(
    (moment) => moment.kind === 'hint' && moment.ask === ask && moment.rung === rung && moment.how === how,
  );
  return accept(given ? [] : [{ type: 'hint-given', ...momentOn(on), rung, how }]);
}

export function fact(on: OnAsk<'fact'>): Decision {
  const { fact: index } = on.command;
  const { ask, facts } = on.ask;
  if (index >= facts)
    return refuse('not-found', facts ? `The card has facts 0 to ${facts - 1}.` : 'The card has no facts.');
  const given = on.round.moments.some(
    (moment) => moment.kind === 'fact' && moment.ask === ask && moment.fact === index,
  );
  return accept(given ? [] : [{ type: 'fact-given', ...momentOn(on), fact: index }]);
}

export function question(on: OnAsk<'question'>): Decision {
  const { index } = on.command;
  const { questions = 0, question: current } = on.ask;
  if (index >= questions) {
    return refuse('not-found', questions ? `The card has questions 0 to ${questions - 1}.` : 'This is no rapid fire.');
  }
  return accept(current?.index === index ? [] : [{ type: 'question-asked', ...momentOn(on), index }]);
}

/** The candidate may have read it by then; what counts is that it was a slip. */
export function takeBack({ state: { round }, command, actor, now }: CommandIn<'take-back', InRound>): Decision {
  const given = round.moments.find(({ moment, by }) => moment === command.moment && by === actor);
  if (given?.kind !== 'hint' && given?.kind !== 'fact') return refuse('not-found', 'There is no such hint or fact.');
  if (elapsedAt(round.clock, now) - given.at > TAKE_BACK_MS) {
    return refuse('stale', 'A hint or fact can be taken back within ten seconds.');
  }
  return accept([{ type: 'taken-back', moment: given.moment, how: given.kind === 'hint' ? given.how : 'sent' }]);
}

export function tick(on: OnAsk<'tick'>): Decision {
  const { part, index, on: set } = on.command;
  const { ask, followUps = 0, redFlags = 0 } = on.ask;
  if (index >= (part === 'follow-up' ? followUps : redFlags))
    return refuse('not-found', `The card has no such ${part}.`);
  const known = on.round.moments.some((each) => isAbout(each, part, ask, index) && each.by === on.actor);
  if (known === set) return accept();
  return accept([set ? { type: 'ticked', ...momentOn(on), part, index } : { type: 'unticked', ask, part, index }]);
}

/** How a question of a rapid fire was answered. */
export function judge(on: OnAsk<'judge'>): Decision {
  const { index, verdict } = on.command;
  const { ask, questions = 0 } = on.ask;
  if (index >= questions) return refuse('not-found', 'The card has no such question.');
  const known = on.round.moments.find((each) => isAbout(each, 'answer', ask, index) && each.by === on.actor);
  const before = known?.kind === 'answer' ? known.verdict : null;
  return accept(before === verdict ? [] : [{ type: 'answer-judged', ...momentOn(on), index, verdict }]);
}

const NOT_STARTED = refuse('wrong-phase', 'The clock starts with the first card.');

export const pause = ({ state: { round } }: CommandIn<'pause', InRound>): Decision =>
  round.clock.started ? accept(round.clock.since === null ? [] : [{ type: 'paused' }]) : NOT_STARTED;

export const resume = ({ state: { round } }: CommandIn<'resume', InRound>): Decision =>
  round.clock.started ? accept(round.clock.since === null ? [{ type: 'resumed' }] : []) : NOT_STARTED;

/** No time of the candidate's passes while there is no server. */
export const serverGone = ({ state, command: { at } }: CommandIn<'server-gone'>): Decision => {
  const since = state.phase === 'round' ? state.round.clock.since : null;
  return accept(since !== null && since <= at ? [{ type: 'paused' }] : []);
};

export const serverBack = ({ state, command: { since }, now }: CommandIn<'server-back'>): Decision =>
  accept(state.phase === 'round' && state.round.clock.started ? [{ type: 'resumed', away: now - since }] : []);

/** The interviewer ends the round; the candidate can when the interviewer agrees. */
export function endRound(given: CommandIn<'end-round', InRound>): Decision {
  const { state, command, actor } = given;
  if (state.round.seats.interviewer === actor && command.agreed !== false) return ENDED;
  return propose(given, () => ENDED);
}

const ENDED = accept([{ type: 'round-ended' }]);
