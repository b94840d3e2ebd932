/** Steps of rooms in SQLite, by statements that are prepared once, and several rooms' steps in one commit. What few steps bring is left to the general store. */

import type Database from 'better-sqlite3';
import { hasCome } from '../../shared/room/events.ts';
import { quote } from './rows.ts';
import { eventColumns } from './sql-steps.ts';
import type { Durability } from './sqlite-durability.ts';
import type { Appended, RoomStep, Store } from './store.ts';

type Settled = PromiseSettledResult<Appended>;

export interface SqliteSteps extends Pick<Store, 'append'> {
  /** Appends steps that wait at the same time, in order: each of them as `append` does, whatever becomes of the others. */
  appendTogether(steps: readonly RoomStep[]): Promise<Settled[]>;
}

/** @param general appends any step */
export function sqliteSteps(
  database: Database.Database,
  durability: Durability,
  general: Store['append'],
): SqliteSteps {
  const statements = statementsOn(database);
  const one = database.transaction((step: RoomStep) => appendTo(statements, step));
  const all = database.transaction((steps: readonly RoomStep[]) =>
    steps.map((step): Settled => {
      try {
        return { status: 'fulfilled', value: one(step) };
      } catch (reason) {
        // A full disk takes the whole transaction back.
        if (!database.inTransaction) throw reason;
        return { status: 'rejected', reason };
      }
    }),
  );
  const append = async (step: RoomStep): Promise<Appended> => {
    if (!isPlain(step)) return general(step);
    durability.demand('FULL');
    return one.immediate(step);
  };
  const eachAlone = async (steps: readonly RoomStep[]): Promise<Settled[]> => {
    const settled: Settled[] = [];
    for (const step of steps) settled.push(...(await Promise.allSettled([append(step)])));
    return settled;
  };

  return {
    append,
    async appendTogether(steps) {
      if (steps.length === 1 || !steps.every(isPlain)) return eachAlone(steps);
      durability.demand('FULL');
      try {
        return all.immediate(steps);
      } catch {
        // Nothing of it was stored, so that each step gets its own answer.
        return eachAlone(steps);
      }
    },
  };
}

/** What notes, beats, hints, runs and forms bring: nothing but events, words and an ack. */
const isPlain = ({ events, sheets, cards, history, members, secretHash, shareHash }: RoomStep): boolean =>
  [...sheets, ...cards, ...history].length === 0 &&
  [members, secretHash, shareHash].every((rare) => rare === undefined) &&
  !events.some(hasCome);

/** In a transaction that has the write lock, so that nobody else comes in between. */
function appendTo(statements: ReturnType<typeof statementsOn>, step: RoomStep): Appended {
  const { room, expectedSeq, events, words, command, dueAt } = step;
  const known = command && (statements.ack.get(room, command.actor, command.id) as { ack: number } | undefined);
  if (known) return { ok: false, why: 'repeated', ack: known.ack };
  const seq = expectedSeq + events.length;
  const { changes } = statements.advance.run({ room, expectedSeq, seq, at: events.at(-1)?.at ?? null });
  if (changes === 0) return { ok: false, why: 'clash' };
  if (dueAt !== undefined) statements.due.run({ room, dueAt });
  for (const [i, event] of events.entries()) {
    statements.event.run({ room, seq: expectedSeq + i + 1, ...eventColumns(event) });
  }
  for (const row of words) statements.words.run({ ...row, room, text: quote(row.text) });
  if (command) statements.command.run({ room, ...command });
  return { ok: true };
}

function statementsOn(database: Database.Database) {
  return {
    ack: database.prepare('select ack from commands where room = ? and actor = ? and command = ?'),
    advance: database.prepare(
      'update rooms set seq = @seq, changed_at = coalesce(@at, changed_at) where room = @room and seq = @expectedSeq',
    ),
    due: database.prepare('update rooms set due_at = @dueAt where room = @room and due_at is not @dueAt'),
    event: database.prepare(
      'insert into room_events (room, seq, at, actor, type, body) values (@room, @seq, @at, @actor, @type, @body)',
    ),
    words: database.prepare(
      'insert into words (words, room, author, kind, text) values (@words, @room, @author, @kind, @text)',
    ),
    command: database.prepare('insert into commands (room, actor, command, ack) values (@room, @actor, @id, @ack)'),
  };
}
