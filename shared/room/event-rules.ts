/** What every event means to people: who may learn of it, and what it does to their rights to the room's sheets. */

import type { EventOf, RoomEvent } from './events.ts';
import type { PeerId } from './ids.ts';
import { askIn, lastRound, membersOf, roundsOf, seatIn } from './queries.ts';
import type { RoomState } from './state.ts';

type Type = RoomEvent['type'];

interface EventRule<T extends Type> {
  /** Whose own view it changes, in the room after it. Nobody else is sent one, so that traffic betrays nothing. */
  tells: (state: RoomState, event: EventOf<T>) => readonly PeerId[];
  /** `changed`: it may give or take a right, or change a name that is shown there. `frozen`: writing ends. */
  rights: 'same' | 'changed' | 'frozen';
}

const nobody = (): PeerId[] => [];
const onlyActor = (_state: RoomState, { actor }: RoomEvent): PeerId[] => [actor];
const peers = (state: RoomState): PeerId[] => state.peers.map(({ peer }) => peer);
const everybody = membersOf;

export const EVENT_RULES: { readonly [T in Type]: EventRule<T> } = {
  'room-created': { tells: nobody, rights: 'same' },
  'peer-joined': { tells: everybody, rights: 'changed' },
  'peer-removed': { tells: everybody, rights: 'changed' },
  'peer-left': { tells: everybody, rights: 'same' },
  'peer-back': { tells: everybody, rights: 'same' },
  'peer-renamed': { tells: everybody, rights: 'changed' },
  'peer-erased': { tells: everybody, rights: 'changed' },
  'return-asked': { tells: whoIsHere, rights: 'same' },
  'return-answered': { tells: whoIsHere, rights: 'same' },
  'observer-joined': { tells: everybody, rights: 'same' },
  'observer-removed': { tells: everybody, rights: 'changed' },
  'observers-allowed': { tells: everybody, rights: 'changed' },
  'invite-renewed': { tells: nobody, rights: 'same' },
  'plan-set': { tells: everybody, rights: 'same' },
  'seat-taken': { tells: everybody, rights: 'same' },
  'seats-exchanged': { tells: everybody, rights: 'changed' },
  proposed: { tells: peers, rights: 'same' },
  'proposal-closed': { tells: peers, rights: 'same' },
  'steering-allowed': { tells: onlyActor, rights: 'same' },
  'card-read': { tells: nobody, rights: 'same' },
  'round-started': { tells: everybody, rights: 'changed' },
  asked: { tells: everybody, rights: 'same' },
  unasked: { tells: everybody, rights: 'changed' },
  'beat-heard': { tells: onlyActor, rights: 'same' },
  'beat-unheard': { tells: onlyActor, rights: 'same' },
  'hint-given': { tells: (state, { how, actor }) => (how === 'sent' ? everybody(state) : [actor]), rights: 'same' },
  'fact-given': { tells: everybody, rights: 'same' },
  'question-asked': { tells: everybody, rights: 'same' },
  noted: { tells: onlyActor, rights: 'same' },
  pinned: { tells: onlyActor, rights: 'same' },
  'runs-locked': { tells: everybody, rights: 'same' },
  'code-ran': { tells: everybody, rights: 'same' },
  'code-checked': { tells: whoSeesCheck, rights: 'same' },
  'checks-revealed': { tells: everybody, rights: 'same' },
  'check-added': { tells: everybody, rights: 'same' },
  'trace-set': { tells: everybody, rights: 'same' },
  'trace-committed': { tells: everybody, rights: 'same' },
  traced: { tells: everybody, rights: 'same' },
  marked: { tells: onlyActor, rights: 'same' },
  paused: { tells: everybody, rights: 'same' },
  resumed: { tells: everybody, rights: 'same' },
  'round-ended': { tells: everybody, rights: 'frozen' },
  'form-submitted': { tells: everybody, rights: 'same' },
  finished: { tells: everybody, rights: 'changed' },
  revealed: { tells: everybody, rights: 'same' },
  promised: { tells: peers, rights: 'same' },
  'comment-marked': { tells: whoTookPart, rights: 'same' },
  'report-shared': { tells: peers, rights: 'same' },
  'report-linked': { tells: peers, rights: 'same' },
  continued: { tells: peers, rights: 'same' },
};

/** @param state the room after the event */
export function audienceOf(event: RoomEvent, state: RoomState): readonly PeerId[] {
  const { tells } = EVENT_RULES[event.type] as EventRule<Type>;
  return tells(state, event);
}

/** The peer who is asked; the other is away. */
function whoIsHere(state: RoomState, { as }: EventOf<'return-asked' | 'return-answered'>): PeerId[] {
  return peers(state).filter((peer) => peer !== as);
}

function whoSeesCheck(state: RoomState, { ask, hidden, actor }: EventOf<'code-checked'>): PeerId[] {
  const round = lastRound(state);
  const isShown = round !== undefined && askIn(round, ask)?.shown === true;
  return hidden && !isShown ? [actor] : membersOf(state);
}

function whoTookPart(state: RoomState, { round: number }: EventOf<'comment-marked'>): PeerId[] {
  const round = roundsOf(state).find((each) => each.round === number);
  return peers(state).filter((peer) => round !== undefined && seatIn(round, peer) !== null);
}
