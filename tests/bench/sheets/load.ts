/** The load process: carries out one job against one server and answers with its figures. */

import type { Target } from './crowd.ts';
import { cold, edited, idle, type ColdJoins, type Editing, type Idling } from './joins.ts';
import { ceiling, steady, type Climb, type Typing } from './steady.ts';
import { loadSessions } from './typing.ts';
import { wireOf, type Dialect } from './wire.ts';

export type Job =
  | ({ do: 'steady' } & Typing)
  | ({ do: 'ceiling' } & Climb)
  | ({ do: 'idle' } & Idling)
  | ({ do: 'edited' } & Editing)
  | ({ do: 'cold' } & ColdJoins);

export interface Order {
  target: Target;
  dialect: Dialect;
  prefix: string;
  /** The file of typing sessions. */
  sessions: string;
  job: Job;
}

async function carryOut({ target, dialect, prefix, sessions, job }: Order): Promise<unknown> {
  const wire = wireOf(dialect, prefix);
  const typed = await loadSessions(sessions);
  switch (job.do) {
    case 'steady':
      return steady(target, wire, typed, job);
    case 'ceiling':
      return ceiling(target, wire, typed, job);
    case 'idle':
      return idle(target, wire, typed, job);
    case 'edited':
      return edited(target, wire, typed, job);
    case 'cold':
      return cold(target, wire, job);
  }
}

process.once('message', (order: Order) => {
  carryOut(order).then(
    (figures) => process.send?.({ figures }, () => process.exit(0)),
    (error: unknown) => process.send?.({ error: String(error) }, () => process.exit(1)),
  );
});
