/**
 * Knows which structs of a sheet are outside its texts. A struct with a neighbour does not say where it is, and a value
 * put beside a character would be in the text and break editors.
 */

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { firstIndex } from '../../../shared/search.ts';
import type { Run } from '../wire/update.ts';
import { TEXT_ROOTS, type Id, type Struct } from '../wire/struct.ts';

/** `clock` up to but not including `end`. */
interface Range {
  clock: number;
  end: number;
}

export class Apart {
  /** By client, sorted and not overlapping. */
  readonly #ranges = new Map<number, Range[]>();

  static of(doc: Y.Doc): Apart {
    const apart = new Apart();
    const texts = new Set<unknown>([...TEXT_ROOTS].flatMap((root) => doc.share.get(root) ?? []));
    for (const [client, structs] of doc.store.clients) {
      for (const struct of structs) {
        const inText = struct instanceof Y.Item && texts.has(struct.parent);
        if (!inText) apart.add({ client, clock: struct.id.clock }, struct.length);
      }
    }
    return apart;
  }

  /** varUint(clients), each varUint(client) varUint(ranges) and per range varUint(clock) varUint(length). */
  encode(): Uint8Array {
    return encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, this.#ranges.size);
      for (const [client, ranges] of this.#ranges) {
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, ranges.length);
        for (const { clock, end } of ranges) {
          encoding.writeVarUint(encoder, clock);
          encoding.writeVarUint(encoder, end - clock);
        }
      }
    });
  }

  static decode(bytes: Uint8Array): Apart {
    const decoder = decoding.createDecoder(bytes);
    const apart = new Apart();
    for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) {
      const client = decoding.readVarUint(decoder);
      for (let ranges = decoding.readVarUint(decoder); ranges > 0; ranges--) {
        const clock = decoding.readVarUint(decoder);
        apart.add({ client, clock }, decoding.readVarUint(decoder));
      }
    }
    return apart;
  }

  has({ client, clock }: Id): boolean {
    return this.holds(client, clock);
  }

  holds(client: number, clock: number): boolean {
    if (this.#ranges.size === 0) return false;
    const ranges = this.#ranges.get(client) ?? [];
    const range = ranges[firstIndex(ranges.length, (i) => (ranges[i]?.end ?? Infinity) > clock)];
    return range !== undefined && range.clock <= clock;
  }

  /** Of one client, later clocks come later. */
  add({ client, clock }: Id, length: number): void {
    const ranges = this.#ranges.get(client) ?? [];
    const end = clock + length;
    const last = ranges.at(-1);
    if (last && clock <= last.end) last.end = Math.max(last.end, end);
    else ranges.push({ clock, end });
    this.#ranges.set(client, ranges);
  }

  addAll(other: Apart): void {
    for (const [client, ranges] of other.#ranges) {
      for (const { clock, end } of ranges) this.add({ client, clock }, end - clock);
    }
  }

  get size(): number {
    return [...this.#ranges.values()].flat().reduce((sum, { clock, end }) => sum + end - clock, 0);
  }
}

const NONE = new Apart();

/** What `apartIn` asks of a sheet. */
interface Standing {
  /** The next clock of a client id, 0 for an unknown one. */
  clock(client: number): number;
  /** Whether this struct is outside the texts. */
  isApart(id: Id): boolean;
}

/** Those structs of new runs that are outside the texts; null where a value is in one. */
export function apartIn(runs: readonly Run[], known: Standing): Apart | null {
  if (!runs.some((run) => run.structs.some((struct) => mayBeApart(run.client, struct, known)))) return NONE;
  let found = new Apart();
  // A run may refer to one that follows it: repeat until nothing more is found.
  for (let size = -1; size < found.size;) {
    size = found.size;
    const before = found;
    found = marked(runs, { ...known, isApart: (id) => known.isApart(id) || before.has(id) });
  }
  const isStray =
    ({ client }: Run) =>
    ({ structured, clock, length }: Struct) =>
      structured && clock + length > known.clock(client) && !found.has({ client, clock: clock + length - 1 });
  return runs.some((run) => run.structs.some(isStray(run))) ? null : found;
}

/** A quick check that most updates pass: false for text beside text. */
function mayBeApart(
  client: number,
  { clock, apart, structured, origin, rightOrigin }: Struct,
  known: Standing,
): boolean {
  const beside = origin ?? rightOrigin;
  return apart || structured || clock < known.clock(client) || (beside !== null && known.isApart(beside));
}

/**
 * Yjs puts a struct where its left neighbour is, and uses the right one only if there is no left one. For structs that
 * the sheet already has, their known place counts, whatever the update says; and the rest of a struct that the sheet
 * has in part has that part as its left neighbour.
 */
function marked(runs: readonly Run[], known: Standing): Apart {
  const found = new Apart();
  const isApart = (id: Id | null): boolean => id !== null && (found.has(id) || known.isApart(id));
  for (const { client, structs } of runs) {
    const reached = known.clock(client);
    for (const { clock, length, apart, origin, rightOrigin } of structs) {
      const start = Math.max(clock, reached);
      if (start >= clock + length) continue;
      const stands = start > clock ? isApart({ client, clock: start - 1 }) : apart || isApart(origin ?? rightOrigin);
      if (stands) found.add({ client, clock: start }, clock + length - start);
    }
  }
  return found;
}
