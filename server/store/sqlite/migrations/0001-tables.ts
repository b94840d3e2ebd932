/**
 * The first tables: people, rooms with their history, and sheets with their logs. `bigint` is for times (ms since the
 * epoch) and Yjs client ids (32 bits without a sign), `bytea` for bytes, `text` also for JSON.
 */
export const tables = `
  create table peers (
    peer text primary key,
    name text not null,
    token_hash text not null unique,
    created_at bigint not null
  );
  create table card_history (
    peer text not null,
    card text not null,
    how text not null,
    at bigint not null,
    constraint card_history_key primary key (peer, card, how)
  );

  create table rooms (
    room text primary key,
    secret_hash text not null,
    seq integer not null,
    created_at bigint not null,
    changed_at bigint not null,
    due_at bigint
  );
  create index rooms_due on rooms (due_at);
  create table room_members (
    room text not null references rooms (room),
    peer text not null,
    constraint room_members_key primary key (room, peer)
  );
  create index room_members_peer on room_members (peer);

  create table room_events (
    room text not null references rooms (room),
    seq integer not null,
    at bigint not null,
    actor text not null,
    type text not null,
    body text not null,
    constraint room_events_key primary key (room, seq)
  );
  create index room_events_promised on room_events (actor, at) where type = 'promised';
  create table commands (
    room text not null references rooms (room),
    actor text not null,
    command text not null,
    ack integer not null,
    constraint commands_key primary key (room, actor, command)
  );

  create table words (
    words text primary key,
    room text not null references rooms (room),
    author text not null,
    kind text not null,
    text text not null
  );
  create index words_room on words (room);
  create table cards (
    version text primary key,
    body text not null
  );
  create table room_cards (
    room text not null references rooms (room),
    version text not null references cards (version),
    constraint room_cards_key primary key (room, version)
  );
  create table drafts (
    room text not null references rooms (room),
    peer text not null,
    round integer not null,
    rev integer not null,
    form text not null,
    constraint drafts_key primary key (room, peer, round)
  );

  create table sheets (
    sheet text primary key,
    room text not null references rooms (room),
    updates integer not null
  );
  create table sheet_updates (
    sheet text not null references sheets (sheet),
    n integer not null,
    at bigint not null,
    peer text not null,
    client bigint,
    bytes bytea not null,
    constraint sheet_updates_key primary key (sheet, n)
  );
  create table sheet_clients (
    sheet text not null references sheets (sheet),
    client bigint not null,
    peer text not null,
    constraint sheet_clients_key primary key (sheet, client)
  );
  create table sheet_snapshots (
    sheet text primary key references sheets (sheet),
    through integer not null,
    bytes bytea not null
  );
`;
