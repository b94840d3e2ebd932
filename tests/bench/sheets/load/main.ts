/** The load process: carries out one job against one server and answers with its figures. */

import {
  beats,
  commandClimb,
  commandCost,
  type Beating,
  type CommandClimbing,
  type Commanding,
} from '../jobs/commands.ts';
import type { Dialect } from '../subjects.ts';

export type Job =
  ({ do: 'commands' } & Commanding) | ({ do: 'commands-climb' } & CommandClimbing) | ({ do: 'beats' } & Beating);

/** Where the load goes: one server, as the load process knows it. */
export interface Target {
  name: string;
  pid: number;
  port: number;
  dialect: Dialect;
  /** What stands before and after a sheet's name in the path of its socket. */
  path: [before: string, after: string];
  isOurs: boolean;
  stores: boolean;
  /** s until it has let go of sheets that everybody has left. */
  lingers: number;
}

export interface Order {
  target: Target;
  job: Job;
}

async function carryOut({ target, job }: Order): Promise<unknown> {
  switch (job.do) {
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
