/** Reports that two peers share: `/api/rooms/:room/share` makes the link, `/api/shared/:room` is read by whoever holds it, and only read. */

import { Router, type Request } from 'express';
import { SHARE_HEADER, type ReportLinked } from '../../shared/api.ts';
import type { PeerId } from '../../shared/room/ids.ts';
import { isShared, reportLink } from '../../shared/room/permissions.ts';
import { roundsOf } from '../../shared/room/queries.ts';
import type { Round } from '../../shared/room/state.ts';
import { hashOf, isSecret, randomSecret, type Identities } from '../identity.ts';
import { createLimit } from '../limits.ts';
import { RefusedError } from '../refused.ts';
import type { LiveRoom } from '../rooms/live-room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { reportOf, textOf, timelineOf, type ReadingParts } from './reading.ts';
import { sendRecording, type RecordingParts } from './recordings.ts';
import { peerOf } from './requests.ts';

/** Only a wrong secret counts. */
const WRONG_SECRETS = { points: 10, duration: 60 };

export interface LinkParts {
  identities: Identities;
  rooms: Rooms;
  /** The address that links begin with, without a trailing slash. */
  base: (request: Request) => string;
  now: () => number;
}

export function reportLinksRouter({ identities, rooms, base, now }: LinkParts): Router {
  const router = Router();
  router.post('/:room/share', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const { room: id } = request.params;
    const secret = randomSecret();
    const { state } = await rooms.occur(id, { type: 'link-report' }, peer, { shareHash: hashOf(secret) });
    const at = reportLink(state)?.at ?? now();
    response.status(201).json({ link: `${base(request)}/s/${id}#${secret}`, at } satisfies ReportLinked);
  });
  return router;
}

export interface SharedParts extends ReadingParts, Pick<RecordingParts, 'recording'> {
  rooms: Rooms;
}

/** A room that is not there, a report that is not shared (any more) and a wrong secret are answered alike. */
const noReport = () =>
  new RefusedError(
    'not-found',
    'This link does not open a report (any more). Ask the person who sent it for a new one.',
  );

export function sharedRouter({ rooms, ...parts }: SharedParts): Router {
  const router = Router();
  const wrongSecrets = createLimit(WRONG_SECRETS, 'Too many wrong links. Wait a minute and ask for the link again.');

  /** Asked anew for each request: what was shared a moment ago may be no more. @returns one of the two peers, as whom it is read */
  async function opened(request: Request<{ room: string }>): Promise<{ room: LiveRoom; reader: PeerId }> {
    const { room: id } = request.params;
    const room = await rooms.read(id);
    const link = room && reportLink(room.state);
    if (!link || !isSecret(request.get(SHARE_HEADER), await parts.store.shareHash(id))) {
      await wrongSecrets(`${request.ip}`);
      throw noReport();
    }
    return { room, reader: link.by };
  }

  router.get('/:room/report', async (request, response) => {
    const { room, reader } = await opened(request);
    const report = await reportOf(parts, room, reader);
    if (!report) throw noReport();
    const shared = roundsShared(room).map(({ round }) => round);
    response.json({ ...report, rounds: report.rounds.filter(({ round }) => shared.includes(round)) });
  });

  router.get('/:room/timeline/:round', async (request, response) => {
    const { room, reader } = await opened(request);
    const round = roundsShared(room).find((each) => String(each.round) === request.params.round);
    if (!round || round.endedAt === null) throw new RefusedError('not-found', 'There is no such round in this report.');
    response.json(await timelineOf(parts, room, { ...round, endedAt: round.endedAt }, reader));
  });

  router.get('/:room/recordings/:sheet', async (request, response) => {
    const { room } = await opened(request);
    const { sheet } = request.params;
    const isHere = roundsShared(room).some(({ asks }) => asks.some((ask) => ask.sheet === sheet));
    if (!isHere) throw new RefusedError('not-found', 'There is no such sheet in this report.');
    await sendRecording(request, response, await parts.recording(sheet));
  });

  router.get('/:room/moments/:moment', async (request, response) => {
    const { room, reader } = await opened(request);
    const { moment } = request.params;
    const isHere = roundsShared(room).some(({ moments }) => moments.some((each) => each.moment === moment));
    const text = isHere ? await textOf(parts, room, moment, reader) : undefined;
    if (!text) throw new RefusedError('not-found', 'There is no such moment in this report.');
    response.json(text);
  });

  return router;
}

const roundsShared = ({ state }: LiveRoom): Round[] => roundsOf(state).filter((round) => isShared(state, round));
