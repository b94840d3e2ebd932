/** Forgetting a person: the last step of each of their rooms, taken by all of them at once. */

import { decide } from '../../shared/room/decide/decide.ts';
import type { RoomEvent } from '../../shared/room/events.ts';
import type { PeerId, RoomId } from '../../shared/room/ids.ts';
import type { RoomState } from '../../shared/room/state.ts';
import type { RoomStep, Store } from '../store/store.ts';
import type { LiveRoom } from './live-room.ts';
import { stepOf } from './step.ts';

export interface ErasureParts {
  store: Store;
  now: () => number;
  seed: (start: string) => Uint8Array;
  open: (room: RoomId) => Promise<LiveRoom | null>;
  /** Tells who listens. */
  tell: (room: LiveRoom, events: readonly RoomEvent[]) => void;
}

interface LastStep {
  room: LiveRoom;
  step: RoomStep;
  after: RoomState;
}

/** @returns the rooms that have moved on meanwhile, to be read again before another try; null once it is done */
export async function erasePeer(peer: PeerId, parts: ErasureParts): Promise<readonly LiveRoom[] | null> {
  const ids = await parts.store.roomsNaming(peer);
  const rooms = (await Promise.all(ids.map(parts.open))).filter((room) => room !== null);
  return inTurnOfAll(rooms, async () => {
    const last = rooms.map((room) => lastStepOf(room, peer, parts));
    const erased = await parts.store.erasePeer(
      peer,
      last.map(({ step }) => step),
    );
    if (!erased.ok) return rooms;
    for (const { room, step, after } of last) {
      room.forget(peer, after, erased.words);
      parts.tell(room, step.events);
    }
    return null;
  });
}

/** Nobody else changes any of these rooms meanwhile. @param rooms in the order of their ids, so that two who want several do not wait for each other */
const inTurnOfAll = <T>([first, ...others]: readonly LiveRoom[], act: () => Promise<T>): Promise<T> =>
  first ? first.inTurn(() => inTurnOfAll(others, act)) : act();

function lastStepOf(room: LiveRoom, peer: PeerId, { now, seed }: ErasureParts): LastStep {
  const context = { now: now(), id: '', connected: new Set<PeerId>(), words: room.words };
  const decision = decide(room.state, { type: 'erase', peer }, 'system', context);
  if (!decision.ok) throw new Error(`a room did not let go of somebody: ${decision.message}`);
  const { step, after } = stepOf(room.state, { ...decision, actor: 'system', context, seed });
  return { room, step: { ...step, room: room.state.room }, after };
}
