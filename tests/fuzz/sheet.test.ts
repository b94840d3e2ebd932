/** Seeded peers edit one sheet while sockets drop, the store fails and the server restarts: all of them end with the same text. */

import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { inspect } from '../../server/sync/inspect.ts';
import { openStage, type Provider, type Stage } from '../support/sheetClient.ts';

const PEERS = ['ann', 'bob', 'carl'];

const operation = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ op: 'settle' as const }) },
  {
    weight: 8,
    arbitrary: fc.record({
      op: fc.constant('insert' as const),
      who: fc.nat(2),
      at: fc.nat(999),
      text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constant('delete' as const),
      who: fc.nat(2),
      at: fc.nat(999),
      length: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('drop' as const), who: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constantFrom('leave' as const, 'return' as const), who: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constantFrom('break' as const, 'mend' as const, 'restart' as const),
    }),
  },
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

async function carryOut(stage: Stage, peers: Provider[], step: Operation): Promise<void> {
  const peer = 'who' in step ? peers[step.who] : undefined;
  switch (step.op) {
    case 'insert':
      return peer?.code.insert(step.at % (peer.code.length + 1), step.text);
    case 'delete': {
      const from = (step.at % (peer?.code.length || 1)) | 0;
      return peer?.code.delete(from, Math.min(step.length, peer.code.length - from));
    }
    case 'drop':
      return peer?.drop();
    case 'leave':
      return peer?.ws.disconnect();
    case 'return':
      return peer?.ws.connect();
    case 'break':
      return stage.store.break();
    case 'mend':
      return stage.store.mend();
    case 'restart':
      return stage.restart();
    case 'settle':
      return void (await stage.channel.text('sheet').catch(() => undefined));
  }
}

function expectAcknowledgedIsStored(stage: Stage, peer: Provider): void {
  const stored = new Map<number, number>();
  for (const { bytes } of stage.store.log)
    for (const run of inspect(bytes).runs) stored.set(run.client, Math.max(run.end, stored.get(run.client) ?? 0));
  for (const [client, clock] of peer.acknowledged) expect(stored.get(client) ?? 0).toBeGreaterThanOrEqual(clock);
}

async function play(steps: Operation[]): Promise<void> {
  const stage = await openStage({ snapshotRows: 10 });
  for (const peer of PEERS) stage.allow(peer, {});
  const sheet = await stage.sheet('sheet', 'start\n');
  const peers = PEERS.map((peer) => stage.provider(sheet, peer, { acks: true }));
  await peers[0]?.synced();
  for (const step of steps) {
    await carryOut(stage, peers, step);
    for (const peer of peers) expectAcknowledgedIsStored(stage, peer);
  }
  stage.store.mend();
  for (const peer of peers) peer.ws.connect();
  await vi.waitFor(
    async () => {
      const { code } = await stage.channel.text(sheet);
      expect(peers.map((peer) => peer.code.toString())).toEqual(PEERS.map(() => code));
      expect(peers.every((peer) => peer.ws.synced)).toBe(true);
      for (const peer of peers) {
        expectAcknowledgedIsStored(stage, peer);
        expect(peer.acknowledged.get(peer.doc.clientID) ?? 0).toBe(Y.getState(peer.doc.store, peer.doc.clientID));
      }
    },
    { timeout: 8_000, interval: 10 },
  );
  // Nobody was turned away for good: all that happened was an honest accident.
  expect(peers.flatMap((peer) => peer.closes).filter((code) => code >= 4400 && code < 4500)).toEqual([]);
  for (const peer of peers) peer.destroy();
  await stage.channel.close();
}

it('converges whatever drops, fails and restarts', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: 60 }), play),
    // fast-check prints the seed and the smallest failing list of operations.
    { numRuns: 15, endOnFailure: true },
  );
});
