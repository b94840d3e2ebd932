/** Finds which predicted row belongs to which real row, so that one missing row does not make all later rows wrong. */

/** A pair of indexes; null if the other side has no such row. `open`: nothing is known of what was there. */
export interface Pair {
  real: number | null;
  predicted: number | null;
  open?: true;
}

export interface Alignment {
  real: number;
  predicted: number;
  /** From 0 for a pair that agrees in everything to below 2 for one that agrees in nothing. */
  cost: (real: number, predicted: number) => number;
  /** Whether this real row represents rows that were left out; one past the end asks for a trace that was cut off. */
  open: (real: number) => boolean;
}

/** A row on one side only; two of them cost more than any pair. */
const ALONE = 1;
/** A predicted row that falls where real rows were left out. */
const UNSEEN = 0.1;

type Move = 'pair' | 'missed' | 'extra' | 'unseen';

/** The cheapest way to bring both lists together, in order. */
export function align({ real, predicted, cost, open }: Alignment): Pair[] {
  const moves: Move[][] = [];
  let next: number[] = [];
  for (let i = real; i >= 0; i--) {
    const [row, chosen]: [number[], Move[]] = [[], []];
    for (let j = predicted; j >= 0; j--) {
      const options: [number, Move][] = [];
      if (i < real && open(i)) options.push([next[j]!, 'missed']);
      else {
        if (i < real && j < predicted) options.push([cost(i, j) + next[j + 1]!, 'pair']);
        if (i < real) options.push([ALONE + next[j]!, 'missed']);
      }
      if (j < predicted) options.push([(open(i) ? UNSEEN : ALONE) + row[j + 1]!, open(i) ? 'unseen' : 'extra']);
      const [least, move] = options.reduce((a, b) => (b[0] < a[0] - 1e-9 ? b : a), options[0] ?? [0, 'pair']);
      [row[j], chosen[j]] = [least, move];
    }
    moves[i] = chosen;
    next = row;
  }
  return walked(moves, real, predicted, open);
}

function walked(moves: readonly Move[][], real: number, predicted: number, open: (real: number) => boolean): Pair[] {
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < real || j < predicted) {
    const move = moves[i]![j]!;
    const pair: Pair = {
      real: move === 'pair' || move === 'missed' ? i++ : null,
      predicted: move === 'missed' ? null : j++,
    };
    const isOpen = move === 'unseen' || (move === 'missed' && open(pair.real ?? 0));
    pairs.push(isOpen ? { ...pair, open: true } : pair);
  }
  return pairs;
}
