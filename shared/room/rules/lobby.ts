/** Rules of the lobby: the plan, the seats, the beginning. */

import { accept, refuse, type Decision } from '../commands.ts';
import type { Plan } from '../plan.ts';
import { inSeat, memberOf } from '../queries.ts';
import type { Lobby } from '../state.ts';
import { propose } from './proposals.ts';
import type { Beginning, CommandIn } from './rule.ts';
import { startRound } from './start.ts';

export const setPlan = ({ state, command: { plan } }: CommandIn<'set-plan', Lobby>): Decision =>
  accept(samePlan(state.plan, plan) ? [] : [{ type: 'plan-set', plan }]);

const samePlan = (a: Plan, b: Plan): boolean =>
  a.preset === b.preset &&
  a.level === b.level &&
  a.minutes === b.minutes &&
  a.rounds === b.rounds &&
  (a.familiar ?? false) === (b.familiar ?? false) &&
  a.topics.join() === b.topics.join();

/** Each peer decides what orders the cards that they are asked. */
export const steer = ({ state, command: { allowed }, actor: peer }: CommandIn<'steer', Lobby>): Decision =>
  accept(state.steers.includes(peer) === allowed ? [] : [{ type: 'steering-allowed', peer, allowed }]);

export function sit({ state, command: { seat }, actor: peer }: CommandIn<'sit', Lobby>): Decision {
  if (memberOf(state, peer)?.seat === seat) return accept();
  if (inSeat(state, seat))
    return refuse('room-full', `The ${seat}'s seat is taken. You can propose to exchange seats.`);
  return accept([{ type: 'seat-taken', peer, seat }]);
}

export function exchangeSeats(given: CommandIn<'exchange-seats', Lobby>): Decision {
  if (given.command.agreed && given.state.peers.length < 2) {
    return refuse('wrong-phase', 'There is nobody to exchange seats with yet. Sit in the other seat instead.');
  }
  return propose(given, () => accept([{ type: 'seats-exchanged' }]));
}

export function begin({ state, ...context }: CommandIn<'begin', Lobby> & Beginning): Decision {
  if (state.peers.length < 2) return refuse('wrong-phase', 'Both seats must be taken to begin.');
  if (!state.peers.every(({ peer }) => context.connected.has(peer))) {
    return refuse('wrong-phase', 'Both peers must be connected to begin.');
  }
  return startRound(1, inSeat(state, 'candidate')?.peer, context);
}
