/** The time that code may take. */

import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { Run } from '../../client/sheet/python/run.ts';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

/** A run of at most a second, whose code is told of what it asked by `answer`. */
function limited() {
  let answer = (_line: string): void => {};
  const asked = () => new Promise<string>((resolve) => (answer = resolve));
  const run = new Run({ limitMs: 1_000, on: { input: asked }, end: () => {}, answer: () => {} });
  run.hear({ type: 'started', run: 1 });
  const ask = () => run.hear({ type: 'input', run: 1, prompt: '' });
  return { run, ask, answer: (line: string) => answer(line) };
}

it('ends what runs when its limit is over', async () => {
  const { run } = limited();
  await vi.advanceTimersByTimeAsync(999);
  expect(run.over).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await run.ending).toMatchObject({ outcome: 'timed-out', ms: 1_000 });
});

it('takes none of it while the code waits for an answer', async () => {
  const { run, ask, answer } = limited();
  await vi.advanceTimersByTimeAsync(600);
  ask();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(run.over).toBe(false);
  answer('late');
  await vi.advanceTimersByTimeAsync(399);
  expect(run.over).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await run.ending).toMatchObject({ outcome: 'timed-out', ms: 1_000 });
});
