/** Work that can be put down: it yields every few ms at most, and whoever does it decides when it goes on. */

export type Piecemeal<T> = Generator<undefined, T>;

/** How many edits or carets are looked at between two pauses. */
export const PIECE = 2_048;

/** All of it in one go. */
export function atOnce<T>(work: Piecemeal<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
