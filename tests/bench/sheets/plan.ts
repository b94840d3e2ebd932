/** What a run consists of: its phases, each with the servers that take part, the cores they get, what is there before, and the job. */

import type { Job } from './load/main.ts';
import type { Data } from './prepare.ts';
import type { SubjectName } from './subjects.ts';

export interface Phase {
  name: string;
  who: readonly SubjectName[];
  /** 1: the server has one core to itself and the load process the other. 2: both share both. */
  cores: 1 | 2;
  /** What our server, and the others that store, find on their disk. */
  data: Data;
  job: Job;
}

/** Rooms of the room channel: in a row, first those without a moment, then as many with 200 notes. */
export const FULL_ROOMS = { rooms: 300, notes: 200 };

const ROOMS: readonly SubjectName[] = ['echo', 'ours'];

const full: Phase[] = [
  {
    name: 'commands',
    who: ROOMS,
    cores: 1,
    data: 'rooms',
    job: { do: 'commands', rooms: 200, perRoom: 1, runIn: 5, seconds: 15 },
  },
  {
    name: 'commands-climb',
    who: ROOMS,
    cores: 1,
    data: 'rooms',
    job: { do: 'commands-climb', rooms: 300, from: 200, most: 5_400, seconds: 4, halvings: 2 },
  },
  { name: 'beats', who: ROOMS, cores: 1, data: 'rooms', job: { do: 'beats', fresh: 0, full: 300, rooms: 5, beats: 7 } },
];

export const PLANS = { full, quick: full };
