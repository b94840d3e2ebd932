/** The rules of a room: what a command makes happen, or why it is refused. Pure: time and ids come in as arguments. */

import { refuse, type Command, type CommandContext, type Decision, type RefusedDecision } from '../commands.ts';
import type { Actor, Seat } from '../ids.ts';
import { isObserver, memberOf } from '../queries.ts';
import type { RoomState } from '../state.ts';
import { WHY_NOT_NOW, type CommandIn, type RulePhase } from './rule.ts';
import { RULES } from './rules.ts';

/** The row of any command: because the phase is checked first, its function is given the state that it expects. */
interface AnyRule {
  phase: RulePhase;
  seat: 'anybody' | 'peer' | Seat;
  decide: (given: CommandIn<Command['type']>) => Decision;
}

/** @param actor who gives the command; `system` for what the server notices by itself */
export function decide(state: RoomState, command: Command, actor: Actor, context: CommandContext): Decision {
  return notAllowed(state, command.type, actor) ?? ruleOf(command.type).decide({ ...context, state, command, actor });
}

const ruleOf = (type: Command['type']) => RULES[type] as AnyRule;

/** Why this person cannot give such a command now, whatever it says. */
export function notAllowed(state: RoomState, type: Command['type'], actor: Actor): RefusedDecision | undefined {
  const { phase, seat } = ruleOf(type);
  if (seat !== 'anybody' && isObserver(state, actor))
    return refuse('read-only', 'You are watching. Only the two peers can act in this room.');
  if (seat !== 'anybody' && !memberOf(state, actor)) return refuse('not-a-member', 'You hold no seat in this room.');
  const why = WHY_NOT_NOW[phase](state);
  if (why !== null) return refuse('wrong-phase', why);
  if (seat === 'anybody' || seat === 'peer') return undefined;
  const sits = state.phase === 'round' && state.round.seats[seat] === actor;
  return sits ? undefined : refuse('wrong-seat', `Only the ${seat} does that.`);
}
