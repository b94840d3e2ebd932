/** All rooms: loads them, lets the rules decide, stores the step, and tells the listeners. */

import type { Card } from '../../shared/deck/card.ts';
import { cardOfOwn, OWN_AREA } from '../../shared/deck/own.ts';
import type { Ack, ClientCommand } from '../../shared/wire.ts';
import type { Command, CommandContext, CommandOf, RefusedDecision, ServerCommand } from '../../shared/room/commands.ts';
import { membersOf, otherMember, roundDue } from '../../shared/room/queries.ts';
import { type Effects, effectsOf } from '../../shared/room/effects.ts';
import { decide, notAllowed } from '../../shared/room/rules/decide.ts';
import { RULES } from '../../shared/room/rules/rules.ts';
import type { Actor, CardVersion, PeerId, RoomId, SheetId } from '../../shared/room/ids.ts';
import type { Plan } from '../../shared/room/plan.ts';
import { RefusedError, UNAVAILABLE } from '../refused.ts';
import type { PeerRow, RoomStep } from '../store/store.ts';
import { CLOSED_CARD, closedCards } from '../sessions/closed-cards.ts';
import { Erasure } from './erasure.ts';
import { LiveRoom, type LiveRoomDeps } from './live-room.ts';
import { MAX_CLASHES, stepOf, type DecidedStep } from './step.ts';

/** How long a room nobody is connected to stays in memory, in ms. */
const IDLE_MS = 60_000;

export interface RoomsDeps extends LiveRoomDeps {
  version: (card: Card) => CardVersion;
  /** Those that a plan can name. */
  topics: () => ReadonlySet<string>;
  seed: (start: string) => Uint8Array;
  now: () => number;
  /** Until when the process before this one ran, and since when this one does; null where there was none. */
  away: { from: number; to: number } | null;
  id: () => string;
}

/** Called after a room has changed, with the room as it is now and what is still to be done because of that. */
export type RoomListener = (room: LiveRoom, effects: Effects) => void;

export class Rooms {
  readonly #deps: RoomsDeps;
  readonly #live = new Map<RoomId, Promise<LiveRoom | null>>();
  readonly #connected = new Map<RoomId, Set<PeerId>>();
  readonly #listeners = new Set<RoomListener>();
  readonly #erasure: Erasure;

