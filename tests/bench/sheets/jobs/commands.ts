/** The room channel: what a command costs, how many are held, and how many bytes a beat sends to each seat. */

import { setTimeout as delay } from 'node:timers/promises';
import { percentile, type Beats, type CommandClimb, type CommandCost, type CommandStep } from '../figures.ts';
import type { Target } from '../load/main.ts';
import { meterOf } from '../load/meter.ts';
import { RoomPair } from '../load/room-pair.ts';
import { sheetName } from '../names.ts';

/** ms of an ack past which a rate counts as not held. */
const LIMIT_MS = 100;
/** Rooms that are entered at once. */
const OPENING = 20;
/** ms until what a command has to tell has come to both sockets. */
const SETTLE_MS = 300;

async function openRooms(target: Target, count: number, first = 0): Promise<RoomPair[]> {
  const pairs: RoomPair[] = [];
  while (pairs.length < count) {
    const from = first + pairs.length;
    const some = Array.from(
      { length: Math.min(OPENING, count - pairs.length) },
      (_, i) => new RoomPair(target.port, sheetName(from + i)),
    );
    pairs.push(...some);
    await Promise.all(some.map((pair) => pair.open()));
  }
  // The last arrivals are told to those who were there.
  await delay(SETTLE_MS);
  return pairs;
}

/** What came of the commands of one stretch of time. */
interface Outcome {
  sent: number;
  times: number[];
  refused: string[];
}

/** Commands at so many a second, over all rooms in turn. Resolves once each is answered. */
async function command(pairs: readonly RoomPair[], perSecond: number, seconds: number): Promise<Outcome> {
  const outcome: Outcome = { sent: 0, times: [], refused: [] };
  const answers: Promise<void>[] = [];
  const act = async (pair: RoomPair | undefined): Promise<void> => {
    const started = performance.now();
    const ack = await pair?.act();
    if (ack?.ok) outcome.times.push(performance.now() - started);
    else outcome.refused.push(ack?.message ?? 'no room');
  };
  const started = performance.now();
  const end = started + seconds * 1_000;
  for (let now = started; now < end; now = performance.now()) {
    const due = ((now - started) / 1_000) * perSecond;
    while (outcome.sent < due)
      answers.push(
        act(pairs[outcome.sent++ % pairs.length]).catch((error) => void outcome.refused.push(String(error))),
      );
    await delay(1);
  }
  await Promise.all(answers);
  return outcome;
}

export interface Commanding {
  rooms: number;
  /** Commands a second of one room. */
  perRoom: number;
  /** s of the same load before the figures count, and of theirs. */
  runIn: number;
  seconds: number;
}

export async function commandCost(
  target: Target,
  { rooms, perRoom, runIn, seconds }: Commanding,
): Promise<CommandCost> {
  const pairs = await openRooms(target, rooms);
  const before = bytesOf(pairs);
  const early = await command(pairs, rooms * perRoom, runIn);
  const meter = meterOf(target.pid);
  const { sent, times, refused } = await command(pairs, rooms * perRoom, seconds);
  const [cpu, loadBusy] = [meter.cpu() / sent, meter.loadBusy()];
  const after = bytesOf(pairs);
  for (const pair of pairs) pair.close();
  if (refused.length > 0) throw new Error(`${refused.length} of ${sent} commands refused: ${refused[0]}`);
  return {
    rooms,
    sent,
    cpu,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    loadBusy,
    interviewerBytes: (after.interviewer - before.interviewer) / (early.sent + sent),
    candidateBytes: (after.candidate - before.candidate) / (early.sent + sent),
  };
}

function bytesOf(pairs: readonly RoomPair[]): { interviewer: number; candidate: number } {
  const sum = (bytes: (pair: RoomPair) => number): number => pairs.reduce((all, pair) => all + bytes(pair), 0);
  return { interviewer: sum((pair) => pair.interviewer.bytes), candidate: sum((pair) => pair.candidate.bytes) };
}

export interface CommandClimbing {
  rooms: number;
  /** Commands a second to begin with, in all rooms together. */
  from: number;
  /** At most so many a second: a socket may send only so many. */
  most: number;
  seconds: number;
  halvings: number;
}

/** Climbs by half as much again until a rate is not held, then narrows down. */
export async function commandClimb(
  target: Target,
  { rooms, from, most, seconds, halvings }: CommandClimbing,
): Promise<CommandClimb> {
  const pairs = await openRooms(target, rooms);
  const steps: CommandStep[] = [];
  const isHeld = async (rate: number): Promise<boolean> => {
    const step = await climb(target, pairs, rate, seconds);
    steps.push(step);
    return step.held;
  };
  let held = 0;
  let rate = from;
  while (rate <= most && (await isHeld(rate))) {
    held = rate;
    rate *= 1.5;
  }
  for (let i = 0; i < halvings && rate <= most; i++) {
    const middle = (held + rate) / 2;
    if (await isHeld(middle)) held = middle;
    else rate = middle;
  }
  for (const pair of pairs) pair.close();
  return { held, steps };
}

async function climb(target: Target, pairs: RoomPair[], rate: number, seconds: number): Promise<CommandStep> {
  await command(pairs, rate, 1);
  const meter = meterOf(target.pid);
  const { sent, times, refused } = await command(pairs, rate, seconds);
  const loadBusy = meter.loadBusy();
  const p99 = percentile(times, 0.99);
  const held = refused.length === 0 && p99 < LIMIT_MS && sent > rate * seconds * 0.95;
  return { asked: rate, sent: sent / seconds, p99, held, loadBusy, refused: refused.length };
}

export interface Beating {
  /** The number of the first room without any moment, and of the first with 200 notes. */
  fresh: number;
  full: number;
  /** Rooms of either kind, and beats in each. */
  rooms: number;
  beats: number;
}

/** Bytes that a beat sends, in fresh rooms and in full ones: the worst of each. */
export async function beats(target: Target, job: Beating): Promise<Beats> {
  const fresh = await beatsIn(await openRooms(target, job.rooms, job.fresh), job.beats);
  const full = await beatsIn(await openRooms(target, job.rooms, job.full), job.beats);
  return {
    fresh: Math.max(...fresh.map(({ interviewer }) => interviewer)),
    full: Math.max(...full.map(({ interviewer }) => interviewer)),
    candidate: Math.max(...[...fresh, ...full].map(({ candidate }) => candidate)),
  };
}

async function beatsIn(pairs: RoomPair[], beats: number): Promise<{ interviewer: number; candidate: number }[]> {
  const seen = [];
  for (const pair of pairs) {
    for (let i = 0; i < beats; i++) {
      const before = bytesOf([pair]);
      const ack = await pair.beat();
      if (!ack.ok) throw new Error(ack.message);
      await delay(SETTLE_MS / 10);
      const after = bytesOf([pair]);
      seen.push({
        interviewer: after.interviewer - before.interviewer,
        candidate: after.candidate - before.candidate,
      });
    }
    pair.close();
  }
  return seen;
}
