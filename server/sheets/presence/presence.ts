/**
 * Who is shown where in a sheet: cursors come from clients; names, seats and clocks from the server. Changes wait until
 * `flush`, so that a flood of cursors costs the others one message; nobody is sent their own. Where carets are goes
 * into the sheet's log too, for the replay.
 */

import type { PeerId, Seat } from '../../../shared/room/ids.ts';
import { awareness, readOwnEntry, readState, userOf, type Shown } from '../wire/awareness.ts';
import { Carets, type Sample } from './carets.ts';

/** Somebody connected to the sheet, as the server knows them; one object for as long as they are connected. */
export interface Viewer {
  readonly peer: PeerId;
  readonly name: string;
  readonly seat: Seat | 'observer';
  readonly right: 'write' | 'read';
  /** @param message an awareness message */
  send(message: Uint8Array): void;
}

interface Client extends Shown {
  peer: PeerId;
  /**
   * How far the clock that others see runs before the client's own: one more each time the server changed its state or
   * it left, because a client that comes back with the clock that it left with would not be seen. It begins with the
   * time in seconds, so that it is higher again after a restart; and never at 0, the clock of a stock client's first
   * state, which others ignore.
   */
  ahead: number;
}

/** Clients remembered after they have left. */
const REMEMBERED = 256;

/**
 * A message without content. It keeps a stock client from thinking that the connection is dead (it gives up after 30 s
 * of silence).
 */
export const HEARTBEAT = awareness([]);

export interface PresenceDeps {
  /** Everybody connected to the sheet. */
  viewers: ReadonlySet<Viewer>;
  /** The shortest time between two samples of one peer's caret, in ms. */
  caretMs: number;
  /** The server's clock, ms since the epoch. */
  now: () => number;
  /** Takes samples of carets for the log. */
  keep(samples: readonly Sample[]): void;
  /** Called when something waits for `sweep`. */
  unswept(): void;
}

export class Presence {
  readonly #deps: PresenceDeps;
  readonly #carets: Carets;
  readonly #clients = new Map<number, Client>();
  /** The client id of each viewer that has shown one. */
  readonly #own = new Map<Viewer, number>();
  /** Clients that have changed since the last flush. */
  readonly #changed = new Set<number>();

  constructor(deps: PresenceDeps) {
    this.#deps = deps;
    this.#carets = new Carets(deps.caretMs);
  }

  /** The peer who was first seen with a client id. */
  ownerOf(client: number): PeerId | undefined {
    return this.#clients.get(client)?.peer;
  }

  clientOf(viewer: Viewer): number | undefined {
    return this.#own.get(viewer);
  }

  /**
   * Takes what a client says about itself, to be shown with the next flush or sweep.
   * @param mayOwn whether a client id that this viewer has not shown before can be theirs
   * @throws {Malformed}
   */
  receive(viewer: Viewer, bytes: Uint8Array, mayOwn: (client: number) => boolean): void {
    const known = this.#own.get(viewer);
    const entry = readOwnEntry(bytes, (client) => (known === undefined ? mayOwn(client) : client === known));
    if (!entry) return;
    const { client, clock } = entry;
    const state = readState(entry);
    const before = this.#clients.get(client);
    const ahead = before ? before.ahead + (before.state ? 0 : 1) : Math.floor(this.#deps.now() / 1000);
    const user = known !== undefined && before ? before.user : userOf(viewer);
    this.#own.set(viewer, client);
    this.#remember({ client, clock, state, user, peer: viewer.peer, ahead });
    this.#changed.add(client);
    if (viewer.right === 'write') this.#sample(viewer, state?.cursor);
    this.#deps.unswept();
  }

  #sample(viewer: Viewer, cursor: unknown): void {
    const due = this.#carets.shown(viewer, viewer.peer, cursor, performance.now());
    if (due) this.#deps.keep([due]);
  }

  #remember(client: Client): void {
    this.#clients.set(client.client, client);
    if (this.#clients.size <= REMEMBERED) return;
    const gone = [...this.#clients.values()].find((each) => each.state === null && !this.#changed.has(each.client));
    if (gone) this.#clients.delete(gone.client);
  }

  /** Shows a viewer everybody else. */
  greet(viewer: Viewer): void {
    const own = this.#own.get(viewer);
    const others = [...this.#clients.values()].filter(({ client, state }) => state !== null && client !== own);
    viewer.send(awareness(others.map(asSeen)));
  }

  /** After somebody's name, seat or right has changed. */
  changed(viewer: Viewer): void {
    if (viewer.right === 'read') this.#carets.frozen(viewer, viewer.peer);
    if (viewer.seat === 'observer') this.#hide(viewer);
    else this.#rename(viewer);
    this.flush();
  }

  #rename(viewer: Viewer): void {
    const client = this.#own.get(viewer);
    const shown = client === undefined ? undefined : this.#clients.get(client);
    const user = userOf(viewer);
    if (!shown || user.field === shown.user.field) return;
    shown.user = user;
    shown.ahead++;
    this.#changed.add(shown.client);
  }

  /** After somebody has gone. */
  left(viewer: Viewer): void {
    const last = this.#carets.left(viewer, viewer.peer);
    if (last) this.#deps.keep([last]);
    this.#hide(viewer);
    this.flush();
  }

  #hide(viewer: Viewer): void {
    const client = this.#own.get(viewer);
    this.#own.delete(viewer);
    if (client === undefined || [...this.#own.values()].includes(client)) return;
    const shown = this.#clients.get(client);
    if (!shown?.state) return;
    shown.state = null;
    shown.ahead++;
    this.#changed.add(client);
  }

  /** Now and then: shows what has still not been shown, and samples the carets that are due. */
  sweep(): void {
    this.flush();
    this.#deps.keep(this.#carets.due(performance.now()));
    if (this.#carets.hasMoved) this.#deps.unswept();
  }

  /** Sends everybody what has changed about the others. */
  flush(): void {
    if (this.#changed.size === 0) return;
    const changed = [...this.#changed].flatMap((client) => this.#clients.get(client) ?? []);
    this.#changed.clear();
    const toAll = changed.length === 1 ? awareness(changed.map(asSeen)) : null;
    for (const viewer of this.#deps.viewers) {
      const own = this.#own.get(viewer);
      const others = changed.filter(({ client }) => client !== own);
      if (others.length > 0) viewer.send(toAll ?? awareness(others.map(asSeen)));
    }
  }
}

const asSeen = ({ client, clock, ahead, state, user }: Client): Shown => ({
  client,
  clock: clock + ahead,
  state,
  user,
});
