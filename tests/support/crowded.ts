/** Edits that cost Yjs quadratic time although each is small and in order: very many that claim the same place. */

import * as encoding from 'lib0/encoding';
import { LIMITS } from '../../shared/limits.ts';

/** Where an insertion is that names its neighbour to the right. */
export interface Before {
  client: number;
  clock: number;
}

const ORIGIN_RIGHT = 0x40;
const STRING = 4;

/**
 * One update of as many insertions as it may hold, each of one letter at the start of the text, by a client id that
 * has written nothing yet.
 */
export function crowd(client: number, letter: string, before: Before | null = null): Uint8Array {
  return encoding.encode((encoder) => {
    for (const part of [1, LIMITS.structs, client, 0]) encoding.writeVarUint(encoder, part);
    for (let i = 0; i < LIMITS.structs; i++) insertion(encoder, letter, before);
    encoding.writeVarUint(encoder, 0);
  });
}

function insertion(encoder: encoding.Encoder, letter: string, before: Before | null): void {
  encoding.writeUint8(encoder, before ? STRING | ORIGIN_RIGHT : STRING);
  if (before) {
    encoding.writeVarUint(encoder, before.client);
    encoding.writeVarUint(encoder, before.clock);
  } else {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, 'code');
  }
  encoding.writeVarString(encoder, letter);
}
