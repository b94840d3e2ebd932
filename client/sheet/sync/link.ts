/** The connection of one replica to the server's sheet channel: y-websocket with acknowledgements and final closes. */

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { writeSyncStep1 } from 'y-protocols/sync';
import { WebsocketProvider } from 'y-websocket';
import { CLOSE, SHEET_MESSAGE } from '../../../shared/wire.ts';
import type { StoredClocks } from './stored.ts';
import { framesOf } from './pieces.ts';
import type { Replica } from './replica.ts';

/** The longest wait between two attempts to reconnect, in ms: pages are back within five seconds of the server. */
const LONGEST_WAIT_MS = 2_000;

export interface LinkOptions {
  /** Where sheets are served: ws(s)://host/yjs */
  url: string;
  sheet: string;
  /** The socket class, where it is not the browser's. */
  WebSocket?: typeof WebSocket;
}

export interface LinkEvents {
  /** Synced, or no longer so. */
  synced(synced: boolean): void;
  /** A connection ended or failed; another attempt follows by itself. @param code its close code, if there was one */
  lost(code: number | null): void;
  /** The server closed for good. */
  refused(code: number, reason: string): void;
  /** A message told what is stored. */
  learnt(): void;
}

export interface Link {
  /** Asks the server for its state, which tells what is stored by now. */
  confirm(): void;
  /** Drops the connection and makes a new one. */
  reconnect(): void;
  close(): void;
}

/** Would the same document fail again? y-websocket retries after 1009, but resending cannot make a frame smaller. */
const isFinal = (code: number) => code === CLOSE.frameTooLarge || (code >= 4400 && code < 4500);

export function link(replica: Replica, stored: StoredClocks, options: LinkOptions, on: LinkEvents): Link {
  const provider = new WebsocketProvider(options.url, options.sheet, replica.doc, {
    awareness: replica.awareness,
    connect: false,
    disableBc: true,
    maxBackoffTime: LONGEST_WAIT_MS,
    params: { acks: '1' },
    shouldReconnect: ({ code }) => !isFinal(code),
    WebSocketPolyfill: socketFor(replica, options.WebSocket ?? WebSocket),
  });
  readStoredClocks(provider, stored, on);
  provider.on('status', ({ status }) => status === 'connected' && stored.reconnected());
  provider.on('sync', (synced: boolean) => on.synced(synced));
  provider.on('connection-close', (event) => on.lost(event?.code ?? null));
  provider.on('closed', ({ code, reason }) => on.refused(code, reason));
  provider.connect();
  return {
    confirm: () => sendStep1(provider),
    reconnect: () => {
      provider.disconnect();
      provider.connect();
    },
    close: () => provider.destroy(),
  };
}

/**
 * A socket that sends what is too large for one frame in several, and of awareness only its own: y-websocket sends back
 * every state it hears of. That would double the frames of each keystroke, and the server ignores it.
 */
function socketFor({ awareness }: Replica, Socket: typeof WebSocket): typeof WebSocket {
  return class extends Socket {
    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (!(data instanceof Uint8Array)) return super.send(data);
      if (isAwarenessOfOthers(data, awareness.clientID)) return;
      for (const frame of framesOf(data as Uint8Array<ArrayBuffer>)) super.send(frame);
    }
  };
}

function isAwarenessOfOthers(frame: Uint8Array, own: number): boolean {
  const decoder = decoding.createDecoder(frame);
  if (decoding.readVarUint(decoder) !== SHEET_MESSAGE.awareness) return false;
  decoding.readVarUint(decoder);
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    if (decoding.readVarUint(decoder) === own) return false;
    decoding.readVarUint(decoder);
    decoding.readVarUint8Array(decoder);
  }
  return true;
}

/** Reads each sync message before it is applied, and the acknowledgements. */
function readStoredClocks(provider: WebsocketProvider, stored: StoredClocks, on: LinkEvents): void {
  const sync = provider.messageHandlers[SHEET_MESSAGE.sync];
  provider.messageHandlers[SHEET_MESSAGE.sync] = (encoder, decoder, ...rest) => {
    stored.readSync(decoding.clone(decoder));
    sync?.(encoder, decoder, ...rest);
    on.learnt();
  };
  provider.messageHandlers[SHEET_MESSAGE.stored] = (_encoder, decoder) => {
    stored.readStored(decoder);
    on.learnt();
  };
}

function sendStep1(provider: WebsocketProvider): void {
  if (!provider.wsconnected) return;
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, SHEET_MESSAGE.sync);
  writeSyncStep1(encoder, provider.doc);
  provider.ws?.send(encoding.toUint8Array(encoder));
}
