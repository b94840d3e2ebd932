/** The small rules behind home, lobby, deck and joining. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marksOf } from '../../client/deck/card-marks.ts';
import { roomLink } from '../../client/home/room-link.ts';
import { arrivals, beginBlock, minutesFault, otherNameOf } from '../../client/lobby/lobby.ts';
import { onNetwork, pointsAtLoopback } from '../../client/room/loopback.ts';
import { troubleOf } from '../../client/me/trouble.ts';
import { readInvite } from '../../client/room/invites.ts';
import { randomId } from '../../client/ui/id.ts';
import { planLine, topicWords } from '../../client/ui/words.ts';
import { REFUSALS } from '../../shared/wire.ts';
import { DEFAULT_PLAN } from '../../shared/room/plan.ts';
import type { PeerView } from '../../shared/room/roomview.ts';

describe('an invite', () => {
  test.each([
    ['http://localhost:3000/r/blue-fox#s3cret_-', { room: 'blue-fox', secret: 's3cret_-' }],
    ['/r/x#y', { room: 'x', secret: 'y' }],
    ['r/x#y', { room: 'x', secret: 'y' }],
    ['  <https://practice.example/r/x#y>.  ', { room: 'x', secret: 'y' }],
    ['https://practice.example/r/x', { room: 'x' }],
    ['https://practice.example/r/x/report', { room: 'x' }],
  ])('is read from %s', (text, invite) => {
    expect(readInvite(text)).toEqual(invite);
  });

  test.each(['', 'hello', 'http://', '/r/', '/deck/x', 'http://h/q/x#y', '/r/a b#c', '/r/%2e%2e#c'])(
    'is not read from %j',
    (text) => {
      expect(readInvite(text)).toBeNull();
    },
  );

  test('survives any id and secret the server may make', () => {
    const slug = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
    fc.assert(
      fc.property(slug, slug, (room, secret) => {
        expect(readInvite(`http://10.0.0.7:3000/r/${room}#${secret}`)).toEqual({ room, secret });
      }),
    );
  });

  test('never throws, whatever is pasted', () => {
    fc.assert(fc.property(fc.string(), (text) => void readInvite(text)));
  });
});

describe('the begin button', () => {
  const peer = (name: string, seat: PeerView['seat'], connected = true): PeerView => ({
    peer: name,
    name,
    seat,
    connected,
  });
  const me = { peer: 'Noor', name: 'Noor', seat: 'interviewer' } as const;
  const noor = peer('Noor', 'interviewer');

  test('says why it cannot be pressed', () => {
    expect(beginBlock({ me, peers: [noor] })).toContain('Send them the invite');
    expect(beginBlock({ me, peers: [noor, peer('Ada', 'candidate', false)] })).toContain('Ada is away');
    expect(beginBlock({ me, peers: [noor, peer('Ada', 'candidate')] })).toBeNull();
  });

  test('the other who comes, or comes back, is an arrival; you and those who were here are not', () => {
    const away = { me, peers: [noor, peer('Ada', 'candidate', false)] };
    const here = { me, peers: [noor, peer('Ada', 'candidate')] };
    expect(arrivals(null, here)).toEqual([]);
    expect(arrivals({ peers: [] }, { me, peers: [noor] })).toEqual([]);
    expect(arrivals({ peers: [noor] }, here)).toEqual(['Ada']);
    expect(arrivals(away, here)).toEqual(['Ada']);
    expect(arrivals(here, here)).toEqual([]);
  });
});

test('every refusal has a title and an advice', () => {
  for (const refusal of REFUSALS) {
    const { title, advice } = troubleOf(refusal, true);
    expect(title).not.toBe('');
    expect(advice.endsWith('.')).toBe(true);
  }
  expect(troubleOf('not-a-member', false).title).toBe('This link is not an invite');
});

test('[ROOM-9] a session that is over is no door to try again', () => {
  expect(troubleOf('wrong-phase', true)).toMatchObject({ title: 'This session is over', again: false });
});

test('a loopback link is known as one, and has another name', () => {
  expect(otherNameOf('http://localhost:3000/r/x#y')).toBe('http://127.0.0.1:3000/r/x#y');
  expect(otherNameOf('http://127.0.0.1:3000/r/x#y')).toBe('http://localhost:3000/r/x#y');
  expect(otherNameOf('http://192.168.1.20:3000/r/x#y')).toBeNull();
  expect(pointsAtLoopback('http://[::1]:3000/r/x')).toBe(true);
  expect(pointsAtLoopback('http://127.0.0.1.example/r/x')).toBe(false);
  expect(onNetwork('http://localhost:3000/you#move=ab-cd', 'http://192.168.1.20:3000')).toBe(
    'http://192.168.1.20:3000/you#move=ab-cd',
  );
});

test('a room of the list leads to where something is to be done', () => {
  const room = { room: 'x', phase: 'debrief', revealed: false, formDueUntil: null } as const;
  expect(roomLink({ ...room, revealed: true })).toEqual({ href: '/r/x/report', says: 'Read the report' });
  expect(roomLink({ ...room, formDueUntil: 5 }).href).toBe('/r/x');
  expect(roomLink({ ...room, phase: 'round' }).says).toContain('go back in');
});

test('a card is new only to who never met it', () => {
  expect(marksOf({})).toEqual([{ text: 'New to you', kind: 'new' }]);
  expect(marksOf({ read: 1 }).map((mark) => mark.kind)).toEqual(['known']);
  expect(marksOf({ asked: 0, interviewed: 2, read: 1 }).map((mark) => mark.text)).toEqual([
    'You were asked this',
    'You have asked this',
  ]);
});

test('a plan is one line', () => {
  expect(planLine(DEFAULT_PLAN)).toBe('Code reading, mid, 25 minutes each, then swap');
  expect(planLine({ ...DEFAULT_PLAN, rounds: 1, topics: ['gil', 'api-contracts', 'a', 'b', 'c'] })).toBe(
    'Code reading, mid, on GIL, API contracts, a and 2 more, 25 minutes, one round',
  );
  expect(topicWords('saying-i-do-not-know')).toBe('Saying I do not know');
});

test('minutes are whole, and between 5 and 120', () => {
  for (const good of ['5', '25', '120']) expect(minutesFault(good)).toBeUndefined();
  for (const bad of ['', '4', '121', '7.5', 'ten']) expect(minutesFault(bad)).toBe('Between 5 and 120.');
});

test('random ids are long and differ', () => {
  const ids = Array.from({ length: 1_000 }, randomId);
  expect(new Set(ids).size).toBe(1_000);
  expect(ids.every((id) => /^[0-9a-v]{20}$/.test(id))).toBe(true);
});
