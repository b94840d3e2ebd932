/**
 * Packs a piece of a sheet's log: every update with its time, its author and its client id, deflated. A session of an hour rests in a fraction of
 * what its rows took.
 *
 * Deflated: varUint(first n) varUint(peers) their names, varUint(updates), each varUint(ms since the one before) varUint(peer's place)
 * varUint(client + 1, or 0 for none) varUint8Array(update).
 */

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { LoggedUpdate } from '../store/store.ts';

/** @param updates numbered without a gap */
export function pack(updates: readonly LoggedUpdate[]): Uint8Array {
  const peers = [...new Set(updates.map(({ peer }) => peer))];
  const plain = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, updates[0]?.n ?? 0);
    encoding.writeVarUint(encoder, peers.length);
    for (const peer of peers) encoding.writeVarString(encoder, peer);
    encoding.writeVarUint(encoder, updates.length);
    let last = 0;
    for (const { at, peer, client, bytes } of updates) {
      // A clock that was set back is written as standing still.
      encoding.writeVarUint(encoder, Math.max(0, at - last));
      encoding.writeVarUint(encoder, peers.indexOf(peer));
      encoding.writeVarUint(encoder, client === null ? 0 : client + 1);
      encoding.writeVarUint8Array(encoder, bytes);
      last = Math.max(last, at);
    }
  });
  return deflateRawSync(plain);
}

export function unpack(packed: Uint8Array): LoggedUpdate[] {
  const decoder = decoding.createDecoder(inflateRawSync(packed));
  const first = decoding.readVarUint(decoder);
  const peers = Array.from({ length: decoding.readVarUint(decoder) }, () => decoding.readVarString(decoder));
  let at = 0;
  return Array.from({ length: decoding.readVarUint(decoder) }, (_, i) => {
    at += decoding.readVarUint(decoder);
    const peer = peers[decoding.readVarUint(decoder)] ?? '';
    const client = decoding.readVarUint(decoder);
    return {
      n: first + i,
      at,
      peer,
      client: client === 0 ? null : client - 1,
      bytes: decoding.readVarUint8Array(decoder),
    };
  });
}
