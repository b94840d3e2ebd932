/** The load process: carries out one job against one server and answers with its figures. */

import {
  beats,
  commandClimb,
  commandCost,
  type Beating,
  type CommandClimbing,
  type Commanding,
} from '../jobs/commands.ts';
import { joinCold, joinReady, storm, type ColdJoins, type ReadyJoins, type Storming } from '../jobs/joins.ts';
import { idle, memory, type Editing, type Idling } from '../jobs/memory.ts';
import { ceiling, steady, type Climb, type Typing } from '../jobs/typing.ts';
import type { Dialect } from '../subjects.ts';
import { loadSessions } from '../typing.ts';

export type Job =
  | ({ do: 'typing' } & Typing)
  | ({ do: 'climb' } & Climb)
  | ({ do: 'memory' } & Editing)
  | ({ do: 'idle' } & Idling)
  | ({ do: 'join-ready' } & ReadyJoins)
  | ({ do: 'join-cold' } & ColdJoins)
  | ({ do: 'storm' } & Storming)
  | ({ do: 'commands' } & Commanding)
  | ({ do: 'commands-climb' } & CommandClimbing)
  | ({ do: 'beats' } & Beating);

/** Where the load goes: one server, as the load process knows it. */
export interface Target {
  pid: number;
  port: number;
  dialect: Dialect;
  /** What comes before and after a sheet's name in the path of its socket. */
  path: [before: string, after: string];
  /** Whether it wants a cookie, and acknowledges what it has stored. */
  isOurs: boolean;
  /** Whether it has the sheets that were laid out. */
  stores: boolean;
  /** s until it has let go of sheets that everybody has left. */
  lingers: number;
}

export interface Order {
  target: Target;
  /**
   * Files of typing sessions: those that are typed, the one of the sheets that are ready, and the long one of those
   * that are opened cold.
   */
  files: Record<'sessions' | 'ready' | 'long', string>;
  job: Job;
}

async function carryOut({ target, files, job }: Order): Promise<unknown> {
  const the = async (file: string) => {
    const [session] = await loadSessions(file);
    if (!session) throw new Error('no session');
    return session;
  };
  switch (job.do) {
    case 'typing':
      return steady(target, await loadSessions(files.sessions), job);
    case 'climb':
      return ceiling(target, await loadSessions(files.sessions), job);
    case 'memory':
      return memory(target, await loadSessions(files.sessions), job);
    case 'idle':
      return idle(target, await loadSessions(files.sessions), job);
    case 'join-ready':
      return joinReady(target, await the(files.ready), job);
    case 'join-cold':
      return joinCold(target, (await the(files.long)).text, job);
    case 'storm':
      return storm(target, job);
    case 'commands':
      return commandCost(target, job);
    case 'commands-climb':
      return commandClimb(target, job);
    case 'beats':
      return beats(target, job);
  }
}

process.once('message', (order: Order) => {
  carryOut(order).then(
    (figures) => process.send?.({ figures }, () => process.exit(0)),
    (error: unknown) => process.send?.({ error: String(error) }, () => process.exit(1)),
  );
});
