/** What every event means outside the state: who may learn of it, what it does to rights, what is stored beside it. */

import type { EventOf, RoomEvent } from './events.ts';
import type { CardId, PeerId, SheetId } from './ids.ts';
import { askIn, lastRound, membersOf, roundsOf, seatIn } from './queries.ts';
import type { RoomState } from './state.ts';

type Type = RoomEvent['type'];

interface EventRule<T extends Type> {
  /** Whose own view it changes, in the room after it. Nobody else is sent one, so that traffic betrays nothing. */
  tells: (state: RoomState, event: EventOf<T>) => readonly PeerId[];
  /** `changed`: it may give or take a right, or change a name that is shown there. `frozen`: writing ends. */
  rights: 'same' | 'changed' | 'frozen';
  /** What its step stores beside it. @param state the room after the step */
  stores: (event: EventOf<T>, state: RoomState) => Partial<Beside>;
}

/** That a peer has met a card. `asked`: as the candidate. `interviewed`: asked it. `read`: read its guide. */
export interface CardMet {
  peer: PeerId;
  card: CardId;
  how: 'asked' | 'interviewed' | 'read';
  /** ms since the epoch. */
  at: number;
}

/** What a step stores beside its events. */
export interface Beside {
  /** Who comes into the room: its history names nobody else, so that an erasure finds all rooms of a person. */
  people: readonly PeerId[];
  /** Sheets that begin, with the code of the card that is asked. */
  sheets: readonly SheetId[];
  history: readonly CardMet[];
}

const nobody = (): PeerId[] => [];
const onlyActor = (_state: RoomState, { actor }: RoomEvent): PeerId[] => [actor];
const peers = (state: RoomState): PeerId[] => state.peers.map(({ peer }) => peer);
const everybody = membersOf;
const nothing = () => ({});
const comesIn = ({ peer }: { peer: PeerId }) => ({ people: [peer] });

export const EVENT_RULES: { readonly [T in Type]: EventRule<T> } = {
  'room-created': { tells: nobody, rights: 'same', stores: nothing },
  'peer-joined': { tells: everybody, rights: 'changed', stores: comesIn },
  'peer-removed': { tells: everybody, rights: 'changed', stores: nothing },
  'peer-left': { tells: everybody, rights: 'same', stores: nothing },
  'peer-back': { tells: everybody, rights: 'same', stores: nothing },
  'peer-renamed': { tells: everybody, rights: 'changed', stores: nothing },
  'peer-erased': { tells: everybody, rights: 'changed', stores: nothing },
  'return-asked': { tells: whoIsHere, rights: 'same', stores: comesIn },
  'return-answered': { tells: whoIsHere, rights: 'same', stores: nothing },
  'observer-joined': { tells: everybody, rights: 'same', stores: comesIn },
  'observer-removed': { tells: everybody, rights: 'changed', stores: nothing },
  'observers-allowed': { tells: everybody, rights: 'changed', stores: nothing },
  'invite-renewed': { tells: nobody, rights: 'same', stores: nothing },
  'plan-set': { tells: everybody, rights: 'same', stores: nothing },
  'seat-taken': { tells: everybody, rights: 'same', stores: nothing },
  'seats-exchanged': { tells: everybody, rights: 'changed', stores: nothing },
  proposed: { tells: peers, rights: 'same', stores: nothing },
  'proposal-closed': { tells: peers, rights: 'same', stores: nothing },
  'steering-allowed': { tells: onlyActor, rights: 'same', stores: nothing },
  'card-read': {
    tells: nobody,
    rights: 'same',
    stores: ({ peer, card, at }) => ({ history: [{ peer, card, how: 'read', at }] }),
  },
  'round-started': { tells: everybody, rights: 'changed', stores: nothing },
  asked: { tells: everybody, rights: 'same', stores: newSheet },
  unasked: { tells: everybody, rights: 'changed', stores: nothing },
  'beat-heard': { tells: onlyActor, rights: 'same', stores: nothing },
  'beat-unheard': { tells: onlyActor, rights: 'same', stores: nothing },
  'hint-given': {
    tells: (state, { how, actor }) => (how === 'sent' ? everybody(state) : [actor]),
    rights: 'same',
    stores: nothing,
  },
  'fact-given': { tells: everybody, rights: 'same', stores: nothing },
  'taken-back': {
    tells: (state, { how, actor }) => (how === 'sent' ? everybody(state) : [actor]),
    rights: 'same',
    stores: nothing,
  },
  ticked: { tells: onlyActor, rights: 'same', stores: nothing },
  unticked: { tells: onlyActor, rights: 'same', stores: nothing },
  'answer-judged': { tells: onlyActor, rights: 'same', stores: nothing },
  'question-asked': { tells: everybody, rights: 'same', stores: nothing },
  noted: { tells: onlyActor, rights: 'same', stores: nothing },
  pinned: { tells: onlyActor, rights: 'same', stores: nothing },
  'note-edited': { tells: onlyActor, rights: 'same', stores: nothing },
  'note-removed': { tells: onlyActor, rights: 'same', stores: nothing },
  'runs-locked': { tells: everybody, rights: 'same', stores: nothing },
  'code-ran': { tells: everybody, rights: 'same', stores: nothing },
  'code-checked': { tells: whoSeesCheck, rights: 'same', stores: nothing },
  'checks-revealed': { tells: everybody, rights: 'same', stores: nothing },
  'check-added': { tells: everybody, rights: 'same', stores: nothing },
  'trace-set': { tells: everybody, rights: 'same', stores: nothing },
  'trace-committed': { tells: everybody, rights: 'same', stores: nothing },
  traced: { tells: everybody, rights: 'same', stores: nothing },
  marked: { tells: onlyActor, rights: 'same', stores: nothing },
  paused: { tells: everybody, rights: 'same', stores: nothing },
  resumed: { tells: everybody, rights: 'same', stores: nothing },
  'round-ended': { tells: everybody, rights: 'frozen', stores: nothing },
  'form-submitted': { tells: everybody, rights: 'same', stores: nothing },
  finished: { tells: everybody, rights: 'changed', stores: nothing },
  revealed: { tells: everybody, rights: 'same', stores: nothing },
  promised: { tells: peers, rights: 'same', stores: nothing },
  'comment-marked': { tells: whoTookPart, rights: 'same', stores: nothing },
  'report-shared': { tells: peers, rights: 'same', stores: nothing },
  'report-linked': { tells: peers, rights: 'same', stores: nothing },
  continued: { tells: peers, rights: 'same', stores: nothing },
};

/** @param state the room after the event */
export function audienceOf(event: RoomEvent, state: RoomState): readonly PeerId[] {
  const { tells } = EVENT_RULES[event.type] as EventRule<Type>;
  return tells(state, event);
}

/** @param state the room after the step of these events */
export function besideOf(events: readonly RoomEvent[], state: RoomState): Beside {
  const all = events.map((event) => (EVENT_RULES[event.type] as EventRule<Type>).stores(event, state));
  return {
    people: all.flatMap(({ people = [] }) => people),
    sheets: all.flatMap(({ sheets = [] }) => sheets),
    history: all.flatMap(({ history = [] }) => history),
  };
}

function newSheet({ sheet, card, at }: EventOf<'asked'>, state: RoomState): Partial<Beside> {
  const met = state.peers.map(({ peer, seat }): CardMet => {
    return { peer, card, how: seat === 'candidate' ? 'asked' : 'interviewed', at };
  });
  return { sheets: [sheet], history: met };
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
