/**
 * Measurements of memory, each in a process that has done nothing before: after typing, and with sheets that are only
 * open.
 */

import { setTimeout as delay } from 'node:timers/promises';
import type { Idle, Memory } from '../figures.ts';
import { Crowd } from '../load/crowd.ts';
import type { Target } from '../load/main.ts';
import { cpuOf, residentOf, settledResident } from '../process.ts';
import type { TypingSession } from '../typing.ts';

/** ms until a server has put away what it puts away when nobody types. */
const QUIET_MS = 12_000;
/** ms to wait for what is still on its way. */
const DRAIN_MS = 20_000;

/** ms after it listens until a server has done what it does when it starts. */
const STARTED_MS = 3_000;

const letGo = (target: Target): Promise<void> => delay(Math.max(QUIET_MS, target.lingers * 1_000));

export interface Editing {
  rooms: number;
  /** Of each room. */
  edits: number;
  /** Keystrokes a second of one room, at most. */
  pace: number;
}

/** Some type and leave, then as many others do the same in other rooms. */
export async function memory(target: Target, sessions: TypingSession[], job: Editing): Promise<Memory> {
  await delay(STARTED_MS);
  const start = residentOf(target.pid);
  const first = await typeAndGo(target, sessions, job, 0);
  const second = await typeAndGo(target, sessions, job, job.rooms);
  return {
    start,
    after: first.resident,
    again: second.resident,
    cpu: first.cpu,
    notes: [...first.notes, ...second.notes],
  };
}

/** @param first the number of the first sheet */
async function typeAndGo(
  target: Target,
  sessions: TypingSession[],
  { rooms, edits, pace }: Editing,
  first: number,
): Promise<Pick<Memory, 'cpu' | 'notes'> & { resident: number }> {
  const crowd = new Crowd(target, sessions, { sheets: rooms, first, typed: false, awareness: true });
  await crowd.open();
  const cpu = cpuOf(target.pid);
  await crowd.typeAll(edits, pace);
  const notes = await crowd.drained(DRAIN_MS);
  const spent = cpuOf(target.pid) - cpu;
  crowd.close();
  await letGo(target);
  return { resident: await settledResident(target.pid), cpu: (spent / (rooms * edits)) * 1_000, notes };
}

export interface Idling {
  /** Opened before, and left open, so that what a server takes once does not count as theirs. */
  before: number;
  sheets: number;
}

export async function idle(target: Target, sessions: TypingSession[], { before, sheets }: Idling): Promise<Idle> {
  await delay(STARTED_MS);
  const start = residentOf(target.pid);
  const few = await settledWith(target, sessions, before, 0);
  const many = await settledWith(target, sessions, sheets, before);
  return { start, sheets, bytes: (many - few) / sheets };
}

async function settledWith(target: Target, sessions: TypingSession[], sheets: number, first: number): Promise<number> {
  await new Crowd(target, sessions, { sheets, first, typed: false, awareness: true }).open();
  await letGo(target);
  return settledResident(target.pid);
}
