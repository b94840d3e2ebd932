/** Numbers and texts in few bytes: seven bits of a number in each byte, lowest first, high bit set but on the last. */

/** Bytes of a writer before it grows. */
const START = 1_024;

export class ByteWriter {
  #bytes = new Uint8Array(START);
  #length = 0;

  /** @param number whole, 0 or more */
  number(number: number): void {
    let left = number;
    for (; left >= 0x80; left = Math.floor(left / 0x80)) this.#push(0x80 | (left % 0x80));
    this.#push(left);
  }

  /** A number that may be below 0. */
  signed(number: number): void {
    this.number(number < 0 ? -2 * number - 1 : 2 * number);
  }

  /** Its UTF-16 units, whatever they are: a recording may cut a character in two. */
  units(text: string): void {
    for (let i = 0; i < text.length; i++) this.number(text.charCodeAt(i));
  }

  text(text: string): void {
    this.number(text.length);
    this.units(text);
  }

  get written(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = byte;
  }
}

/** Bytes that cannot be decoded. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}

/** UTF-16 units made into a string at a time: each is an argument of one call. */
const AT_ONCE = 8_192;

export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @throws {Unreadable} */
  number(): number {
    const first = this.#bytes[this.#at];
    return first !== undefined && first < 0x80 ? (this.#at++, first) : this.#long();
  }

  #long(): number {
    let number = 0;
    for (let scale = 1; scale <= Number.MAX_SAFE_INTEGER; scale *= 0x80) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new Unreadable('too short');
      number += (byte & 0x7f) * scale;
      if (byte < 0x80) return number;
    }
    throw new Unreadable('too large a number');
  }

  signed(): number {
    const number = this.number();
    return number % 2 === 0 ? number / 2 : -(number + 1) / 2;
  }

  /** How many of something follow, each of which takes a byte at least. @throws {Unreadable} */
  count(): number {
    const count = this.number();
    if (count > this.#bytes.length - this.#at) throw new Unreadable('too short');
    return count;
  }

  numbers(count: number): Float64Array {
    const numbers = new Float64Array(count);
    for (let i = 0; i < count; i++) numbers[i] = this.number();
    return numbers;
  }

  /** Numbers each of which is told by how much it is above the one before. */
  rising(count: number): Float64Array {
    const numbers = new Float64Array(count);
    for (let i = 0, last = 0; i < count; i++) numbers[i] = last += this.number();
    return numbers;
  }

  signedNumbers(count: number): Float64Array {
    const numbers = new Float64Array(count);
    for (let i = 0; i < count; i++) numbers[i] = this.signed();
    return numbers;
  }

  units(length: number): string {
    if (length > this.#bytes.length - this.#at) throw new Unreadable('too short');
    const units = new Uint16Array(length);
    for (let i = 0; i < length; i++) units[i] = this.number();
    return textOf(units);
  }

  text(): string {
    return this.units(this.number());
  }
}

export function textOf(units: Uint16Array): string {
  let text = '';
  for (let start = 0; start < units.length; start += AT_ONCE)
    text += Reflect.apply(String.fromCharCode, null, units.subarray(start, start + AT_ONCE));
  return text;
}
