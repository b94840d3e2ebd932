/** Steps, events and cards for the store's tests, with ids that no other test uses. */

import { deflateRawSync } from 'node:zlib';
import type { Pack, RoomStep, SheetUpdate } from '../../server/store/store.ts';
import type { Card } from '../../shared/deck/card.ts';
import type { RoomEvent, Words } from '../../shared/room/events.ts';
import type { RoomId } from '../../shared/room/ids.ts';
import { DEFAULT_PLAN } from '../../shared/room/plan.ts';
import type { Form } from '../../shared/rubric/form.ts';

/** A time past what 32 bits hold, in ms since the epoch. */
export const T0 = 1_790_000_000_000;

let last = 0;
export const fresh = (what: string): string => `${what}-${++last}`;

export const created = (room: RoomId, at = T0): RoomEvent => ({
  type: 'room-created',
  room,
  plan: DEFAULT_PLAN,
  at,
  actor: 'ann',
});

export const joined = (peer: string): RoomEvent => ({
  type: 'peer-joined',
  peer,
  seat: 'interviewer',
  at: T0,
  actor: peer,
});

export const beat = (moment: string, at = T0 + 1): RoomEvent => ({
  type: 'beat-heard',
  moment,
  clockAt: 1_000,
  ask: 'ask',
  beat: 2,
  at,
  actor: 'ann',
});

export const note = (words: string, at = T0 + 1): RoomEvent => ({
  type: 'noted',
  moment: fresh('moment'),
  clockAt: 1_500,
  late: false,
  words,
  at,
  actor: 'ann',
});

export const words = (id: string, text: string, author = 'ann'): Words => ({ words: id, author, kind: 'note', text });

const whoComes = (event: RoomEvent): string[] =>
  event.type === 'peer-joined' || event.type === 'observer-joined' ? [event.peer] : [];

export function step(room: RoomId, expectedSeq: number, more: Partial<RoomStep> = {}): RoomStep {
  const { events = [beat(fresh('moment'))] } = more;
  const nothing = { words: [], sheets: [], cards: [], history: [] };
  return { room, expectedSeq, events, people: events.flatMap(whoComes), ...nothing, ...more };
}

export function firstStep(room: RoomId, more: Partial<RoomStep> = {}): RoomStep & { secretHash: string } {
  return { ...step(room, 0, { events: [created(room)], ...more }), secretHash: more.secretHash ?? 'hash' };
}

/** The step in which a peer makes a promise. */
export function promiseStep(room: RoomId, expectedSeq: number, by: string, text: string, at: number): RoomStep {
  const id = fresh('words');
  const event: RoomEvent = { type: 'promised', by, lesson: 'thinking-aloud', words: id, at, actor: by };
  return step(room, expectedSeq, { events: [event], words: [{ words: id, author: by, kind: 'promise', text }] });
}

export const update = (sheet: string, bytes: number[], more: Partial<SheetUpdate> = {}): SheetUpdate => ({
  sheet,
  kind: 'edit',
  peer: 'ann',
  client: 1,
  at: T0,
  bytes: Uint8Array.from(bytes),
  ...more,
});

/** A pack of such updates: deflated, with the bytes of each somewhere in it. */
export const packed = (first: number, ...updates: number[][]): Pack => ({
  first,
  last: first + updates.length - 1,
  bytes: new Uint8Array(deflateRawSync(Uint8Array.from(updates.flat()))),
});

export const form = (where: string): Form => ({
  round: 1,
  scores: [{ lesson: 'thinking-aloud', level: null, moments: [], where, happened: 'naïve 🙂', instead: '' }],
  answers: { understood: 4 },
});

export const card = (id: string): Card => ({
  card: id,
  area: 'orders',
  title: 'Who holds the lock? 🔒',
  kind: 'debugging',
  levels: ['mid', 'senior'],
  minutes: 10,
  lessons: ['debugging-stories'],
  topics: ['locks'],
  frame: 'debugging',
  prompt: 'Two workers wait.\n\n```python\nlock()\n```',
  start: 'x = 1\n',
  guide: {
    listenFor: [{ text: 'names the cycle', lesson: 'debugging-stories' }],
    hints: ['look at the order'],
    facts: [],
    followUps: [],
    redFlags: [],
    goodToGreat: '',
    modelAnswer: 'Take them in one order.',
  },
});
