/** The tables as Kysely sees them, and the one place where a row's values become the domain's. */

import type { ColumnType, Kysely, Transaction } from 'kysely';
import type { UpdateKind } from './store.ts';

/** A bigint column: a number from SQLite, a string from PostgreSQL. Read it through `toNumber`. */
type Big = ColumnType<number | string, number, number>;
type BigOrNull = ColumnType<number | string | null, number | null, number | null>;
type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>;
/** A column written through `quote` and read through `unquote`. */
type Quoted = string;
/** A column that holds JSON, as text on every database. */
type Json = string;

export interface Tables {
  peers: { peer: string; name: Quoted; created_at: Big };
  peer_tokens: { token_hash: string; peer: string; at: Big };
  transfer_codes: { peer: string; code_hash: string; expires_at: Big };
  rooms: {
    room: string;
    secret_hash: string;
    share_hash: string | null;
    seq: number;
    created_at: Big;
    changed_at: Big;
    due_at: BigOrNull;
  };
  room_members: { room: string; peer: string };
  room_people: { peer: string; room: string };
  room_events: { room: string; seq: number; at: Big; actor: string; type: string; body: Json };
  words: { words: string; room: string; author: string; kind: string; text: Quoted };
  commands: { room: string; actor: string; command: string; ack: number };
  cards: { version: string; body: Json };
  room_cards: { room: string; version: string };
  drafts: { room: string; peer: string; round: number; rev: number; form: Json };
  card_history: { peer: string; card: string; how: string; at: Big };
  sheets: { sheet: string; room: string; updates: number };
  sheet_updates: {
    sheet: string;
    n: number;
    kind: UpdateKind;
    at: Big;
    peer: string;
    client: BigOrNull;
    bytes: Bytes;
  };
  sheet_clients: { sheet: string; client: Big; peer: string };
  sheet_packs: { sheet: string; first: number; last: number; bytes: Bytes };
  sheet_snapshots: { sheet: string; through: number; bytes: Bytes };
}

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

export const toNumber = (value: number | string): number => Number(value);

/** A copy of its own: drivers hand out views into memory that they share. */
export const toBytes = (value: Uint8Array): Uint8Array => new Uint8Array(value);

/** People's text is kept as a JSON string: PostgreSQL takes no NUL, and neither database keeps half a surrogate pair. */
export const quote = (text: string): Quoted => JSON.stringify(text);
export const unquote = (stored: Quoted): string => JSON.parse(stored) as string;

/** Rows of one insert: databases bound the parameters of a statement. */
const ROWS_AT_ONCE = 500;

export function* chunks<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) yield rows.slice(start, start + ROWS_AT_ONCE);
}
