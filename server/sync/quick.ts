/**
 * Reads the two updates that typing is made of, by hand and without an object for each: one insertion of plain characters, and one deletion.
 * Everything else is left to inspect.ts, which says what the bytes mean.
 */

/** What was read last. */
interface Quick {
  deletes: boolean;
  client: number;
  /** The first clock, and the one after the last. */
  clock: number;
  end: number;
  /** The neighbours of an insertion; -1 for none. */
  originClient: number;
  originClock: number;
  rightClient: number;
  rightClock: number;
}

const read: Quick = {
  deletes: false,
  client: 0,
  clock: 0,
  end: 0,
  originClient: -1,
  originClock: 0,
  rightClient: -1,
  rightClock: 0,
};

const STRING = 4;
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
/** Characters; more is no typing. */
const TYPED = 64;
const CLIENT_MAX = 2 ** 32;
const CLOCK_MAX = 2 ** 31;

let at = 0;

/** @returns what was read, valid until the next call; null for an update of another shape */
export function quick(bytes: Uint8Array): Readonly<Quick> | null {
  at = 0;
  if (bytes.length > 120) return null;
  const inserts = bytes[0] === 1 && bytes[1] === 1;
  if (inserts) return insertion(bytes) ? read : null;
  return bytes[0] === 0 && bytes[1] === 1 && deletion(bytes) ? read : null;
}

/** One run of one struct, and no deletions. */
function insertion(bytes: Uint8Array): boolean {
  at = 2;
  read.deletes = false;
  read.client = number(bytes);
  read.clock = number(bytes);
  const info = bytes[at++] ?? 0;
  const [hasOrigin, hasRight] = [(info & HAS_ORIGIN) !== 0, (info & HAS_RIGHT_ORIGIN) !== 0];
  // Without a neighbour it names its root, which must be one that there is.
  if ((info & ~(HAS_ORIGIN | HAS_RIGHT_ORIGIN)) !== STRING || !(hasOrigin || hasRight)) return false;
  read.originClient = hasOrigin ? number(bytes) : -1;
  read.originClock = hasOrigin ? number(bytes) : 0;
  read.rightClient = hasRight ? number(bytes) : -1;
  read.rightClock = hasRight ? number(bytes) : 0;
  const length = bytes[at++] ?? 0;
  if (length === 0 || length > TYPED || at + length + 1 !== bytes.length) return false;
  for (const end = at + length; at < end; at++) if ((bytes[at] ?? 0x80) > 0x7f) return false;
  read.end = read.clock + length;
  return bytes[at] === 0 && inRange();
}

/** No structs, and one range of one client. */
function deletion(bytes: Uint8Array): boolean {
  at = 2;
  read.deletes = true;
  read.client = number(bytes);
  if (bytes[at++] !== 1) return false;
  read.clock = number(bytes);
  const length = number(bytes);
  read.end = read.clock + length;
  return length > 0 && at === bytes.length && inRange();
}

const inRange = (): boolean => read.client < CLIENT_MAX && read.end <= CLOCK_MAX;

/** A varUint of at most five bytes; a longer one reads as one that is out of range. */
function number(bytes: Uint8Array): number {
  let value = 0;
  for (let factor = 1; factor <= 2 ** 28; factor *= 128) {
    const byte = bytes[at++] ?? 0xff;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value;
  }
  return CLIENT_MAX;
}
