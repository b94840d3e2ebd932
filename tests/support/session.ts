/** A room without a server: requests go through the rules, time is an argument, and every step is checked. */

import type { Card } from '../../shared/deck/card.ts';
import type { Command, CommandOf, Decision } from '../../shared/room/commands.ts';
import { cardOfOwn } from '../../shared/deck/own.ts';
import { decide } from '../../shared/room/rules/decide.ts';
import { WORDS_OF_CODE, type RoomEvent, type Words } from '../../shared/room/events.ts';
import { evolve } from '../../shared/room/evolve.ts';
import { membersOf } from '../../shared/room/queries.ts';
import type { Shown } from '../../shared/room/kept.ts';
import type { Plan } from '../../shared/room/plan.ts';
import type { RoomState } from '../../shared/room/state.ts';
import type { PromiseText, RoomView } from '../../shared/room/roomview.ts';
import type { Kept } from '../../shared/rubric/form.ts';
import { viewFor } from '../../shared/room/view.ts';
import { testCard } from './cards.ts';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
export type Said = WithoutId<Command>;

export const PLAN: Plan = { preset: 'full-loop', level: 'mid', topics: [], minutes: 25, rounds: 2 };

export class Session {
  state: RoomState;
  now = 1_000_000;
  readonly events: RoomEvent[] = [];
  readonly words = new Map<string, string>();
  readonly erased = new Set<string>();
  readonly #rows = new Map<string, Words>();
  readonly connected = new Set<string>();
  /** What each has promised last in another room. */
  readonly promises = new Map<string, PromiseText>();
  readonly cards: Map<string, Card>;
  readonly names = new Map(['a', 'b', 'c', 'd'].map((name) => [name, `Name of ${name}`]));
  #ids = 0;

  constructor(
    cards: Card[] = [testCard('one'), testCard('two', ['tradeoff-language', 'answer-structure'])],
    plan = PLAN,
  ) {
    this.cards = new Map(cards.map((card) => [card.card, card]));
    this.state = this.#happen({ type: 'room-created', room: 'room', plan, at: this.now, actor: 'a' }, null);
  }

  /** Peers `a` and `b`, connected, in a room that is in the lobby. */
  static seated(...cards: Card[]): Session {
    const session = cards.length > 0 ? new Session(cards) : new Session();
    for (const peer of ['a', 'b']) {
      session.does(peer, { type: 'join' });
      session.arrive(peer);
    }
    return session;
  }

  /** Round 1 has ended with its forms in and open; `c` watches. Everybody has promised something elsewhere. */
  static debriefed(rounds: 1 | 2 = 1): Session {
    const session = Session.seated();
    for (const peer of session.names.keys()) session.promise(peer);
    for (const peer of ['a', 'b']) session.does(peer, { type: 'allow-observers', agreed: true });
    session.does('c', { type: 'join' });
    session.does('a', { type: 'begin' });
    session.roundOf('a', 'b', 1);
    if (rounds === 2) {
      for (const peer of ['a', 'b']) session.does(peer, { type: 'swap', agreed: true });
      session.roundOf('b', 'a', 2);
    }
    for (const peer of ['a', 'b']) session.does(peer, { type: 'finish', agreed: true });
    return session;
  }

  /** A round that is in progress is asked one card in, ended, and both forms are sealed. */
  roundOf(interviewer: string, candidate: string, round: number): void {
    const ask = this.ask(interviewer, 'one');
    this.does(interviewer, { type: 'end-round' });
    for (const peer of [interviewer, candidate])
      this.does(peer, { type: 'submit-form', form: this.formOf(peer, round, ask) });
  }

  /** The whole form that is due to this peer. */
  formOf(peer: string, round: number, moment: string, text?: string): ReturnType<typeof wholeForm> {
    const { myForm, round: last } = this.view(peer);
    const asCandidate = last?.candidate === peer;
    const kept = asCandidate || !last?.promise ? undefined : 'partly';
    return wholeForm(round, myForm?.lessons ?? [], moment, asCandidate, text, kept);
  }

  /** What this peer has promised last in another room. */
  promise(peer: string): void {
    this.promises.set(peer, { lesson: 'tradeoff-language', text: `CANARY-PROMISE-${peer}.` });
  }

