/** The search for runs of words that are not our own. */

import { describe, expect, it } from 'vitest';
import { foreignRuns, HASH_BYTES, packHashes, runsOf, unpackHashes } from '../../scripts/own-words.ts';

const THEIRS = 'A pan, a knife and a board:\n“all three” cost 9335 cents in zone home.';
const foreign = unpackHashes(packHashes([THEIRS]));

describe('own words', () => {
  it('finds eight words in a row, whatever the case, the signs and the line ends', () => {
    const ours = 'We sell\n\n- a KNIFE and a\n  board; all (three)\n  **cost** nothing.';
    expect(foreignRuns(ours, foreign)).toEqual([{ line: 3, words: 'a knife and a board all three cost' }]);
  });

  it('lets seven pass, and eight with another among them', () => {
    expect(foreignRuns('knife and a board all three cost nothing', foreign)).toEqual([]);
    expect(foreignRuns('a knife and one board all three cost', foreign)).toEqual([]);
  });

  it('names each line once', () => {
    expect(foreignRuns(THEIRS, foreign).map(({ line }) => line)).toEqual([1, 2]);
  });

  it('keeps nothing of a text but one short hash a run', () => {
    expect(packHashes([THEIRS, THEIRS]).length).toBe(runsOf(THEIRS).length * HASH_BYTES);
  });
});
