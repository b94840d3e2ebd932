/** Rules of the moments that peers write for themselves: notes and pins. */

import { elapsedAt } from '../clock.ts';
import { accept, refuse, type Decision } from '../commands.ts';
import { askIn } from '../queries.ts';
import type { Round } from '../state.ts';
import { FULL_OF_MOMENTS, isFullOfMoments, NOT_ASKED } from './asks.ts';
import { roundForMoments } from './feedback.ts';
import type { CommandIn } from './rule.ts';

export const note = (given: CommandIn<'note'>): Decision =>
  inRound(given, (round) => {
    const { command, actor: author, id } = given;
    return accept(
      [{ type: 'noted', ...momentOf(round, given), words: id }],
      [{ words: id, author, kind: 'note', text: command.text }],
    );
  });

export const pin = (given: CommandIn<'pin'>): Decision =>
  inRound(given, (round) => {
    const { command, actor: author, id } = given;
    const { ask, from, to, quote, lesson, text = '' } = command;
    if (!askIn(round, ask)) return NOT_ASKED;
    return accept(
      [{ type: 'pinned', ...momentOf(round, given), ask, from, to, ...(lesson && { lesson }), words: id }],
      [{ words: id, author, kind: 'pin', text: JSON.stringify({ quote, text }) }],
    );
  });

function inRound({ state, actor, now }: CommandIn<'note' | 'pin'>, decide: (round: Round) => Decision): Decision {
  const round = roundForMoments(state, actor, now);
  if (!round) return refuse('wrong-phase', 'Notes and pins belong to a round, or to the form that follows it.');
  return isFullOfMoments(round, actor) ? FULL_OF_MOMENTS : decide(round);
}

/** Its time on the round's clock is the one the author names, but never later than the clock has run. */
const momentOf = (round: Round, { command: { at = Infinity }, id, now }: CommandIn<'note' | 'pin'>) => ({
  moment: id,
  clockAt: Math.min(at, elapsedAt(round.clock, now)),
  late: round.endedAt !== null,
});
