/**
 * Where the items of one Yjs text are, in characters. Items know only their neighbours: we find an item's place by
 * walking to the nearest item whose place is known. People go on where they were, so that is a step or two and not the
 * whole text.
 */

import * as Y from 'yjs';

/** An item that a transaction has inserted or deleted, and by how many characters the text grew or shrank. */
export interface Change {
  item: Y.Item;
  by: number;
}

/** An item and how many characters are before it. */
interface Known {
  item: Y.Item;
  at: number;
}

export class Places {
  readonly #doc: Y.Doc;
  readonly #text: Y.Text;
  /** What was last asked for on behalf of each. */
  readonly #known = new Map<number, Known>();

  constructor(doc: Y.Doc, text: Y.Text) {
    this.#doc = doc;
    this.#text = text;
  }

  /**
   * How many characters are now before each change: applied in this order, from left to right, they are what the
   * transaction did.
   * @param changes everything that the current transaction has done to the text
   */
  ofChanges(changes: readonly Change[], onBehalfOf: number): (Change & { at: number })[] {
    const from = this.#nearest(onBehalfOf);
    const steps = walk(from.item, new Set(changes.map(({ item }) => item)));
    const before = changes.reduce((sum, { item, by }) => (steps.get(item)?.left ? sum + by : sum), from.at);
    const placed = changes.map((change) => ({ ...change, at: before + (steps.get(change.item)?.offset ?? 0) }));
    // A deleted item is at the same place as what follows it.
    placed.sort((a, b) => a.at - b.at || a.by - b.by);
    this.#follow(placed);
    const last = placed.at(-1);
    if (last) this.#known.set(onBehalfOf, { item: last.item, at: last.at });
    return placed;
  }

  /** How many characters are before an item. */
  of(item: Y.Item, onBehalfOf: number): number {
    const from = this.#nearest(onBehalfOf);
    const at = from.at + (walk(from.item, new Set([item])).get(item)?.offset ?? 0);
    this.#known.set(onBehalfOf, { item, at });
    return at;
  }

  #nearest(onBehalfOf: number): { item: Y.Item | null; at: number } {
    const [known = { item: this.#text._start, at: 0 }] = [this.#known.get(onBehalfOf), ...this.#known.values()].filter(
      (each) => each !== undefined,
    );
    return known;
  }

  /**
   * Keeps the known places right, or forgets one if something was inserted beside it: a number does not tell on which
   * side.
   */
  #follow(changes: readonly (Change & { at: number })[]): void {
    for (const [who, known] of this.#known)
      for (const { at, by } of changes) {
        if (by > 0 && at === known.at) this.#known.delete(who);
        if (at < known.at) known.at += Math.max(by, at - known.at);
      }
  }

  /** After a transaction, when Yjs has made one item of neighbours that go together. */
  settle(): void {
    for (const known of this.#known.values()) {
      const item = Y.getItem(this.#doc.store, known.item.id);
      if (item === known.item) continue;
      if (lengthOf(item) > 0) known.at -= known.item.id.clock - item.id.clock;
      known.item = item;
    }
  }
}

export const lengthOf = (item: Y.Item): number => (item.deleted || !item.countable ? 0 : item.length);

/** How many characters from the beginning of the first item to that of another; `left` if that is before it. */
interface Step {
  offset: number;
  left: boolean;
}

/** To both sides in turn, until all are found. */
function walk(from: Y.Item | null, wanted: ReadonlySet<Y.Item>): Map<Y.Item, Step> {
  const found = new Map<Y.Item, Step>();
  let [right, left] = [from, from?.left ?? null];
  let [ahead, behind] = [0, 0];
  while (found.size < wanted.size && (right || left)) {
    if (right) {
      if (wanted.has(right)) found.set(right, { offset: ahead, left: false });
      ahead += lengthOf(right);
      right = right.right;
    }
    if (left) {
      behind -= lengthOf(left);
      if (wanted.has(left)) found.set(left, { offset: behind, left: true });
      left = left.left;
    }
  }
  return found;
}
