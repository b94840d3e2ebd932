/** Whose own view an event changes: nobody else is sent one, so that traffic betrays nothing. */

import type { RoomEvent } from './events.ts';
import type { AskId, PeerId } from './ids.ts';
import { askIn, lastRound, membersOf, roundsOf, seatIn } from './queries.ts';
import type { RoomState } from './state.ts';

/** @param state the room after the event */
export function audienceOf(event: RoomEvent, state: RoomState): PeerId[] {
  switch (event.type) {
    case 'card-read':
    case 'invite-renewed':
      return [];
    case 'beat-heard':
    case 'beat-unheard':
    case 'noted':
    case 'pinned':
    case 'marked':
    case 'steering-allowed':
      return [event.actor];
    case 'hint-given':
      return event.how === 'spoken' ? [event.actor] : membersOf(state);
    case 'code-checked':
      return event.hidden && !isShown(state, event.ask) ? [event.actor] : membersOf(state);
    case 'proposed':
    case 'proposal-closed':
    case 'promised':
    case 'report-shared':
    case 'report-linked':
    case 'continued':
      return state.peers.map(({ peer }) => peer);
    case 'comment-marked':
      return whoTookPart(state, event.round);
    default:
      return membersOf(state);
  }
}

function whoTookPart(state: RoomState, number: number): PeerId[] {
  const round = roundsOf(state).find((each) => each.round === number);
  return state.peers.map(({ peer }) => peer).filter((peer) => round !== undefined && seatIn(round, peer) !== null);
}

function isShown(state: RoomState, ask: AskId): boolean {
  const round = lastRound(state);
  return round !== undefined && askIn(round, ask)?.shown === true;
}
