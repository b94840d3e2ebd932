/** The server's time as the browser estimates it, and times in words. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ServerClock } from '../../client/room/server-clock.ts';
import { agoText, clockWords } from '../../client/ui/time.ts';

test('the estimate is off by no more than the quickest delivery, and never ahead', () => {
  const delays = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), delays, (offset, latencies) => {
      const clock = new ServerClock();
      let local = 1_000;
      for (const latency of latencies) {
        local += 10_000;
        clock.heard(local - latency + offset, local);
      }
      const error = clock.now(local) - (local + offset);
      expect(error).toBeLessThanOrEqual(0);
      expect(error + Math.min(...latencies)).toBe(0);
    }),
  );
});

test('a clock that was set back is followed after as many messages as are looked at', () => {
  const clock = new ServerClock();
  for (let i = 0; i < 8; i++) clock.heard(1_000_000 + i, i);
  for (let i = 8; i < 16; i++) clock.heard(500_000 + i, i);
  expect(clock.now(16)).toBe(500_016);
});

test('after a reset only what is heard after it counts', () => {
  const clock = new ServerClock();
  clock.heard(9_000, 0);
  clock.reset();
  clock.heard(1_000, 0);
  expect(clock.now(5)).toBe(1_005);
});

test('a clock is spoken in whole words', () => {
  expect(clockWords(61_000)).toBe('1 minute 1 second');
  expect(clockWords(122_500)).toBe('2 minutes 2 seconds');
});

test.each([
  [0, 'just now'],
  [5 * 60_000, '5 minutes ago'],
  [3 * 3_600_000, '3 hours ago'],
  [26 * 3_600_000, 'yesterday'],
  [-4_000, 'just now'],
])('%i ms ago is %s', (past, text) => {
  expect(agoText(1e12, 1e12 + past, 'en')).toBe(text);
});
