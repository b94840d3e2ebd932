/** Two measurements of typing: at the pace of people, and at the highest pace that a server holds. */

import type { Ceiling, Steady, Step } from '../figures.ts';
import { Crowd } from '../load/crowd.ts';
import type { Target } from '../load/main.ts';
import { meterOf } from '../load/meter.ts';
import { sheetAfter, type TypingSession } from '../typing.ts';
import { join } from './joins.ts';

/** ms of a keystroke to the reader past which a rate counts as not held. */
const LIMIT_MS = 100;
/** ms to wait for what is still on its way; and after a step of a climb, since the next one must not pay for it. */
const DRAIN_MS = 10_000;
const STEP_DRAIN_MS = 20_000;
/** Sheets that are read once more at the end. */
const READ_AGAIN = 5;
/** s of each step of a climb before its figures count. */
const STEP_RUN_IN = 1;

export interface Typing {
  sheets: number;
  /** Keystrokes a second of each, on average. */
  perSheet: number;
  awareness: boolean;
  /** s of the same load before the figures count, and of theirs. */
  runIn: number;
  seconds: number;
}

export async function steady(
  target: Target,
  sessions: TypingSession[],
  { sheets, perSheet, awareness, runIn, seconds }: Typing,
): Promise<Steady> {
  const crowd = new Crowd(target, sessions, { sheets, typed: true, awareness });
  await crowd.open();
  const rate = sheets * perSheet;
  await crowd.type(rate, runIn, true);
  crowd.startTiming();
  const meter = meterOf(target.pid);
  const sent = await crowd.type(rate, seconds, true);
  const loadBusy = meter.loadBusy();
  const notes = await crowd.drained(DRAIN_MS);
  return {
    sheets,
    // By what arrived: a server that falls behind has not done the work yet.
    cpu: (meter.cpu() / crowd.came) * 1_000,
    latency: crowd.latency(),
    sent,
    loadBusy,
    threads: meter.threads().map((ms) => (ms / crowd.came) * 1_000),
    notes: notes.length > 0 ? notes : await readAgain(crowd),
  };
}

/** A few sheets as somebody reads them who comes later. @returns what is wrong */
async function readAgain(crowd: Crowd): Promise<string[]> {
  if (!crowd.wire.syncs) return [];
  const notes: string[] = [];
  for (const { sheet, session, edits } of crowd.pairs.slice(0, READ_AGAIN)) {
    const { socket, text } = await join(crowd.target, crowd.wire, sheet);
    socket.end();
    if (text() !== sheetAfter(session, edits).text) notes.push(`${sheet} does not say what was typed`);
  }
  return notes;
}

export interface Climb {
  sheets: number;
  /** Keystrokes a second to begin with, in all sheets together. */
  from: number;
  seconds: number;
  /** How often the last step is halved. */
  halvings: number;
}

/** Climbs by half as much again until a rate is not held, then narrows down. */
export async function ceiling(
  target: Target,
  sessions: TypingSession[],
  { sheets, from, seconds, halvings }: Climb,
): Promise<Ceiling> {
  const steps: Step[] = [];
  const crowd = new Crowd(target, sessions, { sheets, typed: true, awareness: true });
  await crowd.open();
  const isHeld = async (rate: number): Promise<boolean> => {
    const step = await climb(crowd, rate, seconds);
    steps.push(step);
    return step.held;
  };
  let held = 0;
  let rate = from;
  while (await isHeld(rate)) {
    held = rate;
    rate *= 1.5;
  }
  for (let i = 0; i < halvings && crowd.lost.length === 0; i++) {
    const middle = (held + rate) / 2;
    if (await isHeld(middle)) held = middle;
    else rate = middle;
  }
  return { held, steps };
}

async function climb(crowd: Crowd, rate: number, seconds: number): Promise<Step> {
  await crowd.type(rate, STEP_RUN_IN, false);
  crowd.startTiming();
  const meter = meterOf(crowd.target.pid);
  const sent = await crowd.type(rate, seconds, false);
  const loadBusy = meter.loadBusy();
  const threads = meter.threads().map((ms) => ms / (seconds * 1_000));
  const notes = await crowd.drained(STEP_DRAIN_MS);
  const latency = crowd.latency();
  const held = notes.length === 0 && latency.update.p99 < LIMIT_MS && sent > rate * seconds * 0.95;
  return { asked: rate, sent: sent / seconds, latency, held, loadBusy, threads, notes };
}
