/** Frames that nobody honest sends: valid ones of every type, forged and bent, the same for the same seed. */

import * as encoding from 'lib0/encoding';
import * as prng from 'lib0/prng';
import * as Y from 'yjs';
import { SHEET_MESSAGE } from '../../shared/wire.ts';
import { below, type Random } from './random.ts';
import { awarenessFrame, docSaying, syncFrame } from './frames.ts';

/** What an attacker can know: the sheet as it was shown, and its own client id. */
export interface Known {
  doc: Y.Doc;
  own: number;
}

type Make = (random: Random, known: Known) => Uint8Array;

const frameOf = (type: number, body = new Uint8Array()): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type);
    encoding.writeUint8Array(encoder, body);
  });

/** A copy of what is known, as one client id goes on writing in it. */
function writtenBy(client: number, { doc }: Known, text: string, random: Random): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const before = Y.encodeStateVector(copy);
  copy.clientID = client;
  copy.getText('code').insert(below(random, copy.getText('code').length + 1), text);
  return Y.encodeStateAsUpdate(copy, before);
}

function anyClient(random: Random, { doc, own }: Known): number {
  return prng.oneOf(random, [own, 1, 0, 2 ** 32 - 1, ...doc.store.clients.keys()]);
}

function deletion(random: Random, known: Known): Uint8Array {
  const client = anyClient(random, known);
  return encoding.encode((encoder) => {
    for (const part of [0, 1, client, 1, below(random, 100), 1 + below(random, 2 ** below(random, 31))])
      encoding.writeVarUint(encoder, part);
  });
}

function waitingForever(random: Random, { own }: Known): Uint8Array {
  const doc = docSaying('first', own + 1 + below(random, 5));
  const before = Y.encodeStateVector(doc);
  doc.getText('code').insert(below(random, 6), 'second');
  return Y.encodeStateAsUpdate(doc, before);
}

const UPDATES: Record<string, Make> = {
  'text of its own': (random, known) => writtenBy(known.own, known, 'HOSTILE', random),
  "text under somebody's id": (random, known) => writtenBy(anyClient(random, known), known, 'HOSTILE', random),
  'a deletion': deletion,
  'what waits forever': waitingForever,
  'all there is': (_random, { doc }) => Y.encodeStateAsUpdate(doc),
  'a V2 update': (_random, { doc }) => Y.encodeStateAsUpdateV2(doc),
  'a value': (random, { own }) => {
    const doc = new Y.Doc();
    doc.clientID = own + below(random, 3);
    doc.getMap<unknown>(prng.oneOf(random, ['code', 'output', 'reading', 'x'])).set('text', new Y.Text('HOSTILE'));
    return Y.encodeStateAsUpdate(doc);
  },
};

/** Every type of message, known and unknown. */
const FRAMES: Record<string, Make> = {
  'step 1': (_random, { doc }) => syncFrame(0, Y.encodeStateVector(doc)),
  'awareness of its own': (random, { own }) => awarenessFrame(own, below(random, 9), '{"cursor":{"anchor":null}}'),
  "somebody's awareness": (random, known) => awarenessFrame(anyClient(random, known), 2 ** 30, '{"user":{"name":"x"}}'),
  'bad awareness': (random, { own }) => awarenessFrame(own, 1, prng.oneOf(random, ['{', '"', '[[[[', 'null', '1e999'])),
  'query awareness': () => frameOf(SHEET_MESSAGE.queryAwareness),
  'an unknown type': (random) => frameOf(below(random, 200)),
  noise: (random) => prng.uint8Array(random, below(random, 60)),
};
for (const [name, make] of Object.entries(UPDATES)) {
  FRAMES[`step 2 of ${name}`] = (random, known) => syncFrame(1, make(random, known));
  FRAMES[`an update of ${name}`] = (random, known) => syncFrame(2, make(random, known));
}

export const KINDS = Object.keys(FRAMES);

/** A frame of a kind, bent or as it should be. */
export function hostileFrame(kind: string, random: Random, known: Known): Uint8Array {
  const frame = FRAMES[kind]?.(random, known) ?? new Uint8Array();
  return prng.oneOf(random, [same, same, flipped, cut, longer, repeated, overlong])(frame, random);
}

type Bend = (frame: Uint8Array, random: Random) => Uint8Array;

const same: Bend = (frame) => frame;

const flipped: Bend = (frame, random) => {
  const bent = frame.slice();
  for (let times = 1 + below(random, 3); times > 0 && bent.length > 0; times--)
    bent[below(random, bent.length)] = below(random, 256);
  return bent;
};

const cut: Bend = (frame, random) => frame.slice(0, below(random, frame.length + 1));

const longer: Bend = (frame, random) => Uint8Array.of(...frame, ...prng.uint8Array(random, 1 + below(random, 5)));

const repeated: Bend = (frame, random) => {
  const from = below(random, frame.length + 1);
  return Uint8Array.of(...frame.subarray(0, from), ...frame.subarray(below(random, from + 1)));
};

/** A number somewhere becomes the largest that fits. */
const overlong: Bend = (frame, random) => {
  const at = below(random, frame.length + 1);
  return Uint8Array.of(...frame.subarray(0, at), 255, 255, 255, 255, 15, ...frame.subarray(at + 1));
};
