/** What is common to the commands about a card that is asked in the current round. */

import { LIMITS } from '../../limits.ts';
import { elapsedAt } from '../clock.ts';
import { refuse, type Command, type Decision } from '../commands.ts';
import type { AskId, PeerId } from '../ids.ts';
import { askIn, isRun } from '../queries.ts';
import type { Ask, InRound, Round } from '../state.ts';
import type { CommandIn } from './rule.ts';

type AboutAsk = Extract<Command, { ask: AskId }>['type'];

export interface OnAsk<T extends AboutAsk = AboutAsk> extends CommandIn<T, InRound> {
  round: Round;
  ask: Ask;
}
type DecideOnAsk<T extends AboutAsk> = (on: OnAsk<T>) => Decision;

export const onAsk =
  <T extends AboutAsk>(decide: DecideOnAsk<T>) =>
  (given: CommandIn<T, InRound>): Decision => {
    const { round } = given.state;
    const ask = askIn(round, given.command.ask);
    return ask ? decide({ ...given, round, ask }) : NOT_ASKED;
  };

export const NOT_ASKED = refuse('not-found', 'That card is not asked in this round.');

/** For a command that adds a moment. */
export const counted =
  <T extends AboutAsk>(decide: DecideOnAsk<T>): DecideOnAsk<T> =>
  (on) =>
    isFullOfMoments(on.round, on.actor) ? FULL_OF_MOMENTS : decide(on);

/** What the event of each of these moments begins with. */
export const momentOn = ({ round, ask: { ask }, id, now }: OnAsk) => ({
  moment: id,
  clockAt: elapsedAt(round.clock, now),
  ask,
});

/**
 * Counted by peer, so that nobody uses up what another may add, or is told how much that is. Runs have a limit of their
 * own: pressing Run must not end the notes.
 */
export const isFullOfMoments = ({ moments }: Round, actor: PeerId): boolean =>
  moments.length >= LIMITS.momentsPerRound &&
  moments.filter((moment) => moment.by === actor && !isRun(moment)).length >= LIMITS.momentsPerRound;

export const FULL_OF_MOMENTS = refuse(
  'too-large',
  `A round keeps at most ${LIMITS.momentsPerRound} moments of one person.`,
);
