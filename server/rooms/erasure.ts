/** Forgetting a person: the last step of each of their rooms, taken by all of them at once. */

import { decide } from '../../shared/room/rules/decide.ts';
import type { Effects } from '../../shared/room/effects.ts';
import type { Actor, PeerId, RoomId } from '../../shared/room/ids.ts';
import { RefusedError, UNAVAILABLE } from '../refused.ts';
import type { Store } from '../store/store.ts';
import type { LiveRoom } from './live-room.ts';
import { MAX_CLASHES, stepOf, type DecidedStep } from './step.ts';

/** How long what somebody asked for before their erasure may still be on its way, in ms. */
const ON_ITS_WAY_MS = 60_000;

export interface ErasureDeps {
  store: Store;
  now: () => number;
  seed: (start: string) => Uint8Array;
  open: (room: RoomId) => Promise<LiveRoom | null>;
  /** Reads a room again, after another process was faster. */
  reload: (room: LiveRoom) => Promise<void>;
  /** Tells everyone who listens. */
  tell: (room: LiveRoom, effects: Effects) => void;
}

export class Erasure {
  readonly #deps: ErasureDeps;
  readonly #erased = new Set<PeerId>();

  constructor(deps: ErasureDeps) {
    this.#deps = deps;
  }

  /** Whether this peer was erased a moment ago. */
  has(peer: Actor): boolean {
    return this.#erased.has(peer);
  }

  /**
   * Forgets a person, in the store and in every room that names them. @throws RefusedError
   * @returns `pending`: bytes of it stay on the disk until another process has stopped reading the database
   */
  async erase(peer: PeerId): Promise<{ pending: boolean }> {
    this.#erased.add(peer);
    setTimeout(() => this.#erased.delete(peer), ON_ITS_WAY_MS).unref();
    try {
      for (let tries = 0; tries < MAX_CLASHES; tries++) {
        const result = await this.#tryOnce(peer);
        if ('pending' in result) return result;
        for (const room of result.clashed) await this.#deps.reload(room);
      }
      throw new RefusedError(UNAVAILABLE.refusal, UNAVAILABLE.message);
    } catch (error) {
      this.#erased.delete(peer);
      throw error;
    }
  }

  /** @returns what `erase` does, or the rooms of which some have moved on meanwhile */
  async #tryOnce(peer: PeerId): Promise<{ pending: boolean } | { clashed: readonly LiveRoom[] }> {
    const { store, open, tell } = this.#deps;
    const ids = await store.roomsNaming(peer);
    const rooms = (await Promise.all(ids.map(open))).filter((room) => room !== null);
    return inTurnOfAll(rooms, async () => {
      const last = rooms.map((room) => ({ room, ...lastStepOf(room, peer, this.#deps) }));
      const steps = last.map(({ room, step }) => ({ ...step, room: room.state.room }));
      const erased = await store.erasePeer(peer, steps);
      if (!erased.ok) return { clashed: rooms };
      for (const { room, after, effects } of last) {
        room.forget(peer, after, erased);
        tell(room, effects);
      }
      return { pending: erased.pending };
    });
  }
}

/** Nothing else changes these rooms meanwhile. @param rooms in order of id, so that two erasures cannot deadlock */
const inTurnOfAll = <T>([first, ...others]: readonly LiveRoom[], act: () => Promise<T>): Promise<T> =>
  first ? first.inTurn(() => inTurnOfAll(others, act)) : act();

function lastStepOf(room: LiveRoom, peer: PeerId, { now, seed }: ErasureDeps): DecidedStep {
  const context = { now: now(), id: '', connected: new Set<PeerId>(), words: room.words };
  const decision = decide(room.state, { type: 'erase', peer }, 'system', context);
  if (!decision.ok) throw new Error(`somebody could not be erased from a room: ${decision.message}`);
  return stepOf(room.state, { ...decision, actor: 'system', context, seed });
}
