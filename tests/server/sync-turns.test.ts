/** Turns: so many pieces of work at a time, in the order in which they asked. */

import { expect, it } from 'vitest';
import { Turns } from '../../server/sync/turns.ts';

/** Work that ends when it is told to. */
function work(name: string, begun: string[]) {
  let end: (failure?: Error) => void = () => undefined;
  const run = (): Promise<string> => {
    begun.push(name);
    return new Promise((done, failed) => (end = (failure) => (failure ? failed(failure) : done(name))));
  };
  return { run, end: (failure?: Error) => end(failure) };
}

it('begins so many at a time, and the next when one has ended or failed', async () => {
  const begun: string[] = [];
  const [a, b, c, d] = [work('a', begun), work('b', begun), work('c', begun), work('d', begun)];
  const turns = new Turns(2);
  const [first, second, third, fourth] = [a, b, c, d].map(({ run }) => turns.take(run));
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

it('refuses what has not begun at the end, and lets go on what has', async () => {
  const begun: string[] = [];
  const [a, b] = [work('a', begun), work('b', begun)];
  const turns = new Turns(1);
  const running = turns.take(a.run);
  const waiting = turns.take(b.run);
  turns.end(new Error('over'));
  await expect(waiting).rejects.toThrow('over');
  await expect(turns.take(b.run)).rejects.toThrow('over');
  a.end();
  expect(await running).toBe('a');
  expect(begun).toEqual(['a']);
});
