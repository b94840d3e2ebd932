/** Work in pieces: it yields every few ms at most, and its caller decides when it goes on. */

export type Piecemeal<T> = Generator<undefined, T>;

/** How many edits or carets are looked at between two pauses. */
export const PIECE = 2_048;
