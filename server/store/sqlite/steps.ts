/** Rooms, written: each step and each draft in one transaction, and the steps of several rooms in one commit. */

import type Database from 'better-sqlite3';
import type { PeerId, RoomId } from '../../../shared/room/ids.ts';
import { StoreError } from '../errors.ts';
import type { Appended, RoomStep, Store } from '../store.ts';
import type { Direct } from './direct.ts';
import { isBusy, type Durability } from './durability.ts';
import type { StepWriter } from './step-writer.ts';
import { commandKey } from './values.ts';

type Settled = PromiseSettledResult<Appended>;

export interface Steps extends Pick<Direct<Store>, 'createRoom' | 'append' | 'ackOf' | 'saveDraft'> {
  /**
   * Appends steps that wait at the same time, in order: each as `append` does, whatever happens to the others.
   * @throws what SQLite throws where another process has locked the file; then nothing was stored
   */
  appendTogether(steps: readonly RoomStep[]): Settled[];
}

export function stepsIn(database: Database.Database, durability: Durability, writer: StepWriter): Steps {
  const sql = statementsOn(database);
  const ackOf = (room: RoomId, actor: PeerId, command: string): number | null =>
    sql.ack.get(room, actor, commandKey(command), command) ?? null;

  const appendInside = (step: RoomStep): Appended => {
    const { room, command } = step;
    const ack = command ? ackOf(room, command.actor, command.id) : null;
    if (ack !== null) return { ok: false, why: 'repeated', ack };
    return writer.write(step) ? { ok: true } : { ok: false, why: 'clash' };
  };
  const append = (step: RoomStep): Appended => durability.commit(() => appendInside(step));
  /** When such a step fails, nothing of it stays, and the transaction around it goes on. */
  const appendNested = database.transaction(appendInside);
  const appendAll = (steps: readonly RoomStep[]): Settled[] =>
    steps.map((step) => {
      const result = settled(() => appendNested(step));
      if (!database.inTransaction) throw new StoreError('A full disk has rolled the whole transaction back');
      return result;
    });

  return {
    createRoom(step) {
      const { room, secretHash } = step;
      const at = step.events[0]?.at;
      if (at === undefined) throw new StoreError(`Room ${room} was to be created without an event`);
      durability.commit(() => {
        sql.room.run({ room, secretHash, at });
        if (!writer.write(step)) throw new StoreError(`The first step of room ${room} expects events`);
      });
    },

    append,

    appendTogether(steps) {
      try {
        if (steps.length > 1) return durability.commit(() => appendAll(steps));
      } catch (error) {
        // Each alone would find the same lock.
        if (isBusy(error)) throw error;
        // Nothing of it was stored, so that each step gets its own answer below.
      }
      return steps.map((step) => settled(() => append(step)));
    },

    ackOf,

    saveDraft: (room, { peer, round, rev, form }, { id, ack }) =>
      durability.commit(() => {
        if (ackOf(room, peer, id) !== null) return false;
        const save = rev === 1 ? sql.firstDraft : sql.nextDraft;
        if (save.run({ room, peer, round, rev, form: JSON.stringify(form) }).changes === 0) return false;
        sql.command.run({ room, peer, id: commandKey(id), ack });
        return true;
      }),
  };
}

function settled(act: () => Appended): Settled {
  try {
    return { status: 'fulfilled', value: act() };
  } catch (reason) {
    return { status: 'rejected', reason };
  }
}

function statementsOn(database: Database.Database) {
  return {
    room: database.prepare(
      `insert into rooms (room, secret_hash, seq, created_at, changed_at) values (@room, @secretHash, 0, @at, @at)`,
    ),
    // Earlier versions kept the id as it came.
    ack: database
      .prepare<[RoomId, PeerId, string, string], number>(
        'select ack from commands where room = ? and actor = ? and command in (?, ?)',
      )
      .pluck(),
    command: database.prepare('insert into commands (room, actor, command, ack) values (@room, @peer, @id, @ack)'),
    firstDraft: database.prepare(
      `insert into drafts (room, peer, round, rev, form) values (@room, @peer, @round, @rev, @form)
       on conflict do nothing`,
    ),
    nextDraft: database.prepare(
      `update drafts set rev = @rev, form = @form
       where room = @room and peer = @peer and round = @round and rev = @rev - 1`,
    ),
  };
}
