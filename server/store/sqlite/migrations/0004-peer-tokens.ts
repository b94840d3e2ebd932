/**
 * A token for each device of a peer, one-time codes that make one, and who has ever been in a room. The peers move to a
 * table without their token, because a column with a unique key cannot be dropped.
 */
export const peerTokens = `
  create table peer_tokens (
    token_hash text primary key,
    peer text not null,
    at bigint not null
  );
  create index peer_tokens_peer on peer_tokens (peer);
  create table peers_without_token (
    peer text primary key,
    name text not null,
    created_at bigint not null
  );
  insert into peer_tokens (token_hash, peer, at) select token_hash, peer, created_at from peers;
  insert into peers_without_token (peer, name, created_at) select peer, name, created_at from peers;
  drop table peers;
  alter table peers_without_token rename to peers;

  create table room_people (
    peer text not null,
    room text not null references rooms (room),
    constraint room_people_key primary key (peer, room)
  );
  insert into room_people (peer, room)
    select distinct json_extract(body, '$.peer'), room from room_events
    where type in ('peer-joined', 'observer-joined');

  create table transfer_codes (
    peer text primary key,
    code_hash text not null unique,
    expires_at bigint not null
  );
`;
