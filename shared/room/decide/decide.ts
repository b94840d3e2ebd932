/** The rules of a room: what a command makes happen, or why it is refused. Pure: time and ids come in as arguments. */

import {
  accept,
  type Command,
  type CommandContext,
  type CommandOf,
  type Decision,
  refuse,
  type ServerCommand,
} from '../commands.ts';
import type { ClientCommand } from '../../wire.ts';
import type { Actor, PeerId } from '../ids.ts';
import { actsAt, isObserver, memberOf } from '../queries.ts';
import type { RoomState } from '../state.ts';
import { coded } from './code.ts';
import { debriefed, linkReport, type DebriefCommand } from './debrief.ts';
import { finish, saveDraft, submitForm, swap } from './feedback.ts';
import { begin, exchangeSeats, setPlan, sit, steer } from './lobby.ts';
import { allowObservers, deadline, erase, join, presence, removeObserver, removePeer } from './membership.ts';
import { ownMoment } from './moments.ts';
import { endRound, guided, pause, resume } from './round.ts';

/** @param actor who asks; `system` for what the server notices by itself */
export function decide(state: RoomState, command: Command, actor: Actor, context: CommandContext): Decision {
  if (isServers(command)) return occurred(state, command, actor, context);
  if (isObserver(state, actor))
    return refuse('read-only', 'You are watching. Only the two peers can act in this room.');
  if (!memberOf(state, actor)) return refuse('not-a-member', 'You hold no seat in this room.');
  return commanded(state, command, actor, context);
}

const SERVER_COMMANDS: readonly string[] = [
  'join',
  'leave',
  'come-back',
  'rename',
  'renew-invite',
  'link-report',
  'read-card',
  'continue',
  'erase',
  'deadline',
] satisfies ServerCommand['type'][];

const isServers = (command: Command): command is ServerCommand => SERVER_COMMANDS.includes(command.type);

function occurred(state: RoomState, command: ServerCommand, actor: Actor, { now }: CommandContext): Decision {
  switch (command.type) {
    case 'join':
      return join(state, actor);
    case 'leave':
      return presence(state, actor, false);
    case 'come-back':
      return presence(state, actor, true);
    case 'rename':
      return accept([{ type: 'peer-renamed', peer: actor }]);
    case 'renew-invite':
      return accept([{ type: 'invite-renewed' }]);
    case 'link-report':
      return linkReport(state, actor);
    case 'read-card':
      return accept([{ type: 'card-read', peer: actor, card: command.card }]);
    case 'continue':
      return continued(state, actor, command.next);
    case 'erase':
      return erase(state, command.peer, now);
    case 'deadline':
      return deadline(state, now, actsAt(state));
  }
}

function continued(state: RoomState, actor: PeerId, next: string): Decision {
  if (!memberOf(state, actor)) return refuse('not-a-member', 'Only the two peers of a session can open the next room.');
  if (state.phase !== 'debrief') return refuse('wrong-phase', 'This session is not over yet.');
  if (state.next !== null) return refuse('stale', 'The next room is open already.');
  return accept([{ type: 'continued', next }]);
}

/** In which phase a command has its place, for the refusal's words. */
const lobbyOnly = () => refuse('wrong-phase', 'That belongs to the lobby, and this session has begun.');
const roundOnly = () => refuse('wrong-phase', 'That belongs to a round, and none is in progress.');
const notHere = (what: string) => refuse('wrong-phase', what);

function commanded(state: RoomState, command: ClientCommand, actor: PeerId, context: CommandContext): Decision {
  switch (command.type) {
    case 'remove-peer':
      return removePeer(state, actor, command.peer, context.now);
    case 'allow-observers':
      return allowObservers(state, actor, command.agreed);
    case 'remove-observer':
      return removeObserver(state, command.peer);
    case 'set-plan':
    case 'sit':
    case 'exchange-seats':
    case 'steer':
    case 'begin':
      return inLobby(state, command, actor, context);
    case 'ask':
    case 'ask-own':
    case 'question':
    case 'unask':
    case 'beat':
    case 'hint':
    case 'fact':
    case 'pause':
    case 'resume':
    case 'end-round':
      return inRound(state, command, actor, context);
    case 'lock-runs':
    case 'ran':
    case 'checked':
    case 'reveal-checks':
    case 'add-check':
    case 'set-trace':
    case 'commit-trace':
    case 'traced':
    case 'mark':
      return state.phase === 'round' ? coded(state, command, actor, context) : roundOnly();
    case 'note':
    case 'pin':
      return ownMoment(state, command, actor, context);
    default:
      return afterRound(state, command, actor, context);
  }
}

type LobbyCommand = CommandOf<'set-plan' | 'sit' | 'exchange-seats' | 'steer' | 'begin'>;

function inLobby(state: RoomState, command: LobbyCommand, actor: PeerId, context: CommandContext): Decision {
  if (state.phase !== 'lobby') return lobbyOnly();
  switch (command.type) {
    case 'set-plan':
      return setPlan(state, command.plan);
    case 'sit':
      return sit(state, actor, command.seat);
    case 'exchange-seats':
      return exchangeSeats(state, actor, command.agreed);
    case 'steer':
      return steer(state, actor, command.allowed);
    case 'begin':
      return begin(state, context);
  }
}

type RoundCommand = CommandOf<
  'ask' | 'ask-own' | 'question' | 'unask' | 'beat' | 'hint' | 'fact' | 'pause' | 'resume' | 'end-round'
>;

function inRound(state: RoomState, command: RoundCommand, actor: PeerId, context: CommandContext): Decision {
  if (state.phase !== 'round') return roundOnly();
  switch (command.type) {
    case 'pause':
      return pause(state);
    case 'resume':
      return resume(state);
    case 'end-round':
      return endRound(state, actor, command.agreed);
    default:
      if (state.round.seats.interviewer !== actor) return refuse('wrong-seat', 'Only the interviewer can do that.');
      return guided(state, command, actor, context);
  }
}

type AfterRoundCommand = DebriefCommand | CommandOf<'save-draft' | 'submit-form' | 'swap' | 'finish'>;

function afterRound(state: RoomState, command: AfterRoundCommand, actor: PeerId, context: CommandContext): Decision {
  switch (command.type) {
    case 'save-draft':
      return saveDraft(state, actor, command.form, context.now);
    case 'submit-form':
      return submitForm(state, actor, command.form, context);
    case 'swap':
      return state.phase === 'feedback'
        ? swap(state, actor, command.agreed, context)
        : notHere('Seats are swapped after a round, when both forms are in.');
    case 'finish':
      return state.phase === 'round' || state.phase === 'feedback'
        ? finish(state, actor, command.agreed, context.now)
        : notHere('There is no session in progress to finish.');
    case 'promise':
    case 'mark-comment':
    case 'share-report':
      return state.phase === 'debrief'
        ? debriefed(state, command, actor, context)
        : notHere('That belongs to the debrief, and this session is not over.');
  }
}
