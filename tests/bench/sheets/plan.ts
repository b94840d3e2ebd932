/**
 * What a run consists of: its phases, each with the servers that take part, the cores they get, what is there before,
 * and the job.
 */

import type { Job } from './load/main.ts';
import type { Data } from './prepare.ts';
import { PEERS, type SubjectName } from './subjects.ts';

export interface Phase {
  name: string;
  who: readonly SubjectName[];
  /** 1: the server has one core to itself and the load process the other. 2: both share both. */
  cores: 1 | 2;
  /** What our server, and the others that store, find on their disk. */
  data: Data;
  /** The floor sends these bytes at once to everybody who connects. */
  blob?: 'ready' | 'long';
  job: Job;
}

const EVERYBODY: readonly SubjectName[] = ['floor', 'ours', ...PEERS];
const OF_ROOMS: readonly SubjectName[] = ['echo', 'ours'];
/** Those that have a sheet again after a start, and the floor, which sends its bytes. */
const OF_COLD: readonly SubjectName[] = ['floor', 'ours', 'stock-leveldb', 'hocuspocus-sqlite'];

/** Keystrokes a second of somebody who types fast. */
const TYPIST = 5;
/** Rooms with 200 notes that follow those of the room channel that are fresh. */
export const FULL_ROOMS = { rooms: 5, notes: 200 };
const FRESH_ROOMS = 300;

/** How many sheets a job wants to be there. */
export function sheetsOf(job: Job): number {
  switch (job.do) {
    case 'memory':
      return 2 * job.rooms;
    case 'idle':
      return job.before + job.sheets;
    case 'commands':
    case 'commands-climb':
    case 'beats':
      return FRESH_ROOMS;
    default:
      return job.sheets;
  }
}

interface Durations {
  /** s. */
  runIn: number;
  seconds: number;
}

/** Typing at the pace of people, one keystroke and one awareness state at a time. */
const typing = (sheets: number, cores: 1 | 2, durations: Durations): Phase => ({
  name: `typing-${sheets}-on-${cores}`,
  who: EVERYBODY,
  cores,
  data: 'typed',
  job: { do: 'typing', sheets, perSheet: TYPIST, awareness: true, ...durations },
});

const withoutAwareness = (sheets: number, durations: Durations): Phase => ({
  name: `plain-${sheets}-on-1`,
  who: EVERYBODY,
  cores: 1,
  data: 'typed',
  job: { do: 'typing', sheets, perSheet: TYPIST, awareness: false, ...durations },
});

const climb = (cores: 1 | 2, from: number, seconds: number, halvings: number): Phase => ({
  name: `climb-on-${cores}`,
  who: EVERYBODY,
  cores,
  data: 'typed',
  job: { do: 'climb', sheets: 500, from, seconds, halvings },
});

/** Ours and the one that we are judged by: half a million keystrokes of the others take 3 to 10 minutes each. */
const MEMORY: Phase = {
  name: 'memory',
  who: ['ours', 'stock'],
  cores: 2,
  data: 'plain',
  job: { do: 'memory', rooms: 100, edits: 5_000, pace: 120 },
};

const joins = (joins: number, sheets: number, coldJoins: number, copies: number): Phase[] => [
  {
    name: 'join-ready',
    who: EVERYBODY,
    cores: 2,
    data: 'ready',
    blob: 'ready',
    job: { do: 'join-ready', sheets, joins },
  },
  {
    name: 'join-cold',
    who: OF_COLD,
    cores: 2,
    data: 'cold',
    blob: 'long',
    job: { do: 'join-cold', sheets: copies, joins: coldJoins },
  },
];

const storm = (sheets: number): Phase => ({
  name: 'storm',
  who: ['ours', ...PEERS],
  cores: 2,
  data: 'typed',
  job: { do: 'storm', sheets },
});

const rooms = ({ runIn, seconds }: Durations, stepSeconds: number, halvings: number): Phase[] => [
  {
    name: 'commands',
    who: OF_ROOMS,
    cores: 1,
    data: 'rooms',
    job: { do: 'commands', rooms: 200, perRoom: 1, runIn, seconds },
  },
  {
    name: 'commands-climb',
    who: OF_ROOMS,
    cores: 1,
    data: 'rooms',
    job: { do: 'commands-climb', rooms: FRESH_ROOMS, from: 100, most: 5_400, seconds: stepSeconds, halvings },
  },
  {
    name: 'beats',
    who: OF_ROOMS,
    cores: 1,
    data: 'rooms',
    job: { do: 'beats', fresh: 0, full: FRESH_ROOMS, rooms: FULL_ROOMS.rooms, beats: 7 },
  },
];

/** Few keystrokes take longer until what is hot is compiled. */
const longFor = (sheets: number): Durations => (sheets > 100 ? { runIn: 4, seconds: 7 } : { runIn: 12, seconds: 10 });
const SHORT = { runIn: 2, seconds: 4 };

const full: Phase[] = [
  ...[10, 100, 1_000, 3_000].flatMap((sheets) => [
    typing(sheets, 1, longFor(sheets)),
    typing(sheets, 2, longFor(sheets)),
  ]),
  withoutAwareness(100, longFor(100)),
  withoutAwareness(1_000, longFor(1_000)),
  climb(1, 1_500, 3, 2),
  climb(2, 1_500, 3, 2),
  MEMORY,
  { name: 'idle', who: EVERYBODY, cores: 2, data: 'plain', job: { do: 'idle', before: 500, sheets: 2_000 } },
  ...joins(100, 20, 20, 4),
  storm(1_000),
  ...rooms({ runIn: 5, seconds: 15 }, 4, 2),
];

/** Fewer phases, and shorter ones: good enough to see what a change has done. */
const quick: Phase[] = [
  typing(100, 1, SHORT),
  typing(1_000, 1, SHORT),
  { ...climb(1, 1_500, 2, 0), who: ['floor', 'ours', 'stock'] },
  ...joins(40, 10, 10, 2),
  storm(500),
  ...rooms(SHORT, 2, 0),
];

export const PLANS = { full, quick };
