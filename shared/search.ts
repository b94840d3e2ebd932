/** Binary search in whatever is in order. */

/** The first index from 0 up to `length` at which `holds`, which holds for every later one too; `length` where it never does. */
export function firstIndex(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