  constructor(deps: RoomsDeps) {
    this.#deps = deps;
    this.#erasure = new Erasure({
      ...deps,
      open: (room) => this.open(room),
      reload: (room) => this.#reload(room),
      tell: (room, effects) => this.#tell(room, effects),
    });
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: RoomListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A new room in which these peers sit, the first as interviewer. */
  async create(peers: readonly PeerId[], plan: Plan, secretHash: string): Promise<RoomId> {
    const { store, now, id, seed } = this.#deps;
    if (peers.some((peer) => this.#erasure.has(peer))) throw new RefusedError('not-a-member', ERASED.message);
    const room = id();
    const seats = ['interviewer', 'candidate'] as const;
    const { step } = stepOf(null, {
      events: [
        { type: 'room-created', room, plan: this.#known(plan) },
        ...peers.slice(0, 2).map((peer, i) => ({ type: 'peer-joined', peer, seat: seats[i] ?? 'candidate' }) as const),
      ],
      words: [],
      actor: peers[0] ?? 'system',
      context: { now: now() },
      seed,
    });
    await store.createRoom({ ...step, room, secretHash });
    return room;
  }

  /** The next room of the same two: the first request makes it, a later one finds it. @throws RefusedError */
  async goOn(id: RoomId, peer: PeerId, secretHash: string): Promise<{ room: RoomId; made: boolean }> {
    const room = await this.demand(id);
    return room.inTurn(async () => {
      const { state } = room;
      const refused = notAllowed(state, 'continue', peer);
      if (refused) throw new RefusedError(refused.refusal, refused.message);
      if ('next' in state && state.next !== null) return { room: state.next, made: false };
      const other = otherMember(state, peer)?.peer;
      const next = await this.create(other === undefined ? [peer] : [peer, other], state.plan, secretHash);
      const ack = await this.#act(room, { type: 'continue', next }, peer);
      if (!ack.ok) throw new RefusedError(ack.refusal, ack.message);
      return { room: next, made: true };
    });
  }

  /** The room as it is, for reading; null when there is none. */
  async read(room: RoomId): Promise<LiveRoom | null> {
    return (await this.#live.get(room)) ?? LiveRoom.load(this.#deps, room);
  }

  /** The room, kept in memory: who was there before a restart counts as gone until back. */
  async open(room: RoomId): Promise<LiveRoom | null> {
    const known = this.#live.get(room);
    if (known) return known;
    const loading = this.#load(room);
    this.#live.set(room, loading);
    const forget = () => this.#live.delete(room);
    loading.then((live) => (live ? this.#evictLater(room) : forget()), forget);
    return loading;
  }

  /** As `open`. @throws RefusedError where there is no such room */
  async demand(id: RoomId): Promise<LiveRoom> {
    const room = await this.open(id);
    if (!room) throw new RefusedError('not-found', 'There is no such room.');
    return room;
  }

  async #load(id: RoomId): Promise<LiveRoom | null> {
    const live = await LiveRoom.load(this.#deps, id);
    if (!live) return null;
    await this.#leaveOutAbsence(live);
    const { away } = this.#deps;
    for (const { peer, awaySince } of [...live.state.peers, ...live.state.observers]) {
      if (this.connected(id).has(peer)) continue;
      if (awaySince === null) await this.#act(live, { type: 'leave' }, peer);
      // Somebody away before this process began is so from now on: nobody could come back meanwhile.
      else if (away && awaySince < away.to) await this.#act(live, { type: 'leave', still: true }, peer);
    }
    return live;
  }

  /** The round's clock stood while the server was away: noted once, when the room is first needed again. */
  async #leaveOutAbsence(live: LiveRoom): Promise<void> {
    const { away } = this.#deps;
    const running = live.state.phase === 'round' ? live.state.round.clock.since : null;
    if (away === null || running === null || running > away.from) return;
    await this.#act(live, { type: 'server-gone', at: away.from }, 'system');
    await this.#act(live, { type: 'server-back', since: away.from }, 'system');
  }

  connected(room: RoomId): ReadonlySet<PeerId> {
    return this.#connected.get(room) ?? new Set();
  }

  async arrived(room: RoomId, peer: PeerId): Promise<void> {
    const here = this.#connected.get(room) ?? new Set();
    this.#connected.set(room, here.add(peer));
    await this.act(room, { type: 'come-back' }, peer);
  }

  async departed(room: RoomId, peer: PeerId): Promise<void> {
    this.#connected.get(room)?.delete(peer);
    await this.act(room, { type: 'leave' }, peer);
    this.#evictLater(room);
  }

  #evictLater(room: RoomId): void {
    setTimeout(() => {
      if (this.connected(room).size > 0) return;
      this.#live.delete(room);
      this.#connected.delete(room);
    }, IDLE_MS).unref();
  }

  /** What the server itself noticed. @throws RefusedError */
  async act(id: RoomId, command: ServerCommand, actor: Actor, also: NewSecrets = {}): Promise<LiveRoom> {
    const room = await this.demand(id);
    const ack = await room.inTurn(() => this.#act(room, command, actor, also));
    if (!ack.ok) throw new RefusedError(ack.refusal, ack.message);
    return room;
  }

  /** What a client asked for. Rejects when the store fails: then nothing was changed. */
  async command(id: RoomId, command: ClientCommand, actor: PeerId): Promise<Ack> {
    const room = await this.open(id);
    if (!room) return { ok: false, refusal: 'not-found', message: 'There is no such room.' };
    if (command.type === 'set-plan') command = { ...command, plan: this.#known(command.plan) };
    return room.inTurn(() =>
      command.type === 'save-draft' ? this.#saveDraft(room, command, actor) : this.#act(room, command, actor),
    );
  }

  /** A plan stays in the history: it has no words of anybody's own, and no topic that the deck has no more. */
  #known(plan: Plan): Plan {
    const topics = this.#deps.topics();
    return { ...plan, topics: plan.topics.filter((topic) => topics.has(topic)) };
  }

  async #act(room: LiveRoom, command: Command, actor: Actor, also: NewSecrets = {}): Promise<Ack> {
    const { store, seed } = this.#deps;
    const commandId = 'id' in command ? command.id : undefined;
    if (this.#erasure.has(actor) && command.type !== 'leave' && command.type !== 'come-back') return ERASED;
    for (let tries = 0; tries < MAX_CLASHES; tries++) {
      const context = await this.#contextOf(command, room);
      const decision = decide(room.state, command, actor, context);
      if (!decision.ok) return this.#refused(room, decision, actor, commandId);
      // Asked by who was its candidate, here or elsewhere, a card would bring them its guide. Who may not ask is
      // told that alone: two answers would tell which card is theirs.
      if (command.type === 'ask' && (await closedCards(this.#deps, actor)).has(command.card)) return ASKED_OF_THEM;
      if (decision.events.length === 0 && commandId === undefined) return { ok: true, seq: room.seqFor(actor) };
      const decided = stepOf(room.state, { ...decision, actor, context, seed });
      const ack = room.seqFor(actor, decided.after);
      const accepted = commandId === undefined ? {} : { command: { actor, id: commandId, ack } };
      const appended = await store.append({ ...decided.step, ...accepted, ...also, room: room.state.room });
      if (appended.ok) {
        await this.#advance(room, decided);
        return { ok: true, seq: ack };
      }
      if (appended.why === 'repeated') return { ok: true, seq: appended.ack };
      await this.#reload(room);
    }
    return { ok: false, ...UNAVAILABLE };
  }

  async #contextOf(command: Command, room: LiveRoom): Promise<CommandContext> {
    const { store, id: newId } = this.#deps;
    const { state, words } = room;
    // Read each time: since the lobby was opened one of them may have ended a session elsewhere.
    const promises = RULES[command.type].begins ? await store.lastPromises(membersOf(state), state.room) : undefined;
    const id = newId();
    const card = this.#cardOf(command, room, id);
    return { now: this.#instantOf(command), id, connected: this.connected(state.room), words, card, promises };
  }

  /** What is noted of the time without a server happened then. */
  #instantOf(command: Command): number {
    if (command.type === 'server-gone') return command.at;
    if (command.type === 'server-back') return this.#deps.away?.to ?? this.#deps.now();
    return this.#deps.now();
  }

  /** After another process was faster. */
  async #reload(room: LiveRoom): Promise<void> {
    const fresh = await LiveRoom.load(this.#deps, room.state.room);
    if (fresh) room.replaceBy(fresh);
  }

  /** The card that a command puts to the candidate. */
  #cardOf(command: Command, { state }: LiveRoom, unique: string): { card: Card; version: CardVersion } | undefined {
    if (command.type === 'ask') return this.#deps.card(command.card);
    if (command.type !== 'ask-own') return undefined;
    const card = cardOfOwn(command.own, `${OWN_AREA}-${unique}`, state.plan.level);
    return { card, version: this.#deps.version(card) };
  }

  /** A retry of what was accepted is no refusal, though it could not be done a second time. */
  async #refused(room: LiveRoom, decision: RefusedDecision, actor: Actor, command?: string): Promise<Ack> {
    const accepted = command === undefined ? null : await this.#deps.store.ackOf(room.state.room, actor, command);
    return accepted === null ? decision : { ok: true, seq: accepted };
  }

  async #advance(room: LiveRoom, { step, after, effects }: DecidedStep): Promise<void> {
    room.advance(after, step.words, step.cards);
    if (step.members || step.people.length > 0) {
      // The step is stored: a name that cannot be read now is no reason to call it refused.
      await room.readPeople(this.#deps.store).catch(() => undefined);
    }
    if (step.events.length > 0) this.#tell(room, effects);
  }

  #tell(room: LiveRoom, effects: Effects): void {
    for (const listener of this.#listeners) listener(room, effects);
  }

  async #saveDraft(room: LiveRoom, command: CommandOf<'save-draft'>, peer: PeerId): Promise<Ack> {
    const context = await this.#contextOf(command, room);
    const decision = decide(room.state, command, peer, context);
    const round = roundDue(room.state, peer, context.now)?.round;
    if (!decision.ok || round === undefined) {
      return decision.ok ? { ok: false, ...UNAVAILABLE } : this.#refused(room, decision, peer, command.id);
    }
    const current = room.drafts.find((draft) => draft.peer === peer && draft.round === round);
    const draft = { peer, round, rev: command.rev + 1, form: command.form };
    const ack = room.seqFor(peer) + 1;
    if (command.rev !== (current?.rev ?? 0)) return this.#refused(room, STALE, peer, command.id);
    if (!(await this.#deps.store.saveDraft(room.state.room, draft, { id: command.id, ack }))) {
      return this.#refused(room, STALE, peer, command.id);
    }
    room.drafts = [...room.drafts.filter((each) => each !== current), draft];
    this.#tell(room, effectsOf([], room.state));
    return { ok: true, seq: ack };
  }

  /** Where a person is in memory, their name there changes at once. */
  async rename({ peer, name }: PeerRow): Promise<void> {
    const rooms = await Promise.all(this.#live.values());
    for (const room of rooms) {
      if (!room || !membersOf(room.state).includes(peer)) continue;
      room.names.set(peer, name);
      await this.act(room.state.room, { type: 'rename' }, peer);
    }
  }

  /** As `Erasure.erase`. */
  erase(peer: PeerId): Promise<{ pending: boolean }> {
    return this.#erasure.erase(peer);
  }

  /** Acts where a deadline has passed; a room that cannot be served does not keep the others waiting. */
  async meetDeadlines(): Promise<void> {
    const faults: unknown[] = [];
    for (const room of await this.#deps.store.dueRooms(this.#deps.now())) {
      await this.act(room, { type: 'deadline' }, 'system').catch((error: unknown) => faults.push(error));
    }
    if (faults.length > 0) throw new AggregateError(faults, 'deadlines of rooms not met');
  }

  /** The room of a sheet, or null. */
  async ofSheet(sheet: SheetId): Promise<LiveRoom | null> {
    const room = await this.#deps.store.roomOfSheet(sheet);
    return room === null ? null : this.open(room);
  }
}

const ERASED = {
  ok: false,
  refusal: 'not-a-member',
  message: 'You deleted your data here a moment ago.',
} as const;

const ASKED_OF_THEM = { ok: false, refusal: 'stale', message: CLOSED_CARD } as const;

/** Hashes of secrets that come with a step. */
type NewSecrets = Pick<RoomStep, 'secretHash' | 'shareHash'>;

const STALE = {
  ok: false,
  refusal: 'stale',
  message: 'A newer version of this draft was saved elsewhere. Use that one.',
} as const;
