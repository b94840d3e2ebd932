/** The ask that one person has open on their side of a round, with its guide and the pin being written. */

import { untrack } from 'svelte';
import type { AskId, CardId } from '../../shared/room/ids.ts';
import type { AskView, RoomView } from '../../shared/room/roomview.ts';
import type { Guide } from '../../shared/deck/card.ts';
import type { PinnedRange } from '../sheet/index.ts';

export class OpenAsk {
  #selected = $state<AskId | null>(null);
  #read = $state.raw<Readonly<Record<CardId, Guide>>>({});
  #failed = $state<CardId | null>(null);
  readonly #view: () => RoomView;
  readonly #fetchGuide: (card: CardId) => Promise<Guide>;
  readonly #begunPin: (ask: AskId | undefined) => PinnedRange | null;

  /** The interviewer is choosing a card although one was asked already. */
  picking = $state(false);
  /** A selection that waits for its words. */
  pin = $state.raw<PinnedRange | null>(null);

  /** @param begunPin the pin of an ask whose words an earlier page did not send */
  constructor(
    view: () => RoomView,
    fetchGuide: (card: CardId) => Promise<Guide>,
    begunPin: (ask: AskId | undefined) => PinnedRange | null,
  ) {
    this.#view = view;
    this.#fetchGuide = fetchGuide;
    this.#begunPin = begunPin;
    this.pin = untrack(() => begunPin(this.ask?.ask));
  }

  /** The asks of the current round. */
  get asks(): AskView[] {
    const view = this.#view();
    return view.asks.filter((ask) => ask.round === view.round?.round);
  }

  /** The ask on show: the selected one, else the latest. */
  get ask(): AskView | undefined {
    const asks = this.asks;
    return asks.find((ask) => ask.ask === this.#selected) ?? asks.at(-1);
  }

  /** The guide of the ask on show: undefined while it is on its way. */
  get guide(): Guide | undefined {
    const view = this.#view();
    const ask = this.ask;
    if (!ask) return undefined;
    return ask.ask === view.ask?.ask ? view.guide : this.#read[ask.card];
  }

  get guideFailed(): boolean {
    return this.#failed !== null && this.#failed === this.ask?.card;
  }

  select(ask: AskId): void {
    this.#selected = ask === this.#view().ask?.ask ? null : ask;
    this.pin = this.#begunPin(ask);
    void this.loadGuide();
  }

  /** A new card is on the table: everybody looks at it. */
  follow(): void {
    this.#selected = null;
    this.picking = false;
    this.pin = null;
  }

  async loadGuide(): Promise<void> {
    const view = this.#view();
    const card = this.ask?.card;
    if (!card || this.guide || view.me.seat !== 'interviewer') return;
    this.#failed = null;
    try {
      const guide = await this.#fetchGuide(card);
      this.#read = { ...this.#read, [card]: guide };
    } catch {
      this.#failed = card;
    }
  }
}
