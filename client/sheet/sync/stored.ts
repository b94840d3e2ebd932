/** What of a replica's document the server is known to have stored, and so what is still unsaved. */

import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';

/** Submessages of y-protocols' sync message. */
const STEP_1 = 0;

type DeleteSet = ReturnType<typeof Y.createDeleteSet>;

export class StoredClocks {
  #doc: Y.Doc;
  /** For each client id, the clock up to which its edits are stored. */
  #stored = new Map<number, number>();
  /** What has been learnt on a new connection before the server has said all of what it holds. */
  #learning: Map<number, number> | null = null;
  #deletions: DeleteSet = Y.createDeleteSet();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /** The document was filled from a kept copy, of which this much was known to be stored. */
  recall(stored?: Uint8Array): void {
    if (stored) this.#learn(Y.decodeStateVector(stored));
    this.deleted(Y.createDeleteSetFromStructStore(this.#doc.store));
  }

  /** A connection was opened: the server will say what it holds, which may be less than it acknowledged before. */
  reconnected(): void {
    this.#learning = new Map();
  }

  /** Reads a sync message of the server, before it is applied. */
  readSync(decoder: decoding.Decoder): void {
    const step = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (step === STEP_1) this.#learnAll(Y.decodeStateVector(body));
    else this.#learn(Y.parseUpdateMeta(body).to);
    if (step !== STEP_1) this.#forgetDeletions(Y.decodeUpdate(body).ds);
  }

  /** Reads the server's `stored` message. */
  readStored(decoder: decoding.Decoder): void {
    const clocks = new Map<number, number>();
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      clocks.set(decoding.readVarUint(decoder), decoding.readVarUint(decoder));
    }
    this.#learn(clocks);
  }

  /** Own deletions carry no clock: they count as unsaved until the server sends them back in a sync step 2. */
  deleted(deletions: DeleteSet): void {
    this.#deletions = Y.mergeDeleteSets([this.#deletions, deletions]);
  }

  get deletionsUnsaved(): boolean {
    return this.#deletions.clients.size > 0;
  }

  get insertionsUnsaved(): boolean {
    const held = Y.decodeStateVector(Y.encodeStateVector(this.#doc));
    return [...held].some(([client, clock]) => clock > (this.#stored.get(client) ?? 0));
  }

  get clocks(): ReadonlyMap<number, number> {
    return this.#stored;
  }

  encode(): Uint8Array {
    return Y.encodeStateVector(this.#stored);
  }

  #learnAll(clocks: Map<number, number>): void {
    const since = this.#learning;
    this.#learning = null;
    if (since) this.#stored = since;
    this.#learn(clocks);
  }

  #learn(clocks: Map<number, number>): void {
    for (const known of [this.#stored, this.#learning]) {
      if (known) for (const [client, clock] of clocks) known.set(client, Math.max(clock, known.get(client) ?? 0));
    }
  }

  #forgetDeletions(stored: DeleteSet): void {
    const left = Y.createDeleteSet();
    for (const [client, ranges] of this.#deletions.clients) {
      const open = ranges.filter(({ clock, len }) => !covers(stored, client, clock, len));
      if (open.length > 0) left.clients.set(client, open);
    }
    this.#deletions = left;
  }
}

/** The ranges of a decoded delete set may lie next to each other, or overlap, in any order. */
function covers(set: DeleteSet, client: number, clock: number, len: number): boolean {
  const ranges = [...(set.clients.get(client) ?? [])].sort((a, b) => a.clock - b.clock);
  let reached = clock;
  for (const range of ranges) {
    if (range.clock <= reached) reached = Math.max(reached, range.clock + range.len);
  }
  return reached >= clock + len;
}
