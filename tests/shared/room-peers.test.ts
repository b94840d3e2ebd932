/** Who sits across the table, and from when on they count as gone. */

import { expect, test } from 'vitest';
import { goneIn, leftAlone, otherPeer } from '../../shared/room/peers.ts';
import { GONE_MS } from '../../shared/room/state.ts';

const [ada, ben] = [{ peer: 'ada' }, { peer: 'ben', awaySince: 1_000 }];
const table = (me: string, ...peers: (typeof ada | typeof ben)[]) => ({ me: { peer: me }, peers });

test('the other peer is the one across the table: nobody for an observer, and while a seat is free', () => {
  expect(otherPeer(table('ada', ada, ben))).toBe(ben);
  expect(otherPeer(table('ben', ada, ben))).toBe(ada);
  expect(otherPeer(table('ada', ada))).toBeUndefined();
  expect(otherPeer(table('watching', ada, ben))).toBeUndefined();
});

test('a peer counts as gone five minutes after they left, and not while connected', () => {
  expect([goneIn(null, 0), goneIn(undefined, 0)]).toEqual([null, null]);
  expect([goneIn(1_000, 1_000), goneIn(1_000, GONE_MS), goneIn(1_000, GONE_MS + 2_000)]).toEqual([GONE_MS, 1_000, 0]);
});

test('[END-2] a peer is left alone by one who is gone, or was removed', () => {
  expect(leftAlone(table('ada', ada, ben), GONE_MS)).toBe(false);
  expect(leftAlone(table('ada', ada, ben), GONE_MS + 1_000)).toBe(true);
  expect(leftAlone(table('ben', ada, ben), GONE_MS + 1_000)).toBe(false);
  expect(leftAlone(table('ada', ada), 0)).toBe(true);
});
