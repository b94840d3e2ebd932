/** The semaphore: a few tasks at a time, in the order in which they asked. */

import { expect, it } from 'vitest';
import { Semaphore } from '../../server/semaphore.ts';

/** A task that ends when it is told to. */
function work(name: string, begun: string[]) {
  let end: (failure?: Error) => void = () => undefined;
  const run = (): Promise<string> => {
    begun.push(name);
    return new Promise((done, failed) => (end = (failure) => (failure ? failed(failure) : done(name))));
  };
  return { run, end: (failure?: Error) => end(failure) };
}

it('runs a few tasks at a time, and the next one when one has ended or failed', async () => {
  const begun: string[] = [];
  const [a, b, c, d] = [work('a', begun), work('b', begun), work('c', begun), work('d', begun)];
  const semaphore = new Semaphore(2);
  const [first, second, third, fourth] = [a, b, c, d].map(({ run }) => semaphore.run(run));
  expect(begun).toEqual(['a', 'b']);
  b.end(new Error('broken'));
  await expect(second).rejects.toThrow('broken');
  await expect.poll(() => begun).toEqual(['a', 'b', 'c']);
  a.end();
  c.end();
  await expect.poll(() => begun).toEqual(['a', 'b', 'c', 'd']);
  d.end();
  expect(await Promise.all([first, third, fourth])).toEqual(['a', 'c', 'd']);
});

it('refuses tasks that have not begun at the end, and lets the others finish', async () => {
  const begun: string[] = [];
  const [a, b] = [work('a', begun), work('b', begun)];
  const semaphore = new Semaphore(1);
  const running = semaphore.run(a.run);
  const waiting = semaphore.run(b.run);
  semaphore.end(new Error('over'));
  await expect(waiting).rejects.toThrow('over');
  await expect(semaphore.run(b.run)).rejects.toThrow('over');
  a.end();
  expect(await running).toBe('a');
  expect(begun).toEqual(['a']);
});
