/** One hostile peer: connection after connection with some hostile frames each, before and after it has joined. */

import { once } from 'node:events';
import { WebSocket } from 'ws';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { SHEET_MESSAGE } from '../../shared/wire.ts';
import { syncFrame } from './frames.ts';
import { hostileFrame, KINDS, type Known } from './hostile.ts';
import { below, randomFrom } from './random.ts';

export interface Attack {
  /** ws://host/yjs/<sheet> */
  url: string;
  cookie: string;
  seed: number;
  frames: number;
}

/** Frames of one connection, at most. */
const AT_ONCE = 12;
/** ms that a server gets to answer a step 1. */
const ANSWER_MS = 5_000;

export async function attack({ url, cookie, seed, frames }: Attack): Promise<void> {
  const random = randomFrom(seed);
  const known: Known = { doc: new Y.Doc(), own: 1_000 + below(random, 20) };
  for (let sent = 0; sent < frames;) {
    const ws = new WebSocket(url, { headers: { cookie } });
    const closed = new Promise((resolve) => ws.once('close', resolve));
    ws.on('error', () => undefined);
    await Promise.race([once(ws, 'open'), closed]);
    if (below(random, 3) > 0) known.doc = (await Promise.race([joined(ws), closed.then(() => null)])) ?? known.doc;
    if (below(random, 2) > 0) send(ws, syncFrame(1, Uint8Array.of(0, 0)));
    const count = Math.min(1 + below(random, AT_ONCE), frames - sent);
    for (let i = 0; i < count; i++) send(ws, hostileFrame(KINDS[(sent + i) % KINDS.length] ?? '', random, known));
    sent += count;
    // A close is answered behind everything that was sent before it.
    ws.close();
    await closed;
  }
}

function send(ws: WebSocket, frame: Uint8Array): void {
  if (ws.readyState === WebSocket.OPEN) ws.send(frame);
}

/** The sheet as the server shows it; null where it does not. */
function joined(ws: WebSocket): Promise<Y.Doc | null> {
  send(ws, syncFrame(0, Y.encodeStateVector(new Y.Doc())));
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(null), ANSWER_MS);
    ws.on('message', (data: Buffer) => {
      const decoder = decoding.createDecoder(new Uint8Array(data));
      if (decoding.readVarUint(decoder) !== SHEET_MESSAGE.sync || decoding.readVarUint(decoder) !== 1) return;
      clearTimeout(late);
      const doc = new Y.Doc();
      Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
      resolve(doc);
    });
  });
}
