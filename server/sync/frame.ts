/**
 * Frames of the sheet channel as they go over the wire (RFC 6455, binary, whole, unmasked): built once and written to every socket they are for. With
 * compression off, `ws` writes each of its own frames at once and whole, so that another between two of them is in its place.
 */

const BINARY = 0x82;
/** The longest payload whose length is told in one byte, and in two. */
const SHORT = 125;
const MEDIUM = 0xffff;

export function frame(payload: Uint8Array): Buffer {
  const head = payload.length <= SHORT ? 2 : payload.length <= MEDIUM ? 4 : 10;
  const whole = Buffer.allocUnsafe(head + payload.length);
  whole[0] = BINARY;
  if (head === 2) whole[1] = payload.length;
  else if (head === 4) {
    whole[1] = 126;
    whole.writeUInt16BE(payload.length, 2);
  } else {
    whole[1] = 127;
    whole.writeBigUInt64BE(BigInt(payload.length), 2);
  }
  whole.set(payload, head);
  return whole;
}
