/** `/api/rooms/:room/recordings/:sheet`: a sheet of a round that has ended, edit by edit, for the two peers of that round. */

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Router, type Request, type Response } from 'express';
import type { SheetId } from '../../shared/room/ids.ts';
import { memberOf, roundsOf, seatIn } from '../../shared/room/queries.ts';
import type { Identities } from '../identity.ts';
import { RefusedError } from '../refused.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { peerOf } from './requests.ts';

export interface RecordingParts {
  identities: Identities;
  rooms: Rooms;
  /** As `encodeRecording` writes it; null where making it takes longer than anybody waits. */
  recording: (sheet: SheetId) => Promise<Uint8Array | null>;
}

export function recordingsRouter({ identities, rooms, recording }: RecordingParts): Router {
  const router = Router();

  router.get('/:room/recordings/:sheet', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const room = await rooms.read(request.params.room);
    if (!room) throw new RefusedError('not-found', 'There is no such room.');
    const notTheirs = new RefusedError('not-a-member', 'A replay is for the two peers of its round only.');
    if (!memberOf(room.state, peer)) throw notTheirs;
    const { sheet } = request.params;
    const round = roundsOf(room.state).find(({ asks }) => asks.some((ask) => ask.sheet === sheet));
    if (!round) throw new RefusedError('not-found', 'There is no such sheet in this room.');
    if (seatIn(round, peer) === null) throw notTheirs;
    if (round.endedAt === null) throw new RefusedError('wrong-phase', 'A round can be played back once it has ended.');
    await sendRecording(request, response, await recording(sheet));
  });

  return router;
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
