/** One room in memory: its state, and the rows that its views refer to. */

import type { Card } from '../../shared/deck/card.ts';
import { isLong, type Words } from '../../shared/room/events.ts';
import { fold } from '../../shared/room/evolve.ts';
import type { CardVersion, PeerId, RoomId, WordsId } from '../../shared/room/ids.ts';
import { membersOf, peopleOf } from '../../shared/room/queries.ts';
import type { Shown } from '../../shared/room/kept.ts';
import type { PromiseText } from '../../shared/room/roomview.ts';
import type { RoomState } from '../../shared/room/state.ts';
import { shownNames } from '../../shared/text/names.ts';
import { viewFor, viewSeq, type ViewContext } from '../../shared/room/view.ts';
import type { Draft, Erased, Store } from '../store/store.ts';

export interface LiveRoomDeps {
  store: Store;
  /** The card of this name as the deck has it now. */
  card: (slug: string) => { card: Card; version: CardVersion } | undefined;
}

export class LiveRoom {
  state: RoomState;
  readonly words: Map<WordsId, string>;
  readonly cards: Map<CardVersion, Card>;
  readonly names = new Map<PeerId, string>();
  promises: ReadonlyMap<PeerId, PromiseText> = new Map();
  drafts: Draft[];
  /** Made for each view, of up to 32 names: remembered until somebody comes, goes or has another name. */
  #shown: { of: string; names: ReadonlyMap<PeerId, string> } = { of: '', names: new Map() };
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(state: RoomState, words: Map<WordsId, string>, cards: Map<CardVersion, Card>, drafts: Draft[]) {
    this.state = state;
    this.words = words;
    this.cards = cards;
    this.drafts = drafts;
  }

  /** Null for a room that does not exist. Rejects when the store cannot be read. */
  static async load({ store, card }: LiveRoomDeps, id: RoomId): Promise<LiveRoom | null> {
    const stored = await store.loadRoom(id);
    if (!stored || stored.events.length === 0) return null;
    const room = new LiveRoom(fold(stored.events), stored.words, shared(stored.cards, card), stored.drafts);
    await room.readPeople(store);
    return room;
  }

  /** Names of everybody a view may name, and in the lobby what its peers promised last. */
  async readPeople(store: Store): Promise<void> {
    for (const [peer, name] of await store.names(peopleOf(this.state))) this.names.set(peer, name);
    if (this.state.phase === 'lobby') {
      this.promises = await store.lastPromises(membersOf(this.state), this.state.room);
    }
  }

  /** Changes of the room are made one after the other. */
  inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(act);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** After the store has taken a step. */
  advance(after: RoomState, words: readonly Words[], cards: readonly { version: CardVersion; card: Card }[]): void {
    this.state = after;
    for (const row of words) if (!isLong(row)) this.words.set(row.words, row.text);
    for (const { version, card } of cards) this.cards.set(version, card);
  }

  /** After the store has forgotten somebody. @param gone what of theirs is gone, here or elsewhere */
  forget(peer: PeerId, after: RoomState, gone: Pick<Extract<Erased, { ok: true }>, 'words' | 'cards'>): void {
    this.state = after;
    for (const id of gone.words) this.words.delete(id);
    for (const { version, card } of gone.cards) if (this.cards.has(version)) this.cards.set(version, card);
    this.names.delete(peer);
    this.drafts = this.drafts.filter((draft) => draft.peer !== peer);
    this.promises = new Map([...this.promises].filter(([by]) => by !== peer));
  }

  /** After somebody else's step: everything as it is stored now. */
  replaceBy(fresh: LiveRoom): void {
    this.state = fresh.state;
    this.drafts = fresh.drafts;
    replace(this.words, fresh.words);
    replace(this.names, fresh.names);
    for (const [version, card] of fresh.cards) this.cards.set(version, card);
  }

  /** The number of this peer's view in the room as it is, or as it will be. */
  seqFor(peer: PeerId, state = this.state): number {
    return viewSeq(state, peer, this.drafts);
  }

  /** @param before what the peer was shown last, if anything */
  show(peer: PeerId, now: number, connected: ReadonlySet<PeerId>, before?: Shown): Shown {
    const { state } = this;
    return { state, view: viewFor(state, peer, this.viewContext(now, connected), before) };
  }

  /** As everybody in the room sees them. */
  shownNames(): ReadonlyMap<PeerId, string> {
    const people = peopleOf(this.state);
    const of = people.map((peer) => `${peer} ${this.names.get(peer)}`).join('\n');
    if (of !== this.#shown.of) this.#shown = { of, names: shownNames(people, this.names) };
    return this.#shown.names;
  }

  viewContext(now: number, connected: ReadonlySet<PeerId>): ViewContext {
    const { words, cards, drafts, promises } = this;
    return { now, connected, names: this.shownNames(), words, cards, drafts, promises };
  }
}

/**
 * The deck's own object for each card that is still in the deck as it was asked: a copy for each room would be most of
 * what a room costs in memory.
 */
function shared(stored: ReadonlyMap<CardVersion, Card>, card: LiveRoomDeps['card']): Map<CardVersion, Card> {
  const cards = new Map(stored);
  for (const [version, { card: slug }] of stored) {
    const current = card(slug);
    if (current?.version === version) cards.set(version, current.card);
  }
  return cards;
}

function replace<K, V>(kept: Map<K, V>, fresh: ReadonlyMap<K, V>): void {
  kept.clear();
  for (const [key, value] of fresh) kept.set(key, value);
}
