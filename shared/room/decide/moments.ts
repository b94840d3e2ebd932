/** Rules of the moments one writes for oneself: notes and pins. */

import { elapsedAt } from '../clock.ts';
import { accept, refuse, type CommandContext, type CommandOf, type Decision } from '../commands.ts';
import type { PeerId } from '../ids.ts';
import { askIn } from '../queries.ts';
import type { RoomState, Round } from '../state.ts';
import { roundForMoments } from './feedback.ts';
import { fullOfMoments, isFullOfMoments } from './round.ts';

type OwnMoment = CommandOf<'note' | 'pin'>;

export function ownMoment(state: RoomState, command: OwnMoment, actor: PeerId, context: CommandContext): Decision {
  const round = roundForMoments(state, actor, context.now);
  if (!round) return refuse('wrong-phase', 'Notes and pins belong to a round, or to the form that follows it.');
  if (isFullOfMoments(round)) return fullOfMoments();
  return command.type === 'note' ? note(round, command, actor, context) : pin(round, command, actor, context);
}

/** When on the round's clock: as said, but never beyond what has run. */
const clockAt = (round: Round, at: number | undefined, now: number): number =>
  Math.min(at ?? Infinity, elapsedAt(round.clock, now));

function note(round: Round, { text, at }: CommandOf<'note'>, author: PeerId, { id, now }: CommandContext): Decision {
  const late = round.endedAt !== null;
  return accept(
    [{ type: 'noted', moment: id, clockAt: clockAt(round, at, now), late, words: id }],
    [{ words: id, author, kind: 'note', text }],
  );
}

function pin(
  round: Round,
  { ask, from, to, quote, lesson, text = '', at }: CommandOf<'pin'>,
  author: PeerId,
  { id, now }: CommandContext,
): Decision {
  if (!askIn(round, ask)) return refuse('not-found', 'That card is not asked in this round.');
  const late = round.endedAt !== null;
  const place = { ask, from, to, ...(lesson && { lesson }) };
  return accept(
    [{ type: 'pinned', moment: id, clockAt: clockAt(round, at, now), late, ...place, words: id }],
    [{ words: id, author, kind: 'pin', text: JSON.stringify({ quote, text }) }],
  );
}
