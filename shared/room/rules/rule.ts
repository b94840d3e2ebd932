/** What the table of rules says of each command: in which phase it is allowed, who may give it, and what decides. */

import type { Command, CommandContext, CommandOf, Decision, ServerCommand } from '../commands.ts';
import type { PeerId, Phase, Seat } from '../ids.ts';
import type { PromiseText } from '../roomview.ts';
import type { Debrief, InFeedback, InRound, Lobby, RoomState } from '../state.ts';

/** The phases a rule can name, and the state that its function is given then. */
interface StateIn {
  any: RoomState;
  lobby: Lobby;
  round: InRound;
  feedback: InFeedback;
  'round or feedback': InRound | InFeedback;
  debrief: Debrief;
  /** The debrief once the forms are open. */
  revealed: Debrief;
}
export type RulePhase = keyof StateIn;

/** A command with the state it meets, who gives it, and all else that it is decided by. */
export interface CommandIn<T extends Command['type'], S = RoomState> extends CommandContext {
  state: S;
  command: CommandOf<T>;
  actor: PeerId;
}

/** `peer`: either of the two. A seat is one of the current round. What a client sends is never for anybody. */
type RuleSeat<T, P> =
  'peer' | (P extends 'round' ? Seat : never) | (T extends ServerCommand['type'] ? 'anybody' : never);

export type Rule<T extends Command['type']> = {
  [P in RulePhase]: {
    phase: P;
    seat: RuleSeat<T, P>;
  } & Decides<CommandIn<T, StateIn[P]>>;
}[RulePhase];

/** What a round begins with: only the rules that say `begins` are given it. */
export interface Beginning {
  /** What each peer promised last in another room. */
  promises: ReadonlyMap<PeerId, PromiseText>;
}

type Decides<Given> =
  | { begins?: never; decide: (given: Given) => Decision }
  | { begins: true; decide: (given: Given & Beginning) => Decision };

/** Why a command is not allowed in a phase, or null where it is. */
export const WHY_NOT_NOW: { readonly [P in RulePhase]: (state: RoomState) => string | null } = {
  any: () => null,
  lobby: onlyIn(['lobby'], 'That belongs to the lobby, and this session has begun.'),
  round: onlyIn(['round'], 'That belongs to a round, and none is in progress.'),
  feedback: onlyIn(['feedback'], 'Seats are swapped after a round, when both forms are in.'),
  'round or feedback': onlyIn(['round', 'feedback'], 'There is no session in progress to finish.'),
  debrief: onlyIn(['debrief'], 'That belongs to the debrief, and this session is not over.'),
  revealed: (state) => {
    const closed = state.phase === 'debrief' && state.revealedAt === null;
    return closed ? 'The forms are not open yet.' : WHY_NOT_NOW.debrief(state);
  },
};

function onlyIn(phases: readonly Phase[], why: string): (state: RoomState) => string | null {
  return ({ phase }) => (phases.includes(phase) ? null : why);
}
