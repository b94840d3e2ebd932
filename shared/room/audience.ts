/** Whose own view an event changes: nobody else is sent one, so that traffic betrays nothing. */

import type { RoomEvent } from './events.ts';
import type { PeerId } from './ids.ts';
import { membersOf } from './queries.ts';
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
      return [event.actor];
    case 'hint-given':
      return event.how === 'spoken' ? [event.actor] : membersOf(state);
    case 'proposed':
    case 'proposal-closed':
    case 'promised':
    case 'continued':
      return state.peers.map(({ peer }) => peer);
    default:
      return membersOf(state);
  }
}