  /** Both seated, in round 1 with the card `one` asked; its ask's id is returned as well. */
  static asked(...cards: Card[]): { session: Session; ask: string } {
    const session = Session.seated(...cards);
    session.does('a', { type: 'begin' });
    return { session, ask: session.ask('a', [...session.cards.keys()][0] ?? '') };
  }

  #happen(event: RoomEvent, state: RoomState | null): RoomState {
    this.events.push(event);
    return evolve(state, event);
  }

  /** What the rules answer; what they accept has happened. */
  asks(actor: string, said: Said): Decision {
    const id = `id${++this.#ids}`;
    const command = { id, ...said } as Command;
    const own = said.type === 'ask-own' ? cardOfOwn(said.own, `own-${id}`, this.state.plan.level) : undefined;
    const card = said.type === 'ask' ? this.cards.get(said.card) : own;
    if (own) this.cards.set(own.card, own);
    if (said.type === 'rename') this.names.set(actor, `${this.names.get(actor)}+`);
    const decision = decide(this.state, command, actor, {
      now: this.now,
      id,
      connected: this.connected,
      words: this.words,
      promises: this.promises,
      ...(card && { card: { card, version: card.card } }),
    });
    if (decision.ok) {
      for (const row of decision.words) this.#keep(row);
      if (said.type === 'erase') this.#forget(said.peer);
      for (const body of decision.events) {
        this.state = this.#happen({ ...body, at: this.now, actor } as RoomEvent, this.state);
      }
    }
    return decision;
  }

  #keep(row: Words): void {
    this.words.set(row.words, row.text);
    this.#rows.set(row.words, row);
  }

  /** As a store does. */
  #forget(peer: string): void {
    this.erased.add(peer);
    this.names.delete(peer);
    this.connected.delete(peer);
    for (const { words, author, kind } of this.#rows.values()) {
      if (author === peer && !WORDS_OF_CODE.some((code) => code === kind)) this.words.delete(words);
    }
  }

  /** As `asks`, for what must be accepted. */
  does(actor: string, said: Said): void {
    const decision = this.asks(actor, said);
    if (!decision.ok) throw new Error(`${actor} ${said.type}: ${decision.refusal}: ${decision.message}`);
  }

  /** The refusal, for what must be refused. */
  refusal(actor: string, said: Said): string {
    const decision = this.asks(actor, said);
    if (decision.ok) throw new Error(`${actor} ${said.type} was accepted`);
    return decision.refusal;
  }

  ask(actor: string, card: string): string {
    this.does(actor, { type: 'ask', card });
    return this.lastAsk() ?? '';
  }

  lastAsk(): string | undefined {
    return this.state.phase === 'round' ? this.state.round.asks.at(-1)?.ask : undefined;
  }

  arrive(peer: string): void {
    this.connected.add(peer);
    this.does(peer, { type: 'come-back' });
  }

  leave(peer: string): void {
    this.connected.delete(peer);
    this.does(peer, { type: 'leave' });
  }

  pass(ms: number): void {
    this.now += ms;
  }

  /** @param before an earlier view of theirs, as a server has it */
  view(peer: string, before?: Shown): RoomView {
    const { now, connected, names, words, cards, promises } = this;
    return viewFor(this.state, peer, { now, connected, names, words, cards, drafts: [], promises }, before);
  }

  /** Each member's view without what time alone changes. */
  timelessViews(): Map<string, { seq: number; rest: string }> {
    return new Map(
      membersOf(this.state).map((peer) => {
        const { seq, clock, ...rest } = this.view(peer);
        return [peer, { seq, rest: JSON.stringify({ ...rest, total: clock.totalMs, running: clock.running }) }];
      }),
    );
  }
}

/** A form of that round that is whole for these lessons, citing this moment. */
export const wholeForm = (
  round: number,
  lessons: readonly string[],
  moment: string,
  asCandidate: boolean,
  text = 'x',
  kept?: Kept,
) =>
  ({
    round,
    scores: lessons.map((lesson, i) => ({
      lesson,
      level: i === 0 ? 4 : 2,
      moments: [moment],
      where: text,
      happened: text,
      instead: text,
    })),
    ...(asCandidate && { answers: { understood: 4, helped: 3, room: 2, specific: 1 } }),
    ...(kept && { kept }),
  }) as CommandOf<'submit-form'>['form'];
