/** Two measurements of typing: at the pace of people, and at the highest pace that a server holds. */

import { Crowd, type Target } from './crowd.ts';
import { percentile, type Ceiling, type Steady, type Step } from './figures.ts';
import { cpuByThread, cpuOf } from './process.ts';
import type { TypingSession } from './typing.ts';
import type { Wire } from './wire.ts';

/** ms of a keystroke to the peer past which a rate counts as not held. */
const LIMIT_MS = 100;
/** ms to wait for what is still on its way. */
const DRAIN_MS = 10_000;

export interface Typing {
  sheets: number;
  perSheet: number;
  warmUp: number;
  seconds: number;
}

export async function steady(
  target: Target,
  wire: Wire,
  sessions: TypingSession[],
  { sheets, perSheet, warmUp, seconds }: Typing,
): Promise<Steady> {
  const crowd = new Crowd(target, wire, sheets, sessions);
  await crowd.open();
  const rate = sheets * perSheet;
  await crowd.type(rate, warmUp, 1, null);
  await crowd.drained(DRAIN_MS);
  const meter = meterOf(target.pid);
  const times: number[] = [];
  const sent = await crowd.type(rate, seconds, 1, times);
  const busy = meter.loadBusy();
  const missing = await crowd.drained(DRAIN_MS);
  const { cpu, threads } = meter.server();
  if (crowd.lost.length > 0) throw new Error(`${target.name}: ${crowd.lost.length} sockets lost: ${crowd.lost[0]}`);
  return {
    sheets,
    cpu: (cpu / sent) * 1_000,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    sent,
    missing,
    loadBusy: busy,
    threads: threads.map((ms) => (ms / sent) * 1_000),
  };
}

function meterOf(pid: number) {
  const started = performance.now();
  const own = process.cpuUsage();
  const cpu = cpuOf(pid);
  const threads = cpuByThread(pid);
  return {
    loadBusy() {
      const { user, system } = process.cpuUsage(own);
      return (user + system) / 1_000 / (performance.now() - started);
    },
    server() {
      const spent = [...cpuByThread(pid)].map(([thread, ms]) => ms - (threads.get(thread) ?? 0));
      return { cpu: cpuOf(pid) - cpu, threads: spent.sort((a, b) => b - a).filter((ms) => ms > 1) };
    },
  };
}

export interface Climb {
  sheets: number;
  /** Keystrokes a second to begin with. */
  from: number;
  seconds: number;
  /** How often the last step is halved. */
  halvings: number;
}

/** Climbs by half as much again until a rate is not held, then narrows down. */
export async function ceiling(
  target: Target,
  wire: Wire,
  sessions: TypingSession[],
  { sheets, from, seconds, halvings }: Climb,
): Promise<Ceiling> {
  const steps: Step[] = [];
  const crowd = new Crowd(target, wire, sheets, sessions);
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
  const bundle = Math.max(1, Math.round(rate / 10_000));
  await crowd.type(rate, 1, bundle, null);
  await crowd.drained(DRAIN_MS);
  const meter = meterOf(crowd.target.pid);
  const times: number[] = [];
  const sent = await crowd.type(rate, seconds, bundle, times);
  const loadBusy = meter.loadBusy();
  const threads = meter.server().threads.map((ms) => ms / (seconds * 1_000));
  const missing = await crowd.drained(DRAIN_MS);
  const p99 = percentile(times, 0.99);
  const held = missing === 0 && crowd.lost.length === 0 && p99 < LIMIT_MS && sent > rate * seconds * 0.95;
  return { asked: rate, sent: sent / seconds, p99, held, loadBusy, threads };
}
