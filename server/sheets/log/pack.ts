/**
 * Packs a piece of a sheet's log: every update and caret with its time, its author and its client id, deflated. A
 * session of an hour takes a fraction of what its rows took.
 *
 * Deflated: varUint(0) varUint(2, the version) varUint(first n) varUint(peers) their names, varUint(updates), each
 * varUint(ms since the one before) varUint(2 * the peer's place, 1 more for a caret) varUint(client + 1, or 0 for none)
 * varUint8Array(bytes). The first version knew no carets: it began with the first n, which is never 0, and had the
 * peer's place as it is.
 */

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { LoggedUpdate } from '../../store/store.ts';

const VERSION = 2;

/** @param updates numbered without a gap */
export function pack(updates: readonly LoggedUpdate[]): Uint8Array {
  const peers = [...new Set(updates.map(({ peer }) => peer))];
  const plain = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, VERSION);
    encoding.writeVarUint(encoder, updates[0]?.n ?? 0);
    encoding.writeVarUint(encoder, peers.length);
    for (const peer of peers) encoding.writeVarString(encoder, peer);
    encoding.writeVarUint(encoder, updates.length);
    let last = 0;
    for (const { kind, at, peer, client, bytes } of updates) {
      // A clock that was set back is written as if it had stopped.
      encoding.writeVarUint(encoder, Math.max(0, at - last));
      encoding.writeVarUint(encoder, 2 * peers.indexOf(peer) + (kind === 'caret' ? 1 : 0));
      encoding.writeVarUint(encoder, client === null ? 0 : client + 1);
      encoding.writeVarUint8Array(encoder, bytes);
      last = Math.max(last, at);
    }
  });
  return deflateRawSync(plain);
}

export function unpack(packed: Uint8Array): LoggedUpdate[] {
  const decoder = decoding.createDecoder(inflateRawSync(packed));
  const begin = decoding.readVarUint(decoder);
  const version = begin === 0 ? decoding.readVarUint(decoder) : 1;
  if (version > VERSION) throw new Error(`a pack of version ${version}, which this server does not know`);
  const first = begin === 0 ? decoding.readVarUint(decoder) : begin;
  const peers = Array.from({ length: decoding.readVarUint(decoder) }, () => decoding.readVarString(decoder));
  let at = 0;
  return Array.from({ length: decoding.readVarUint(decoder) }, (_, i) => {
    at += decoding.readVarUint(decoder);
    const who = decoding.readVarUint(decoder) * (version === 1 ? 2 : 1);
    const client = decoding.readVarUint(decoder);
    return {
      n: first + i,
      kind: who % 2 === 1 ? 'caret' : 'edit',
      at,
      peer: peers[who >> 1] ?? '',
      client: client === 0 ? null : client - 1,
      bytes: decoding.readVarUint8Array(decoder),
    };
  });
}
