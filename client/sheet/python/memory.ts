/** The cap on Python's memory: a heap that would grow past it does not grow, which Python answers with MemoryError. */

/** Bytes of a page of WebAssembly memory. */
const PAGE = 65_536;

/**
 * Caps every WebAssembly memory of this worker, before Python loads. Without it the heap grows to 4 GiB.
 * @returns whether growing was refused so far
 */
export function capMemory(mebibytes: number): { readonly met: boolean } {
  const { grow } = WebAssembly.Memory.prototype;
  const { apply } = Reflect;
  const state = { met: false };
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages: number): number {
    if (this.buffer.byteLength + pages * PAGE <= mebibytes * 2 ** 20) return apply(grow, this, [pages]);
    state.met = true;
    throw new RangeError(`Python may use ${mebibytes} MiB`);
  };
  return state;
}
