/** Writes one step of a room to all tables that it touches, by statements that are prepared once. */

import type Database from 'better-sqlite3';
import type { Words } from '../../../shared/room/events.ts';
import type { RoomId } from '../../../shared/room/ids.ts';
import type { RoomStep } from '../store.ts';
import { commandKey, quote } from './values.ts';

export class StepWriter {
  readonly #sql;

  constructor(database: Database.Database) {
    this.#sql = statementsOn(database);
  }

  /**
   * Part of a transaction that has the write lock, so that nobody else comes in between.
   * @returns whether the room had as many events as the step expects; if not, nothing is written
   */
  write(step: RoomStep): boolean {
    const { room, expectedSeq, events, words, dueAt, secretHash, shareHash, command } = step;
    const at = events.at(-1)?.at ?? null;
    const moved = this.#sql.advance.run({ room, expectedSeq, seq: expectedSeq + events.length, at });
    if (moved.changes === 0) return false;
    if (dueAt !== undefined) this.#sql.due.run({ room, dueAt });
    if (secretHash !== undefined) this.#sql.secretHash.run(secretHash, room);
    if (shareHash !== undefined) this.#sql.shareHash.run(shareHash, room);
    for (const [i, event] of events.entries()) {
      const { at, actor, type, ...body } = event;
      this.#sql.event.run({ room, seq: expectedSeq + i + 1, at, actor, type, body: JSON.stringify(body) });
    }
    for (const row of words) this.#write({ ...row, room, text: quote(row.text) });
    this.#writeRare(step, at ?? 0);
    if (command) this.#sql.command.run({ room, ...command, id: commandKey(command.id) });
    return true;
  }

  /** An author's own words are replaced when they are written again; others' are never. */
  #write(row: Words & { room: RoomId }): void {
    if (this.#sql.rewrite.run(row).changes === 0) this.#sql.words.run(row);
  }

  /** What few steps bring. */
  #writeRare({ room, cards, people, members, history, sheets }: RoomStep, at: number): void {
    for (const { version, card } of cards) {
      this.#sql.card.run(version, JSON.stringify(card));
      this.#sql.roomCard.run(room, version);
    }
    for (const peer of people) this.#sql.person.run(peer, room);
    if (members) this.#sql.removeMembers.run(room);
    for (const peer of new Set(members)) this.#sql.member.run(room, peer);
    for (const row of history) this.#sql.history.run(row);
    for (const { sheet, seed } of sheets) {
      this.#sql.sheet.run(sheet, room);
      this.#sql.seed.run({ sheet, at, bytes: Buffer.from(seed) });
    }
  }
}

function statementsOn(database: Database.Database) {
  return {
    advance: database.prepare(
      'update rooms set seq = @seq, changed_at = coalesce(@at, changed_at) where room = @room and seq = @expectedSeq',
    ),
    due: database.prepare('update rooms set due_at = @dueAt where room = @room and due_at is not @dueAt'),
    secretHash: database.prepare('update rooms set secret_hash = ? where room = ?'),
    shareHash: database.prepare('update rooms set share_hash = ? where room = ?'),
    event: database.prepare(
      'insert into room_events (room, seq, at, actor, type, body) values (@room, @seq, @at, @actor, @type, @body)',
    ),
    person: database.prepare('insert into room_people (peer, room) values (?, ?) on conflict do nothing'),
    rewrite: database.prepare(
      'update words set text = @text where words = @words and room = @room and author = @author',
    ),
    words: database.prepare(
      'insert into words (words, room, author, kind, text) values (@words, @room, @author, @kind, @text)',
    ),
    card: database.prepare('insert into cards (version, body) values (?, ?) on conflict do nothing'),
    roomCard: database.prepare('insert into room_cards (room, version) values (?, ?) on conflict do nothing'),
    removeMembers: database.prepare('delete from room_members where room = ?'),
    member: database.prepare('insert into room_members (room, peer) values (?, ?)'),
    history: database.prepare(
      `insert into card_history (peer, card, how, at) values (@peer, @card, @how, @at)
       on conflict (peer, card, how) do update set at = @at where card_history.at < @at`,
    ),
    sheet: database.prepare('insert into sheets (sheet, room, updates) values (?, ?, 1)'),
    seed: database.prepare(
      `insert into sheet_updates (sheet, n, kind, at, peer, client, bytes)
       values (@sheet, 1, 'edit', @at, 'system', null, @bytes)`,
    ),
    command: database.prepare('insert into commands (room, actor, command, ack) values (@room, @actor, @id, @ack)'),
  };
}
