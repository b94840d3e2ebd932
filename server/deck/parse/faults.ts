/** A mistake in a deck, worded so that its author can fix it, and the limits of a card. */

export interface Fault {
  /** Path inside the deck, with forward slashes. */
  file: string;
  /** From 1. */
  line: number;
  /** What is wrong and what is allowed. */
  message: string;
}

export const faultText = ({ file, line, message }: Fault): string => `${file}:${line}: ${message}`;

export const CARD_LIMITS = {
  /** Characters of card.md. */
  card: 64_000,
  /** Characters of each Python file. */
  python: 20_000,
  title: 120,
  slug: 60,
  /** Characters of one list item. */
  item: 4_000,
  minutes: { min: 1, max: 60 },
  beats: { min: 5, max: 9 },
  hints: { min: 3, max: 5 },
  /** Items of any other list. */
  items: { min: 1, max: 20 },
} as const;

/** How a sentence begins that a new card still waits for. */
export const UNFILLED = 'FILL IN:';

/** What a card may refer to. */
export interface Curriculum {
  /** Topic slugs by area. */
  areas: ReadonlyMap<string, readonly string[]>;
}

/** Notes a fault of the file at hand. */
export type Note = (line: number, message: string) => void;

export const listed = (names: Iterable<string>): string => [...names].join(', ');
