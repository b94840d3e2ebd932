/** Measurements of coming late: to sheets that others have open, to sheets that nobody has, and all at once. */

import { setTimeout as delay } from 'node:timers/promises';
import * as Y from 'yjs';
import type { Seat } from '../../../../shared/room/ids.ts';
import { percentile, type Joins, type Storm } from '../figures.ts';
import type { Target } from '../load/main.ts';
import { meterOf } from '../load/meter.ts';
import { connectTo } from '../load/pair.ts';
import { frameOf, type RawClient } from '../load/socket.ts';
import { wireOf, type Wire } from '../load/wire.ts';
import { coldName, readyName, sheetName } from '../names.ts';
import { cpuOf } from '../process.ts';
import { TEXT, type TypingSession } from '../typing.ts';

/** ms to wait for one joiner. */
const JOIN_MS = 20_000;
/** ms between a join and the next: who comes late comes alone. */
const BETWEEN_MS = 30;
/** ms until an answer to a join has been read, which is part of what it costs. */
const ANSWER_MS = 100;
/** A step 2 of a client that has nothing that the server lacks. */
const NOTHING = Uint8Array.of(0, 0);

interface Joined {
  ms: number;
  state: Uint8Array;
  socket: RawClient;
  /** What the state says. */
  text(): string;
}

/** An update that says nothing. */
const isEmpty = (update: Uint8Array): boolean => update.length <= NOTHING.length;

/**
 * From connecting to the whole state, as a fresh browser does it. Of a server that stores, a state that is empty is not
 * the whole one: some answer before they have read the sheet, and send it afterwards as an update.
 */
export function join(target: Target, wire: Wire, sheet: string, seat: Seat = 'interviewer'): Promise<Joined> {
  const started = performance.now();
  const socket = connectTo(target, wire, sheet, seat);
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      socket.end();
      reject(new Error('no state came'));
    }, JOIN_MS);
    socket.onLost = (why) => {
      clearTimeout(late);
      reject(new Error(why));
    };
    socket.onMessage = (payload) => {
      const kind = wire.kindOf(payload);
      if (wire.syncs && kind !== 'step-2' && kind !== 'update') return;
      const state = wire.syncs ? wire.bodyOf(payload) : payload;
      if (target.stores && isEmpty(state)) return;
      const ms = performance.now() - started;
      clearTimeout(late);
      resolve({ ms, state, socket, text: () => docOf(state).getText(TEXT).toString() });
    };
    socket.opened().then(() => {
      for (const hello of wire.hello(sheet)) socket.write(frameOf(hello));
    }, reject);
  });
}

function docOf(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return doc;
}

/** What a stock client answers a step 1 with when it has nothing of its own: no edits, but all that is deleted. */
function answerTo(state: Uint8Array): Uint8Array {
  const doc = docOf(state);
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc));
}

const wrongText = (text: string, expected: string): string[] =>
  text === expected ? [] : ['a joiner got a text that is not what was typed'];

export interface ReadyJoins {
  /** Sheets that hold the same, joined in turn, each open by somebody else. */
  sheets: number;
  joins: number;
}

/** Joins sheets that somebody else has open. */
export async function joinReady(
  target: Target,
  { state, text }: Pick<TypingSession, 'state' | 'text'>,
  { sheets, joins }: ReadyJoins,
): Promise<Joins> {
  const wire = wireOf(target);
  const own = target.stores ? NOTHING : state;
  for (let i = 0; i < sheets && wire.syncs; i++) {
    const { socket } = await join(target, wire, readyName(i), 'candidate');
    socket.write(frameOf(wire.sync(readyName(i), 'step-2', own)));
  }
  await delay(JOIN_MS / 20);
  return joinInTurn(target, wire, {
    sheets: Array.from({ length: sheets }, (_, i) => readyName(i)),
    joins,
    text,
    answers: false,
  });
}

export interface ColdJoins {
  sheets: number;
  joins: number;
}

/** Nobody is there before and nobody stays, so that each joiner opens the sheet from the disk. */
export const joinCold = (target: Target, text: string, { sheets, joins }: ColdJoins): Promise<Joins> =>
  joinInTurn(target, wireOf(target), {
    sheets: Array.from({ length: sheets }, (_, i) => coldName(i)),
    joins,
    text,
    answers: true,
  });

interface InTurn {
  sheets: string[];
  joins: number;
  text: string;
  /** Whether each answers the server's step 1, as browsers do, before it leaves. */
  answers: boolean;
}

async function joinInTurn(target: Target, wire: Wire, { sheets, joins, text, answers }: InTurn): Promise<Joins> {
  const times: number[] = [];
  let first: { answer: Uint8Array; text: string } | null = null;
  let state = 0;
  const started = cpuOf(target.pid);
  for (let i = 0; i < joins; i++) {
    const sheet = sheets[i % sheets.length] ?? '';
    const joined = await join(target, wire, sheet);
    times.push(joined.ms);
    first ??= { answer: answerTo(joined.state), text: joined.text() };
    state = joined.state.length;
    if (answers && wire.syncs) {
      joined.socket.write(frameOf(wire.sync(sheet, 'step-2', first.answer)));
      await delay(ANSWER_MS);
    }
    joined.socket.end();
    await delay(BETWEEN_MS);
  }
  return {
    joins,
    p50: percentile(times, 0.5),
    p90: percentile(times, 0.9),
    cpu: (cpuOf(target.pid) - started) / joins,
    state,
    notes: wrongText(first?.text ?? '', text),
  };
}

export interface Storming {
  /** Both peers of each connect. */
  sheets: number;
}

/** Everybody comes back at once, as after a restart of the server. */
export async function storm(target: Target, { sheets }: Storming): Promise<Storm> {
  const wire = wireOf(target);
  const started = performance.now();
  const meter = meterOf(target.pid);
  const refusals: string[] = [];
  const times: number[] = [];
  const come = async (sheet: string, seat: Seat): Promise<RawClient | null> => {
    try {
      const { socket } = await join(target, wire, sheet, seat);
      times.push(performance.now() - started);
      return socket;
    } catch (error) {
      refusals.push(String(error));
      return null;
    }
  };
  const coming = Array.from({ length: sheets }, (_, i) => [
    come(sheetName(i), 'interviewer'),
    come(sheetName(i), 'candidate'),
  ]).flat();
  const sockets = await Promise.all(coming);
  const [cpu, loadBusy] = [meter.cpu(), meter.loadBusy()];
  for (const socket of sockets) socket?.end();
  return {
    clients: coming.length,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    last: Math.max(...times),
    cpu,
    refused: refusals.length,
    loadBusy,
    notes: refusals.length > 0 ? [`${refusals.length} were refused: ${refusals[0]}`] : [],
  };
}
