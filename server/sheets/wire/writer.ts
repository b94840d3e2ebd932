/**
 * Writes a message into one buffer of exactly its size. lib0's encoder grows and copies, which costs more than all the
 * rest of a short message. Numbers are varUints as lib0 writes them: seven bits a byte, the lowest first, the high bit
 * set on all but the last.
 */

export class Writer {
  readonly #buffer: Buffer;
  #at = 0;

  /** @param size bytes of the whole message */
  constructor(size: number) {
    this.#buffer = Buffer.allocUnsafe(size);
  }

  varUint(value: number): this {
    let left = value;
    for (; left > 0x7f; left = Math.floor(left / 0x80)) this.#buffer[this.#at++] = 0x80 | (left % 0x80);
    this.#buffer[this.#at++] = left;
    return this;
  }

  bytes(bytes: Uint8Array): this {
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }

  text(text: string): this {
    this.#at += this.#buffer.write(text, this.#at);
    return this;
  }

  /** @throws Error where the size was not right: memory that nobody wrote must not go out */
  finished(): Buffer {
    if (this.#at !== this.#buffer.length) throw new Error(`wrote ${this.#at} of ${this.#buffer.length} bytes`);
    return this.#buffer;
  }
}

/** Bytes that a varUint takes. */
export function sizeOfVarUint(value: number): number {
  let size = 1;
  for (let left = value; left > 0x7f; left = Math.floor(left / 0x80)) size++;
  return size;
}
