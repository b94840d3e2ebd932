/** A room after a person was erased: as if they had left the seat and had never written words of their own. */

import type { PeerId } from './ids.ts';
import { seatIn } from './queries.ts';
import type { Moment, RoomState, Round } from './state.ts';

export function withoutPeer(state: RoomState, peer: PeerId): RoomState {
  const { [peer]: _views, ...views } = state.views;
  const isOther = (other: PeerId): boolean => other !== peer;
  const isOthers = (of: { peer: PeerId }): boolean => isOther(of.peer);
  const without = {
    ...state,
    views,
    peers: state.peers.filter(isOthers),
    observers: state.observers.filter(isOthers),
    removedPeers: state.removedPeers.filter(isOther),
    removedObservers: state.removedObservers.filter(isOther),
    steers: state.steers.filter(isOther),
    returning: null,
    proposals: state.proposals.filter(({ by }) => isOther(by)),
  };
  return withoutWords(without, peer);
}

function withoutWords(state: RoomState, peer: PeerId): RoomState {
  const forget = (round: Round): Round => roundWithout(round, peer);
  switch (state.phase) {
    case 'lobby':
      return state;
    case 'round':
    case 'feedback':
      return { ...state, earlier: state.earlier.map(forget), round: forget(state.round) };
    case 'debrief':
      return {
        ...state,
        rounds: state.rounds.map(forget),
        promises: state.promises.filter(({ by }) => by !== peer),
        marks: state.marks.filter(({ round }) => !tookPart(state.rounds, round, peer)),
        shared: false,
        link: null,
      };
  }
}

/** Of what was written in such a round, one half was theirs and the other is marked by them. */
const tookPart = (rounds: readonly Round[], round: number, peer: PeerId): boolean =>
  rounds.some((each) => each.round === round && seatIn(each, peer) !== null);

/** The seat keeps its opaque id, by which a replay tells the two tracks apart. */
const roundWithout = (round: Round, peer: PeerId): Round => ({
  ...round,
  moments: round.moments.filter((moment) => moment.by !== peer || !isOwnWords(moment)),
  promise: round.seats.candidate === peer ? null : round.promise,
  forms: round.forms.map((form) => (form.by === peer ? { ...form, withdrawn: true } : form)),
});

const isOwnWords = ({ kind }: Moment): boolean => kind === 'note' || kind === 'pin' || kind === 'mark';
