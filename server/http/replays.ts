/** `/api/rooms/:room/timeline` and `/recordings`: a round that has ended, as far as each of its peers may see it. */

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Router, type Request, type Response } from 'express';
import { isEnded, timelineFor, type EndedRound } from '../../shared/replay/timeline-of.ts';
import type { PeerId } from '../../shared/room/ids.ts';
import { memberOf, roundsOf, seatIn } from '../../shared/room/queries.ts';
import type { RoomState, Round } from '../../shared/room/state.ts';
import { RefusedError } from '../refused.ts';
import { readRecord } from '../sessions/room-record.ts';
import type { RouteDeps } from './deps.ts';
import { peerOf } from './requests.ts';

export function replaysRouter({ identities, store, rooms, recording }: RouteDeps): Router {
  const router = Router();

  router.get('/:room/timeline/:round', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const record = await readRecord(store, request.params.room);
    const isMeant = ({ round }: Round) => String(round) === request.params.round;
    if (!record) throw noSuchRoom();
    const round = endedRound(record.state, peer, isMeant, 'There is no such round in this room.');
    response.json(timelineFor(record.events, record.state, round, peer, record));
  });

  router.get('/:room/recordings/:sheet', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const { sheet } = request.params;
    const room = await rooms.read(request.params.room);
    if (!room) throw noSuchRoom();
    const isMeant = ({ asks }: Round) => asks.some((ask) => ask.sheet === sheet);
    endedRound(room.state, peer, isMeant, 'There is no such sheet in this room.');
    await sendRecording(request, response, await recording(sheet));
  });

  return router;
}

const noSuchRoom = () => new RefusedError('not-found', 'There is no such room.');

/** @throws RefusedError unless there is such a round, the peer was one of its two, and it has ended */
function endedRound(state: RoomState, peer: PeerId, isMeant: (round: Round) => boolean, notFound: string): EndedRound {
  const notTheirs = new RefusedError('not-a-member', 'A replay is for the two peers of its round only.');
  if (!memberOf(state, peer)) throw notTheirs;
  const round = roundsOf(state).find(isMeant);
  if (!round) throw new RefusedError('not-found', notFound);
  if (seatIn(round, peer) === null) throw notTheirs;
  if (!isEnded(round)) throw new RefusedError('wrong-phase', 'A round can be played back once it has ended.');
  return round;
}

const zipped = promisify(gzip);

/** @param recording null where making it takes longer than anybody waits */
export async function sendRecording(request: Request, response: Response, recording: Uint8Array | null): Promise<void> {
  if (!recording)
    throw new RefusedError('too-large', 'This sheet takes too long to be played back. Its text is in the report.');
  const isZipped = request.acceptsEncodings('gzip') !== false;
  if (isZipped) response.set('Content-Encoding', 'gzip');
  response.vary('Accept-Encoding').type('application/octet-stream');
  response.send(Buffer.from(isZipped ? await zipped(recording) : recording));
}
