/** The one user of socket.io-client: a room's channel that keeps reconnecting and loses no command. */

import './offline-events.ts';
import { io, type Socket } from 'socket.io-client';
import {
  PROTOCOL,
  type Ack,
  type ClientToServer,
  type ClientCommand,
  type Handshake,
  type RefusalCode,
  type Refused,
  type ServerToClient,
} from '../../shared/wire.ts';
import { withChanges } from '../../shared/room/changes.ts';
import type { PeerId, RoomId } from '../../shared/room/ids.ts';
import type { RoomView } from '../../shared/room/roomview.ts';

export type Status = 'connecting' | 'live' | 'reconnecting' | 'refused';

export interface Listening {
  room: RoomId;
  /** Called with each view, whole; what did not change in it is the same objects as before. */
  onView: (view: RoomView) => void;
  /** `refusal` comes with `refused` only. */
  onStatus: (status: Status, refusal?: Refused) => void;
  /** The other peers whose sheet is not connected though their room is. */
  onSheetsLost?: (peers: readonly PeerId[]) => void;
  /** Another origin than the page's own, and further socket.io options such as headers: for tests. */
  url?: string;
  extraHeaders?: Record<string, string>;
}

export interface Connection {
  /** Resolves with the server's answer, after a reconnect if need be. */
  send: (command: ClientCommand) => Promise<Ack>;
  /** Lets the other peer know whether this page's sheet is without a connection. */
  tellSheet: (lost: boolean) => void;
  close: () => void;
}

/** Delays between attempts, in ms. */
const RETRY = { first: 250, most: 2_000 } as const;

/** Refusals of a handshake that trying again can fix. */
const PASSING: readonly RefusalCode[] = ['too-fast', 'unavailable', 'read-only'];

const LEFT: Ack = { ok: false, refusal: 'unavailable', message: 'The room was left before the server answered.' };

interface Pending {
  command: ClientCommand;
  answer: (ack: Ack) => void;
}

type RoomSocket = Socket<ServerToClient, ClientToServer>;

export function connect({ room, onView, onStatus, onSheetsLost, url, extraHeaders }: Listening): Connection {
  const auth: Handshake = { room, protocol: PROTOCOL };
  const options = {
    auth,
    extraHeaders,
    transports: ['websocket'],
    multiplex: false,
    timeout: 5_000,
    reconnectionDelay: RETRY.first,
    reconnectionDelayMax: RETRY.most,
    randomizationFactor: 0.5,
  };
  const socket: RoomSocket = url ? io(url, options) : io(options);
  /** By command id, in the order in which they were sent. */
  const pending = new Map<string, Pending>();
  let again: ReturnType<typeof setTimeout> | undefined;
  let over: Ack | undefined;
  let sheetLost = false;
  /** The last view of this connection. */
  let latest: RoomView | null = null;

  const emit = ({ command, answer }: Pending) => socket.emit('command', command, answer);

  function receive(view: RoomView): void {
    latest = view;
    onView(view);
  }

  function end(ack: Ack): void {
    over = ack;
    clearTimeout(again);
    socket.disconnect();
    for (const { answer } of [...pending.values()]) answer(ack);
  }

  /** socket.io gives up by itself when the server refused, or one of the two ends closed; we do not. */
  function retry(): void {
    onStatus('reconnecting');
    clearTimeout(again);
    again = setTimeout(() => socket.connect(), RETRY.first + Math.random() * (RETRY.most - RETRY.first));
  }

  socket.on('connect', () => {
    latest = null;
    onStatus('live');
    onSheetsLost?.([]);
    if (sheetLost) socket.emit('sheet', true);
    for (const waiting of pending.values()) emit(waiting);
  });
  socket.on('view', receive);
  socket.on('sheetsLost', (peers) => onSheetsLost?.(peers));
  socket.on('changes', (changes) => {
    const view = latest && withChanges(latest, changes);
    if (view) return receive(view);
    // Something is missing in between: a new connection begins with the whole view.
    socket.disconnect();
  });
  socket.on('disconnect', (reason) => {
    if (over) return;
    if (reason === 'io server disconnect' || reason === 'io client disconnect') retry();
    else onStatus('reconnecting');
  });
  socket.on('connect_error', (error) => {
    if (over) return;
    const refusal = refusalOf(error);
    if (refusal && !PASSING.includes(refusal.refusal)) {
      end({ ok: false, refusal: 'not-a-member', message: refusal.message });
      onStatus('refused', refusal);
    } else if (!socket.active) retry();
    else onStatus('reconnecting');
  });

  return {
    send: (command) =>
      new Promise((resolve) => {
        if (over) return resolve(over);
        const answer = (ack: Ack) => {
          pending.delete(command.id);
          resolve(ack);
        };
        const waiting = { command, answer };
        pending.set(command.id, waiting);
        if (socket.connected) emit(waiting);
      }),
    tellSheet: (lost) => {
      if (lost === sheetLost) return;
      sheetLost = lost;
      if (socket.connected) socket.emit('sheet', lost);
    },
    close: () => end(LEFT),
  };
}

/** What the server's handshake said, where it said anything: `err.data` of socket.io's middleware. */
function refusalOf(error: Error): Refused | null {
  const data: unknown = 'data' in error ? error.data : null;
  if (!data || typeof data !== 'object' || !('refusal' in data) || !('message' in data)) return null;
  return { refusal: data.refusal as RefusalCode, message: String(data.message) };
}
