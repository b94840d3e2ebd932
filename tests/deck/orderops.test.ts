/** Runs the suite of the package that the cards' code is cut from, where this machine has a Python of its own. */

import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const OLDEST = [3, 11] as const;

const python = (...args: string[]) => spawnSync('python3', ['-B', ...args], { encoding: 'utf8', timeout: 15_000 });

/** A machine needs no Python: what the deck shows runs in a Python that comes with the room. */
function hasPython(): boolean {
  const { stdout } = python('-c', 'import sys; print(*sys.version_info[:2])');
  const [major, minor] = (stdout || '0 0').split(' ').map(Number);
  return major === OLDEST[0] && minor! >= OLDEST[1];
}

describe.runIf(hasPython())('questions/orderops', () => {
  it('keeps its own rules', () => {
    const { status, stderr } = python(
      ...['-W', 'error', '-m', 'unittest', 'discover', '-s', 'questions/orderops/tests', '-t', 'questions'],
    );
    expect(stderr).toMatch(/Ran [1-9]\d+ tests[\s\S]*OK/);
    expect(status).toBe(0);
  });
});
