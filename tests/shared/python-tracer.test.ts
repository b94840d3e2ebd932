/** The tracer against CPython's own account of the same code, in the same Pyodide as the room's. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Python } from '../../server/deck/python/python.ts';
import { seedOfRun } from '../support/random.ts';
import { program } from './python/programs.ts';

const ORACLE = readFileSync(new URL('./python/oracle.py', import.meta.url), 'utf8');
const python = new Python(60_000);
afterAll(() => python.close());

/** What the tracer says of each program that the program itself does not. */
async function differences(programs: { code: string; call: string }[]): Promise<string[][]> {
  const code = `import json
from oracle import differences
programs = json.loads(${JSON.stringify(JSON.stringify(programs))})
print(json.dumps([differences(**one) for one in programs]))`;
  const { output } = await python.do('prints', { code, modules: { oracle: ORACLE } });
  return JSON.parse(output) as string[][];
}

/** Seed 2 holds the programs that once were traced wrong: a return without a line, and a repeated finally. */
const RUNS = [
  { seed: 2, numRuns: 500 },
  { seed: seedOfRun(), numRuns: 150 },
];

describe('the tracer', () => {
  it.each(RUNS)(
    'tells the lines, branches, values, prints and returns that random programs tell of themselves (seed $seed)',
    async ({ seed, numRuns }) => {
      const codes = fc.sample(program, { numRuns, seed });
      const found = await differences(codes.map((code) => ({ code, call: 'run(2, 5)' })));
      const compared = found.filter((one) => one[0] !== 'too long to compare');
      expect(compared.length).toBeGreaterThan(numRuns / 2);
      const first = found.findIndex((one) => one.length > 0 && one[0] !== 'too long to compare');
      expect(found[first], `seed ${seed}\n${codes[first]}`).toBeUndefined();
    },
    120_000,
  );
});
