/** Forgetting a person: the last step of each of their rooms, taken by all of them at once. */

import { decide } from '../../shared/room/decide/decide.ts';
import type { RoomEvent } from '../../shared/room/events.ts';
import type { Actor, PeerId, RoomId } from '../../shared/room/ids.ts';
import type { RoomState } from '../../shared/room/state.ts';
import { RefusedError, UNAVAILABLE } from '../refused.ts';
import type { RoomStep, Store } from '../store/store.ts';
import type { LiveRoom } from './live-room.ts';
import { MAX_CLASHES, stepOf } from './step.ts';

/** How long what somebody asked for before their erasure may still be on its way, in ms. */
const ON_ITS_WAY_MS = 60_000;

export interface ErasureParts {
  store: Store;
  now: () => number;
  seed: (start: string) => Uint8Array;
  open: (room: RoomId) => Promise<LiveRoom | null>;
  /** Reads a room anew, after another process was faster. */
  reload: (room: LiveRoom) => Promise<void>;
  /** Tells who listens. */
  tell: (room: LiveRoom, events: readonly RoomEvent[]) => void;
}

interface LastStep {
  room: LiveRoom;
  step: RoomStep;
  after: RoomState;
}

export class Erasure {
  readonly #parts: ErasureParts;
  readonly #erased = new Set<PeerId>();

  constructor(parts: ErasureParts) {
    this.#parts = parts;
  }

  /** Whether this peer was erased a moment ago. */
  has(peer: Actor): boolean {
    return this.#erased.has(peer);
  }

  /** Forgets a person, in the store and in every room that names them. @throws RefusedError */
  async erase(peer: PeerId): Promise<void> {
    this.#erased.add(peer);
    setTimeout(() => this.#erased.delete(peer), ON_ITS_WAY_MS).unref();
    try {
      for (let tries = 0; tries < MAX_CLASHES; tries++) {
        const clashed = await this.#tryOnce(peer);
        if (!clashed) return;
        for (const room of clashed) await this.#parts.reload(room);
      }
      throw new RefusedError(UNAVAILABLE.refusal, UNAVAILABLE.message);
    } catch (error) {
      this.#erased.delete(peer);
      throw error;
    }
  }

  /** @returns the rooms that have moved on meanwhile; null once it is done */
  async #tryOnce(peer: PeerId): Promise<readonly LiveRoom[] | null> {
    const { store, open, tell } = this.#parts;
    const ids = await store.roomsNaming(peer);
    const rooms = (await Promise.all(ids.map(open))).filter((room) => room !== null);
    return inTurnOfAll(rooms, async () => {
      const last = rooms.map((room) => lastStepOf(room, peer, this.#parts));
      const erased = await store.erasePeer(
        peer,
        last.map(({ step }) => step),
      );
      if (!erased.ok) return rooms;
      for (const { room, step, after } of last) {
        room.forget(peer, after, erased.words);
        tell(room, step.events);
      }
      return null;
    });
  }
}

/**
 * Nobody else changes any of these rooms meanwhile.
 * @param rooms in the order of their ids, so that two who want several do not wait for each other
 */
const inTurnOfAll = <T>([first, ...others]: readonly LiveRoom[], act: () => Promise<T>): Promise<T> =>
  first ? first.inTurn(() => inTurnOfAll(others, act)) : act();

function lastStepOf(room: LiveRoom, peer: PeerId, { now, seed }: ErasureParts): LastStep {
  const context = { now: now(), id: '', connected: new Set<PeerId>(), words: room.words };
  const decision = decide(room.state, { type: 'erase', peer }, 'system', context);
  if (!decision.ok) throw new Error(`a room could not erase a peer: ${decision.message}`);
  const { step, after } = stepOf(room.state, { ...decision, actor: 'system', context, seed });
  return { room, step: { ...step, room: room.state.room }, after };
}
