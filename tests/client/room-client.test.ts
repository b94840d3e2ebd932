/** A room as one browser sees it: the view, the state of the line, and a clock that needs no wall clock. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Listening } from '../../client/room/connection.ts';
import { RoomClient } from '../../client/room/RoomClient.svelte.ts';
import { announcements } from '../../client/ui/announce.svelte.ts';
import type { Ack, ClientCommand } from '../../shared/wire.ts';
import { DEFAULT_PLAN } from '../../shared/room/plan.ts';
import type { ClockView, RoomView } from '../../shared/room/roomview.ts';

const START = Date.UTC(2030, 0, 1);

const viewWith = (clock: Partial<ClockView>): RoomView => ({
  room: 'r1',
  seq: 1,
  phase: 'round',
  me: { peer: 'p1', name: 'Noor', seat: 'candidate' },
  peers: [],
  observers: [],
  observersAllowed: false,
  plan: DEFAULT_PLAN,
  clock: { elapsedMs: 60_000, totalMs: 1_500_000, running: true, sentAt: START, ...clock },
  proposals: [],
  asks: [],
  forms: [],
});

/**
 * A client on a line that the test holds the other end of.
 * @param ack null for a server that does not answer before the page is left
 */
function open(ack: Ack | null = { ok: true, seq: 1 }) {
  const sent: ClientCommand[] = [];
  let line: Listening | undefined;
  let leave: (ack: Ack) => void = () => undefined;
  const left = new Promise<Ack>((resolve) => (leave = resolve));
  const client = new RoomClient('r1', (listening) => {
    line = listening;
    return {
      send: async (command) => (sent.push(command), ack ?? left),
      tellSheet: () => undefined,
      close: () => leave({ ok: false, refusal: 'unavailable', message: 'The room was left.' }),
    };
  });
  if (!line) throw new Error('the client opened no connection');
  return { client, sent, line };
}

beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => void vi.useRealTimers());

test('the clock runs on by the time that passed, though the wall clock jumps', () => {
  const { client, line } = open();
  line.onView(viewWith({}));
  vi.advanceTimersByTime(5_000);
  vi.setSystemTime(START + 86_400_000);
  expect(client.clockMs()).toBe(65_000);
  expect(client.serverNow()).toBe(START + 5_000);
});

test('a browser whose wall clock is years off shows the right time', () => {
  vi.setSystemTime(0);
  const { client, line } = open();
  line.onView(viewWith({}));
  vi.advanceTimersByTime(1_000);
  expect(client.clockMs()).toBe(61_000);
});

test('a paused clock does not move', () => {
  const { client, line } = open();
  line.onView(viewWith({ running: false }));
  vi.advanceTimersByTime(9_000);
  expect(client.clockMs()).toBe(60_000);
});

test('a late delivery does not set the clock back', () => {
  const { client, line } = open();
  line.onView(viewWith({}));
  vi.advanceTimersByTime(4_000);
  line.onView(viewWith({ sentAt: START + 1_000, elapsedMs: 61_000 }));
  expect(client.clockMs()).toBe(64_000);
});

test('every command gets an id of its own', async () => {
  const { client, sent } = open();
  await client.send({ type: 'begin' });
  await client.send({ type: 'swap', agreed: true });
  expect(sent.map((command) => command.type)).toEqual(['begin', 'swap']);
  expect(new Set(sent.map((command) => command.id)).size).toBe(2);
});

test('a refusal is announced, unless the caller shows it', async () => {
  const { client } = open({ ok: false, refusal: 'wrong-phase', message: 'The round is over.' });
  await client.send({ type: 'pause' }, { quiet: true });
  expect(announcements()).toEqual([]);
  await client.send({ type: 'pause' });
  expect(announcements().map((one) => one.text)).toEqual(['The round is over.']);
});

test('the line is connecting until the first view, and reconnecting only after it', () => {
  const { client, line } = open();
  line.onStatus('reconnecting');
  expect(client.status).toBe('connecting');
  line.onStatus('live');
  line.onView(viewWith({}));
  line.onStatus('reconnecting');
  expect(client.status).toBe('reconnecting');
  line.onStatus('refused', { refusal: 'not-a-member', message: 'You were removed.' });
  expect(client.refusal?.message).toBe('You were removed.');
});

const asking = (change: Partial<RoomView> = {}): RoomView => ({
  ...viewWith({}),
  peers: [
    { peer: 'p1', name: 'Noor', seat: 'candidate', connected: true },
    { peer: 'p2', name: 'Kai', seat: 'interviewer', connected: true },
  ],
  proposals: [{ kind: 'end-round', by: 'p1', at: 0 }],
  ...change,
});
const said = () => announcements().map(({ text }) => text);
const DECLINED = 'Kai would rather go on with the round.';

test('[CMD-6] who proposed is told when the other declines', () => {
  const { line } = open();
  line.onView(asking());
  expect(said()).not.toContain(DECLINED);
  line.onView(asking({ proposals: [] }));
  expect(said()).toContain(DECLINED);
  vi.runAllTimers();
});

test('[CMD-6] withdrawing, agreeing, and somebody who leaves are not called a refusal', async () => {
  const { client, line } = open();
  line.onView(asking());
  await client.send({ type: 'end-round', agreed: false });
  line.onView(asking({ proposals: [] }));
  line.onView(asking());
  line.onView(asking({ proposals: [], phase: 'feedback' }));
  line.onView(asking());
  line.onView(asking({ proposals: [], peers: asking().peers.slice(0, 1) }));
  expect(said()).not.toContain(DECLINED);
});

const NOTE = { type: 'note', text: 'asked for the contract first', at: 12_000 } as const;

/** A page that is closed before the server has answered its note. */
async function leftUnanswered() {
  const page = open(null);
  page.line.onView(viewWith({}));
  const unanswered = page.client.send(NOTE);
  expect(page.client.unsent).toMatchObject([NOTE]);
  page.client.close();
  await unanswered;
  return page;
}

test('[CMD-7] a note without an answer is sent again by the next page, under its id, and then no more', async () => {
  const { sent } = await leftUnanswered();
  const second = open();
  second.line.onView(viewWith({}));
  expect(second.sent).toEqual(sent);
  await vi.waitFor(() => expect(second.client.unsent).toEqual([]));
  const third = open();
  third.line.onView(viewWith({}));
  expect(third.sent).toEqual([]);
});

test('[CMD-7] it is not sent in the name of somebody else', async () => {
  await leftUnanswered();
  const other = open();
  other.line.onView({ ...viewWith({}), me: { peer: 'p2', name: 'Kai', seat: 'interviewer' } });
  expect(other.sent).toEqual([]);
  open().line.onView(viewWith({}));
});

test('[CMD-7] a refusal says what was to be kept, and is the end of it', async () => {
  await leftUnanswered();
  const second = open({ ok: false, refusal: 'wrong-phase', message: 'The session is over.' });
  second.line.onView(viewWith({}));
  await vi.waitFor(() =>
    expect(said()).toContain('Your note “asked for the contract first” could not be kept. The session is over.'),
  );
  expect(second.client.unsent).toEqual([]);
});

test('[CMD-7] a server that cannot store it now is asked again by the page after', async () => {
  const { sent } = await leftUnanswered();
  open({ ok: false, refusal: 'unavailable', message: 'Try again.' }).line.onView(viewWith({}));
  await vi.waitFor(() => expect(said().at(-1)).toMatch(/could not be kept\. Try again\.$/));
  const third = open();
  third.line.onView(viewWith({}));
  expect(third.sent).toEqual(sent);
  await vi.waitFor(() => expect(third.client.unsent).toEqual([]));
});
