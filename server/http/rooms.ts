/** `/api/rooms`: opening, inviting, joining, listing. */

import { Router, type Request } from 'express';
import * as z from 'zod/mini';
import type { Invited, Joined, RoomSummary } from '../../shared/api.ts';
import { planSchema } from '../../shared/schemas.ts';
import type { PeerId, RoomId } from '../../shared/room/ids.ts';
import { roleOf } from '../../shared/room/permissions.ts';
import { DEFAULT_PLAN } from '../../shared/room/plan.ts';
import { dueUntil, isOpenTo, memberOf, otherMember, roundDue, roundsOf } from '../../shared/room/queries.ts';
import type { RoomState } from '../../shared/room/state.ts';
import { promiseKept } from '../../shared/room/view.ts';
import { hashOf, isSecret, randomSecret, type Identities } from '../identity.ts';
import { createLimit } from '../limits.ts';
import { RefusedError } from '../refused.ts';
import type { LiveRoom } from '../rooms/live-room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Store } from '../store/store.ts';
import { bodyOf, peerOf } from './requests.ts';

const creating = z.strictObject({ plan: z.optional(planSchema), again: z.optional(z.string().check(z.maxLength(64))) });
const joining = z.strictObject({ secret: z.optional(z.string().check(z.maxLength(200))) });

/** How many of one's rooms are listed. */
const LISTED = 40;
const NEW_ROOMS = { points: 60, duration: 60 };
/** Only a wrong secret counts. */
const WRONG_SECRETS = { points: 10, duration: 60 };

export interface RoomsParts {
  identities: Identities;
  store: Store;
  rooms: Rooms;
  /** The address that invites begin with, without a trailing slash. */
  base: (request: Request) => string;
  now: () => number;
}

export function roomsRouter({ identities, store, rooms, base, now }: RoomsParts): Router {
  const router = Router();
  const newRooms = createLimit(NEW_ROOMS, 'You have opened many rooms within a minute. Wait a little.');
  const wrongSecrets = createLimit(WRONG_SECRETS, 'Too many wrong invites. Wait a minute and ask for the link again.');

  const inviteTo = (request: Request, room: RoomId, secret: string): Invited => ({
    room,
    invite: `${base(request)}/r/${room}#${secret}`,
  });

  router.post('/', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const { plan = DEFAULT_PLAN, again } = bodyOf(request, creating);
    await newRooms(peer);
    const secret = randomSecret();
    if (again === undefined) {
      const room = await rooms.create([peer], plan, hashOf(secret));
      return void response.status(201).json(inviteTo(request, room, secret));
    }
    const { room, made } = await rooms.goOn(again, peer, hashOf(secret));
    response
      .status(made ? 201 : 200)
      .json(made ? inviteTo(request, room, secret) : { room, invite: `${base(request)}/r/${room}` });
  });

  router.get('/', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const mine = (await store.roomsOf(peer)).slice(0, LISTED);
    const read = await Promise.all(mine.map(({ room }) => rooms.read(room)));
    const summaries = read.flatMap((room) => (room ? [summaryOf(room, peer, now())] : []));
    response.json({ rooms: summaries.sort((a, b) => b.changedAt - a.changedAt) });
  });

  router.post('/:room/join', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const { secret } = bodyOf(request, joining);
    const { room: id } = request.params;
    const room = await rooms.open(id);
    if (!room) throw new RefusedError('not-found', 'There is no such room. Check the link, or ask for a new one.');
    if (roleOf(room.state, peer) === null) {
      if (!isSecret(secret, await store.secretHash(id))) {
        await wrongSecrets(`${request.ip}`);
        throw new RefusedError(
          'not-a-member',
          'This invite does not open the room (any more). Ask your peer for the link.',
        );
      }
      await rooms.act(id, { type: 'join' }, peer);
    }
    response.json({ seat: roleOf(room.state, peer) } satisfies Joined);
  });

  router.post('/:room/invite', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const { room: id } = request.params;
    const room = await rooms.demand(id);
    if (!memberOf(room.state, peer))
      throw new RefusedError('not-a-member', 'Only a peer of the room can invite to it.');
    const secret = randomSecret();
    await rooms.act(id, { type: 'renew-invite' }, peer, { secretHash: hashOf(secret) });
    response.json(inviteTo(request, id, secret));
  });

  return router;
}

function summaryOf(room: LiveRoom, peer: PeerId, now: number): RoomSummary {
  const { state, names, words } = room;
  const other = otherMember(state, peer)?.peer;
  const promise = state.phase === 'debrief' ? state.promises.find(({ by }) => by === peer) : undefined;
  return {
    room: state.room,
    createdAt: state.createdAt,
    changedAt: lastPhaseAt(state),
    phase: state.phase,
    seat: memberOf(state, peer)?.seat ?? null,
    with: other === undefined ? null : (names.get(other) ?? null),
    plan: state.plan,
    revealed: state.phase === 'debrief' && state.revealedAt !== null,
    formDueUntil: formDueUntil(state, peer, now),
    ...keptBy(room, peer),
    ...(promise && { promise: { lesson: promise.lesson, text: words.get(promise.words) ?? '' } }),
  };
}

function keptBy({ state, words }: LiveRoom, peer: PeerId): Pick<RoomSummary, 'kept'> {
  const round = roundsOf(state).find((each) => each.seats.candidate === peer && isOpenTo(state, each, peer));
  const kept = round && promiseKept(round, words).promise?.kept;
  return kept ? { kept } : {};
}

/** When the room last came to another phase: the time of its last event would tell the candidate of every beat tapped. */
function lastPhaseAt(state: RoomState): number {
  const rounds = roundsOf(state).flatMap(({ startedAt, endedAt }) => [startedAt, endedAt ?? 0]);
  const end = state.phase === 'debrief' ? [state.finishedAt, state.revealedAt ?? 0] : [];
  return Math.max(state.createdAt, ...rounds, ...end);
}

const formDueUntil = (state: RoomState, peer: PeerId, now: number): number | null =>
  state.phase === 'debrief' && roundDue(state, peer, now) ? dueUntil(state.finishedAt) : null;
