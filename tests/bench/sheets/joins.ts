/** Measurements of coming late: to sheets that others have open, and to sheets that nobody has. */

import { setTimeout as delay } from 'node:timers/promises';
import * as Y from 'yjs';
import { connectTo, Crowd, sheetName, type Target } from './crowd.ts';
import { median, type Cold, type Edited, type Idle } from './figures.ts';
import { cpuOf, settledResident } from './process.ts';
import { frameOf, type RawClient } from './socket.ts';
import type { TypingSession } from './typing.ts';
import type { Wire } from './wire.ts';

/** ms until a server has put away what it puts away when nobody types. */
const QUIET_MS = 12_000;
/** ms to wait for one joiner. */
const JOIN_MS = 20_000;

interface Joined {
  ms: number;
  state: Uint8Array;
  socket: RawClient;
}

/** From connecting to a step 2, as a fresh browser does it. */
function join(target: Target, wire: Wire, sheet: string): Promise<Joined> {
  const started = performance.now();
  const socket = connectTo(target, wire, sheet, 1);
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${target.name}: ${sheet} never came`)), JOIN_MS);
    socket.onLost = (why) => reject(new Error(`${target.name}: ${why}`));
    socket.onMessage = (payload) => {
      if (wire.syncs && wire.kindOf(payload) !== 'step-2') return;
      const ms = performance.now() - started;
      clearTimeout(late);
      resolve({ ms, state: wire.syncs ? wire.bodyOf(payload) : payload, socket });
    };
    socket.opened().then(() => {
      for (const hello of wire.hello(sheet)) socket.write(frameOf(hello));
    }, reject);
  });
}

/** What a stock client says after a step 1 when it has nothing of its own: no edits, but all that is deleted. */
function replyTo(state: Uint8Array): { reply: Uint8Array; text: string } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  const reply = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc));
  const text = doc.getText('code').toString();
  doc.destroy();
  return { reply, text };
}

/**
 * As many others come first, type a little and leave again, so that what a server takes once (compiled code, a heap that has grown) is not counted.
 * @returns resident bytes after that
 */
async function warm(
  target: Target,
  wire: Wire,
  sessions: TypingSession[],
  { first, sheets, edits }: { first: number; sheets: number; edits: number },
): Promise<number> {
  const crowd = new Crowd(target, wire, sheets, sessions, first);
  await crowd.open();
  await crowd.typeAll(edits, 100);
  await crowd.drained(JOIN_MS);
  crowd.close();
  await delay(Math.max(QUIET_MS, target.lingers * 1_000));
  return settledResident(target.pid);
}

export interface Idling {
  sheets: number;
}

export async function idle(target: Target, wire: Wire, sessions: TypingSession[], { sheets }: Idling): Promise<Idle> {
  const before = await warm(target, wire, sessions, { first: sheets, sheets: sheets / 4, edits: 5 });
  const crowd = new Crowd(target, wire, sheets, sessions);
  await crowd.open();
  await delay(target.lingers * 1_000);
  return { sheets, bytes: ((await settledResident(target.pid)) - before) / sheets };
}

export interface Editing {
  sheets: number;
  edits: number;
  /** Keystrokes a second of one sheet. */
  pace: number;
}

export async function edited(
  target: Target,
  wire: Wire,
  sessions: TypingSession[],
  { sheets, edits, pace }: Editing,
): Promise<Edited> {
  const before = await warm(target, wire, sessions, { first: sheets, sheets, edits: edits / 10 });
  const crowd = new Crowd(target, wire, sheets, sessions);
  await crowd.open();
  const cpu = cpuOf(target.pid);
  await crowd.typeAll(edits, pace);
  await crowd.drained(JOIN_MS);
  const spent = cpuOf(target.pid) - cpu;
  await delay(Math.max(QUIET_MS, target.lingers * 1_000));
  const bytes = ((await settledResident(target.pid)) - before) / sheets;
  const joins = wire.syncs ? await joinEach(target, wire, sheets) : { ms: NaN, state: Uint8Array.of(0, 0) };
  const { text } = replyTo(joins.state);
  return {
    sheets,
    edits,
    bytes,
    join: joins.ms,
    state: joins.state.length,
    whole: text === sessions[(sheets - 1) % sessions.length]?.text,
    cpu: (spent / (sheets * edits)) * 1_000,
  };
}

async function joinEach(target: Target, wire: Wire, sheets: number): Promise<{ ms: number; state: Uint8Array }> {
  const times: number[] = [];
  let state: Uint8Array = new Uint8Array();
  for (let i = 0; i < sheets; i++) {
    const joined = await join(target, wire, sheetName(i));
    joined.socket.end();
    times.push(joined.ms);
    state = joined.state;
    await delay(5);
  }
  return { ms: median(times), state };
}

export interface ColdJoins {
  /** Sheets that hold the same, taken in turn. */
  sheets: string[];
  joins: number;
  text: string;
}

/** Nobody is there before, nobody stays: each joiner opens the sheet anew. */
export async function cold(target: Target, wire: Wire, { sheets, joins, text }: ColdJoins): Promise<Cold> {
  const times: number[] = [];
  let answer: { reply: Uint8Array; text: string } | null = null;
  let state = 0;
  const started = cpuOf(target.pid);
  for (let i = 0; i < joins; i++) {
    const sheet = sheets[i % sheets.length] ?? '';
    const joined = await join(target, wire, sheet);
    times.push(joined.ms);
    answer ??= replyTo(joined.state);
    state = joined.state.length;
    if (wire.syncs) joined.socket.write(frameOf(wire.sync(sheet, 1, answer.reply)));
    await delay(100);
    joined.socket.end();
    await delay(50);
  }
  return {
    joins,
    join: median(times),
    cpu: (cpuOf(target.pid) - started) / joins,
    whole: answer?.text === text,
    state,
  };
}
