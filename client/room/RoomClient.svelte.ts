/** A room as this browser sees it: the latest view, the state of the line, the clock, and a way to send commands. */

import { createSubscriber } from 'svelte/reactivity';
import type { Ack, ClientCommand, Refused } from '../../shared/wire.ts';
import type { PeerId, RoomId } from '../../shared/room/ids.ts';
import { otherPeer } from '../../shared/room/peers.ts';
import type { RoomView } from '../../shared/room/roomview.ts';
import { announce } from '../ui/announce.svelte.ts';
import { randomId } from '../ui/id.ts';
import { ServerClock } from './server-clock.ts';
import { endedInVain, PROPOSAL_WORDS } from './proposals.ts';
import { connect, type Connection, type Listening, type Status } from './connection.ts';
import { forgetUnsent, isWorthKeeping, keepUnsent, unsentOf, type Unsent } from './unsent.ts';

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A command before it has its id. */
export type CommandBody = DistributiveOmit<ClientCommand, 'id'>;

/** How often what shows a running clock is drawn again, in ms. */
const TICK_MS = 250;

export class RoomClient {
  readonly room: RoomId;
  #view = $state.raw<RoomView | null>(null);
  #status = $state<Status>('connecting');
  #refusal = $state.raw<Refused | null>(null);
  #serverClock = new ServerClock();
  #connection: Connection;
  #closed = false;
  #unsent = $state.raw<readonly Unsent[]>([]);
  #sheetsLost = $state.raw<readonly PeerId[]>([]);
  /** The proposals taken back on this page, until the view says so. */
  #withdrawn: readonly string[] = [];
  #tick = createSubscriber((update) => {
    const timer = setInterval(update, TICK_MS);
    return () => clearInterval(timer);
  });

  /** @param open makes the connection */
  constructor(room: RoomId, open: (listening: Listening) => Connection = connect) {
    this.room = room;
    this.#connection = open({
      room,
      onView: (view) => this.#receive(view),
      onStatus: (status, refusal) => this.#turn(status, refusal),
      onSheetsLost: (peers) => (this.#sheetsLost = peers),
    });
  }

  get view(): RoomView | null {
    return this.#view;
  }

  get status(): Status {
    return this.#status;
  }

  /** Why the server will not have us here; final. */
  get refusal(): Refused | null {
    return this.#refusal;
  }

  /** The other peers whose sheet has lost its connection while their room has not. */
  get sheetsLost(): readonly PeerId[] {
    return this.#sheetsLost;
  }

  /** Lets the other peer know whether this page's sheet is without a connection. */
  tellSheet(lost: boolean): void {
    this.#connection.tellSheet(lost);
  }

  /** Notes and pins on their way to the server, also those of an earlier page, in order. */
  get unsent(): readonly Unsent[] {
    return this.#unsent;
  }

  /**
   * Sends a command under a new id and resolves with the answer, after a reconnect if need be.
   * A refusal is announced, unless `quiet` says that the caller shows it.
   */
  async send(body: CommandBody, { quiet = false } = {}): Promise<Ack> {
    if ('agreed' in body && body.agreed === false) this.#withdraw(body.type);
    const ack = await this.#deliver({ ...body, id: randomId() });
    if (!ack.ok && !quiet && !this.#closed) announce(ack.message, 'error');
    return ack;
  }

  async #deliver(command: ClientCommand): Promise<Ack> {
    const me = this.#view?.me.peer;
    if (me === undefined || !isWorthKeeping(command)) return this.#connection.send(command);
    keepUnsent(this.room, me, command);
    this.#unsent = [...this.#unsent, command];
    const ack = await this.#connection.send(command);
    if (this.#closed) return ack;
    forgetUnsent(this.room, me, command);
    this.#unsent = this.#unsent.filter(({ id }) => id !== command.id);
    return ack;
  }

  /** What an earlier page could not deliver. The server knows by the id what it has had already. */
  async #sendAgain(command: Unsent): Promise<void> {
    const ack = await this.#deliver(command);
    if (ack.ok || this.#closed) return;
    const me = this.#view?.me.peer;
    // Nothing is wrong with it: the next page tries again.
    if (ack.refusal === 'unavailable' && me !== undefined) keepUnsent(this.room, me, command);
    const what = command.type === 'note' ? `Your note “${command.text}”` : `Your pin on “${command.quote}”`;
    announce(`${what} could not be kept. ${ack.message}`, 'error');
  }

  /** The server's time, ms since the epoch; ticks where it is read reactively. */
  serverNow(): number {
    this.#tick();
    return this.#serverClock.now(performance.now());
  }

  /** The round's elapsed ms, now; ticks where it is read reactively. */
  clockMs(): number {
    const clock = this.#view?.clock;
    if (!clock) return 0;
    if (!clock.running) return clock.elapsedMs;
    return clock.elapsedMs + Math.max(0, this.serverNow() - clock.sentAt);
  }

  close(): void {
    this.#closed = true;
    this.#connection.close();
  }

  #receive(view: RoomView): void {
    this.#serverClock.heard(view.clock.sentAt, performance.now());
    const before = this.#view;
    this.#view = view;
    if (before) this.#tellDeclined(before, view);
    else for (const command of unsentOf(this.room, view.me.peer)) void this.#sendAgain(command);
  }

  /** A question that vanished would leave its asker to guess. */
  #tellDeclined(before: RoomView, now: RoomView): void {
    const other = otherPeer(now)?.name ?? 'Your peer';
    for (const kind of endedInVain(before, now)) {
      if (!this.#withdrawn.includes(kind)) announce(PROPOSAL_WORDS[kind].declined(other));
      this.#withdrawn = this.#withdrawn.filter((own) => own !== kind);
    }
  }

  /** The same command declines a proposal and takes your own back. */
  #withdraw(kind: string): void {
    const view = this.#view;
    if (view?.proposals.some((open) => open.kind === kind && open.by === view.me.peer)) {
      this.#withdrawn = [...this.#withdrawn, kind];
    }
  }

  #turn(status: Status, refusal?: Refused): void {
    if (status === 'live') this.#serverClock.reset();
    // A first attempt that fails still looks like the first connection to the user.
    this.#status = status === 'reconnecting' && !this.#view ? 'connecting' : status;
    this.#refusal = refusal ?? null;
  }
}
