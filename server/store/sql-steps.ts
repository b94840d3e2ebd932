/** Rooms in SQL, written: each step and each draft in one transaction. */

import { hasCome, type RoomEvent } from '../../shared/room/events.ts';
import { isUniqueViolation, StoreError } from './errors.ts';
import { quote, toBytes, type Db, type Trx } from './rows.ts';
import { acceptedAck } from './sql-rooms.ts';
import { addSheet } from './sql-sheets.ts';
import type { Appended, Draft, RoomStep, Store } from './store.ts';

type Steps = Pick<Store, 'createRoom' | 'append' | 'saveDraft'>;

export function stepsIn(db: Db): Steps {
  return {
    async createRoom(step) {
      const at = step.events[0]?.at;
      if (at === undefined) throw new StoreError(`Room ${step.room} was to be created without an event`);
      await db.transaction().execute(async (trx) => {
        await trx
          .insertInto('rooms')
          .values({ room: step.room, secret_hash: step.secretHash, seq: 0, created_at: at, changed_at: at })
          .execute();
        if (!(await appendIn(trx, step))) throw new StoreError(`The first step of room ${step.room} expects events`);
      });
    },

    async append(step) {
      try {
        return await db.transaction().execute(async (trx) => {
          const lost = await repeated(trx, step);
          if (lost) return lost;
          return (await appendIn(trx, step)) ? { ok: true } : CLASH;
        });
      } catch (error) {
        const lost = isUniqueViolation(error) ? await lostRace(db, step) : null;
        if (lost) return lost;
        throw error;
      }
    },

    async saveDraft(room, draft, command) {
      const { peer: actor } = draft;
      try {
        return await db.transaction().execute(async (trx) => {
          if ((await acceptedAck(trx, room, actor, command.id)) !== null) return false;
          if (!(await putDraft(trx, room, draft))) return false;
          await trx.insertInto('commands').values({ room, actor, command: command.id, ack: command.ack }).execute();
          return true;
        });
      } catch (error) {
        if (isUniqueViolation(error)) return false;
        throw error;
      }
    },
  };
}

/** @returns whether the room was where the step expects it */
export async function appendIn(trx: Trx, step: RoomStep): Promise<boolean> {
  if (!(await advance(trx, step))) return false;
  await write(trx, step);
  return true;
}

const CLASH: Appended = { ok: false, why: 'clash' };

async function repeated(db: Db, { room, command }: RoomStep): Promise<Appended | null> {
  const ack = command ? await acceptedAck(db, room, command.actor, command.id) : null;
  return ack === null ? null : { ok: false, why: 'repeated', ack };
}

/** What beat a step whose rows were already there; null when nothing did, so that its ids are simply not new. */
async function lostRace(db: Db, step: RoomStep): Promise<Appended | null> {
  const again = await repeated(db, step);
  if (again) return again;
  const row = await db.selectFrom('rooms').select('seq').where('room', '=', step.room).executeTakeFirst();
  return row?.seq === step.expectedSeq ? null : CLASH;
}

/** Moves the room on from the expected seq, which lets one of several concurrent steps through. */
async function advance(
  trx: Trx,
  { room, expectedSeq, events, dueAt, secretHash, shareHash }: RoomStep,
): Promise<boolean> {
  const last = events.at(-1);
  const { numUpdatedRows } = await trx
    .updateTable('rooms')
    .set({
      seq: expectedSeq + events.length,
      ...(last && { changed_at: last.at }),
      ...(dueAt !== undefined && { due_at: dueAt }),
      ...(secretHash !== undefined && { secret_hash: secretHash }),
      ...(shareHash !== undefined && { share_hash: shareHash }),
    })
    .where('room', '=', room)
    .where('seq', '=', expectedSeq)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

async function write(trx: Trx, step: RoomStep): Promise<void> {
  await writeEvents(trx, step);
  await writeWords(trx, step);
  await writeCards(trx, step);
  await writeMembers(trx, step);
  await writeHistory(trx, step);
  const at = step.events.at(-1)?.at ?? 0;
  for (const { sheet, seed } of step.sheets) await addSheet(trx, { sheet, room: step.room, at, seed: toBytes(seed) });
  if (step.command) {
    const { actor, id, ack } = step.command;
    await trx.insertInto('commands').values({ room: step.room, actor, command: id, ack }).execute();
  }
}

async function writeEvents(trx: Trx, { room, expectedSeq, events }: RoomStep): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event, i) => ({ room, seq: expectedSeq + i + 1, ...eventColumns(event) }));
  await trx.insertInto('room_events').values(rows).execute();
  const came = events.flatMap((event) => (hasCome(event) ? [{ room, peer: event.peer }] : []));
  if (came.length === 0) return;
  await trx
    .insertInto('room_people')
    .values(came)
    .onConflict((c) => c.doNothing())
    .execute();
}

export function eventColumns({ at, actor, type, ...body }: RoomEvent) {
  return { at, actor, type, body: JSON.stringify(body) };
}

async function writeWords(trx: Trx, { room, words }: RoomStep): Promise<void> {
  if (words.length === 0) return;
  const rows = words.map((row) => ({ ...row, room, text: quote(row.text) }));
  await trx.insertInto('words').values(rows).execute();
}

async function writeCards(trx: Trx, { room, cards }: RoomStep): Promise<void> {
  for (const { version, card } of cards) {
    const body = JSON.stringify(card);
    await trx
      .insertInto('cards')
      .values({ version, body })
      .onConflict((c) => c.doNothing())
      .execute();
    await trx
      .insertInto('room_cards')
      .values({ room, version })
      .onConflict((c) => c.doNothing())
      .execute();
  }
}

async function writeMembers(trx: Trx, { room, members }: RoomStep): Promise<void> {
  if (!members) return;
  await trx.deleteFrom('room_members').where('room', '=', room).execute();
  for (const peer of new Set(members)) await trx.insertInto('room_members').values({ room, peer }).execute();
}

async function writeHistory(trx: Trx, { history }: RoomStep): Promise<void> {
  for (const row of history) {
    await trx
      .insertInto('card_history')
      .values(row)
      .onConflict((c) =>
        c.columns(['peer', 'card', 'how']).doUpdateSet({ at: row.at }).where('card_history.at', '<', row.at),
      )
      .execute();
  }
}

/** Each branch writes on its own condition, so that of two saves of one revision one is kept. */
async function putDraft(trx: Trx, room: string, { peer, round, rev, form }: Draft): Promise<boolean> {
  const saved = { rev, form: JSON.stringify(form) };
  if (rev === 1) {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('drafts')
      .values({ room, peer, round, ...saved })
      .onConflict((c) => c.doNothing())
      .executeTakeFirstOrThrow();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const { numUpdatedRows } = await trx
    .updateTable('drafts')
    .set(saved)
    .where('room', '=', room)
    .where('peer', '=', peer)
    .where('round', '=', round)
    .where('rev', '=', rev - 1)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
