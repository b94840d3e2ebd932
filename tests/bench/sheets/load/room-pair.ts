/**
 * Two real Socket.IO clients in one room: the interviewer notes and taps beats, the candidate must hear nothing of it.
 */

import { io, type Socket } from 'socket.io-client';
import {
  type Ack,
  type ClientCommand,
  type ClientToServer,
  PROTOCOL,
  type ServerToClient,
} from '../../../../shared/wire.ts';
import type { Seat } from '../../../../shared/room/ids.ts';
import { askOf, cookieOf, roomOf } from '../names.ts';

/** Beats of the card that is asked in each room. */
const BEATS = 7;
/** Of so many commands one is a note; the others tap beats on and off. */
const NOTE_EVERY = 4;
/** ms that connecting may take, and an ack. */
const LATE_MS = 15_000;

/** One socket, and the bytes that have come over it. */
class Tab {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  /** Bytes of all messages that came in but pings, acks among them. */
  bytes = 0;

  constructor(port: number, sheet: string, seat: Seat) {
    this.socket = io(`http://127.0.0.1:${port}`, {
      forceNew: true,
      transports: ['websocket'],
      reconnection: false,
      auth: { room: roomOf(sheet), protocol: PROTOCOL },
      extraHeaders: { cookie: cookieOf(sheet, seat), origin: `http://127.0.0.1:${port}` },
    });
    this.socket.io.on('open', () =>
      this.socket.io.engine.on('packet', ({ type, data }) => {
        // On the wire a packet is one character for its type, and what it holds.
        if (type === 'message') this.bytes += 1 + Buffer.byteLength(String(data));
      }),
    );
  }

  /** Resolves with the first view, which is always whole. */
  entered(): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no view came')), LATE_MS);
      this.socket.once('connect_error', reject);
      this.socket.once('view', () => {
        clearTimeout(late);
        resolve();
      });
    });
  }
}

export class RoomPair {
  readonly interviewer: Tab;
  readonly candidate: Tab;
  readonly #sheet: string;
  #commands = 0;
  #beats = 0;

  constructor(port: number, sheet: string) {
    this.#sheet = sheet;
    this.interviewer = new Tab(port, sheet, 'interviewer');
    this.candidate = new Tab(port, sheet, 'candidate');
  }

  async open(): Promise<void> {
    await Promise.all([this.interviewer.entered(), this.candidate.entered()]);
  }

  /** The next note or beat. */
  act(): Promise<Ack> {
    return this.#commands % NOTE_EVERY === 0 ? this.note() : this.beat();
  }

  note(): Promise<Ack> {
    return this.#say({ type: 'note', id: this.#id(), text: 'says what the next line is for before writing it' });
  }

  /** Each beat of the card is heard in turn, then each is taken back, and so on. */
  beat(): Promise<Ack> {
    const beat = this.#beats % BEATS;
    const heard = Math.floor(this.#beats++ / BEATS) % 2 === 0;
    return this.#say({ type: 'beat', id: this.#id(), ask: askOf(this.#sheet), beat, heard });
  }

  #id(): string {
    return `${this.#sheet}-${this.#commands++}`;
  }

  #say(command: ClientCommand): Promise<Ack> {
    return this.interviewer.socket.timeout(LATE_MS).emitWithAck('command', command);
  }

  close(): void {
    this.interviewer.socket.disconnect();
    this.candidate.socket.disconnect();
  }
}
