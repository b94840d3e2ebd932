/** Opens the replay of a round: its timeline, then the sheets, that which is shown first before the others. */

import { instantAt } from '../../shared/replay/replay-clock.ts';
import type { Recording } from '../../shared/replay/recording.ts';
import type { Timeline } from '../../shared/replay/timeline.ts';
import type { SheetId } from '../../shared/room/ids.ts';
import { messageOf } from '../room/api.ts';
import type { ReplayTarget } from '../room/replays.ts';
import { Player } from './Player.svelte.ts';

export interface OpeningDeps {
  timeline(): Promise<Timeline>;
  recording(sheet: SheetId): Promise<Recording>;
}

export class Opening {
  readonly #deps: OpeningDeps;
  readonly #target: ReplayTarget;
  #player = $state.raw<Player | null>(null);
  #ready = $state(false);
  #trouble = $state.raw<string | null>(null);

  constructor(deps: OpeningDeps, target: ReplayTarget) {
    this.#deps = deps;
    this.#target = target;
    void this.open();
  }

  /** Null until what is shown first is there. */
  get player(): Player | null {
    return this.#ready ? this.#player : null;
  }

  /** Why something could not be had, for people. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** How many sheets have come, and of how many; null before that is known. */
  get progress(): { came: number; of: number } | null {
    const player = this.#player;
    return player && { came: player.recordings.size, of: player.timeline.asks.length };
  }

  /** Fetches what is not there yet. */
  async open(): Promise<void> {
    this.#trouble = null;
    try {
      const player = (this.#player ??= new Player(await this.#deps.timeline()));
      const first = this.#firstShown(player.timeline);
      if (first !== undefined) await this.#fetch(player, first);
      this.#ready = true;
      await Promise.all(player.timeline.asks.map(({ sheet }) => this.#fetch(player, sheet)));
    } catch (error) {
      this.#trouble = messageOf(error);
    }
  }

  async #fetch(player: Player, sheet: SheetId): Promise<void> {
    if (!player.recordings.has(sheet)) player.add(sheet, await this.#deps.recording(sheet));
  }

  #firstShown(timeline: Timeline): SheetId | undefined {
    const { asks, moments } = timeline;
    const moment = moments.find((one) => one.moment.moment === this.#target.moment)?.moment;
    const instant = instantAt(timeline, this.#target.clock);
    const ask =
      asks.find((one) => moment && 'ask' in moment && one.ask === moment.ask) ??
      asks.findLast(({ at }) => at <= instant) ??
      asks[0];
    return ask?.sheet;
  }
}
