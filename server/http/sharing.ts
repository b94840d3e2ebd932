/** Shared reports: `/api/rooms/:room/share` makes the link, `/api/shared/:room` answers anybody who has it. */

import { Router, type Request } from 'express';
import { SHARE_HEADER, type ReportLinked } from '../../shared/api.ts';
import { isEnded, timelineFor } from '../../shared/replay/timeline-of.ts';
import type { PeerId } from '../../shared/room/ids.ts';
import { isShared, reportLink } from '../../shared/room/permissions.ts';
import { roundsOf } from '../../shared/room/queries.ts';
import type { Round } from '../../shared/room/state.ts';
import { hashOf, isSecret, randomSecret } from '../identity.ts';
import { addressKey } from '../address.ts';
import { createLimit } from '../limits.ts';
import { RefusedError } from '../refused.ts';
import { momentTextOf, reportOf } from '../sessions/reports.ts';
import { readRecord, type RoomRecord } from '../sessions/room-record.ts';
import type { RouteDeps } from './deps.ts';
import { sendRecording } from './replays.ts';
import { peerOf } from './requests.ts';

/** Only a wrong secret counts. */
const WRONG_SECRETS = { points: 10, duration: 60 };

export function reportLinksRouter({ identities, rooms, base, now }: RouteDeps): Router {
  const router = Router();
  router.post('/:room/share', async (request, response) => {
    const { peer } = await peerOf(request, identities);
    const { room: id } = request.params;
    const secret = randomSecret();
    const { state } = await rooms.act(id, { type: 'link-report' }, peer, { shareHash: hashOf(secret) });
    const at = reportLink(state)?.at ?? now();
    response.status(201).json({ link: `${base(request)}/s/${id}#${secret}`, at } satisfies ReportLinked);
  });
  return router;
}

/** A room that is not there, a report that is not shared (any more) and a wrong secret are answered alike. */
const noReport = () =>
  new RefusedError(
    'not-found',
    'This link does not open a report (any more). Ask the person who sent it for a new one.',
  );

export function sharedRouter(deps: RouteDeps): Router {
  const router = Router();
  const wrongSecrets = createLimit(WRONG_SECRETS, 'Too many wrong links. Wait a minute and ask for the link again.');

  /**
   * Checked again for each request: sharing may have ended.
   * @returns the room, and the peer in whose name it is read
   */
  async function opened(request: Request<{ room: string }>): Promise<{ record: RoomRecord; reader: PeerId }> {
    const { room: id } = request.params;
    const record = await readRecord(deps.store, id);
    const link = record && reportLink(record.state);
    if (!link || !isSecret(request.get(SHARE_HEADER), await deps.store.shareHash(id))) {
      await wrongSecrets(addressKey(request.ip));
      throw noReport();
    }
    return { record, reader: link.by };
  }

  router.get('/:room/report', async (request, response) => {
    const { record, reader } = await opened(request);
    const report = await reportOf(deps, record, reader);
    if (!report) throw noReport();
    const shared = roundsShared(record).map(({ round }) => round);
    response.json({ ...report, rounds: report.rounds.filter(({ round }) => shared.includes(round)) });
  });

  router.get('/:room/timeline/:round', async (request, response) => {
    const { record, reader } = await opened(request);
    const round = roundsShared(record)
      .filter(isEnded)
      .find((each) => String(each.round) === request.params.round);
    if (!round) throw new RefusedError('not-found', 'There is no such round in this report.');
    response.json(timelineFor(record.events, record.state, round, reader, record));
  });

  router.get('/:room/recordings/:sheet', async (request, response) => {
    const { record } = await opened(request);
    const { sheet } = request.params;
    const isHere = roundsShared(record).some(({ asks }) => asks.some((ask) => ask.sheet === sheet));
    if (!isHere) throw new RefusedError('not-found', 'There is no such sheet in this report.');
    await sendRecording(request, response, await deps.recording(sheet));
  });

  router.get('/:room/moments/:moment', async (request, response) => {
    const { record, reader } = await opened(request);
    const { moment } = request.params;
    const isHere = roundsShared(record).some(({ moments }) => moments.some((each) => each.moment === moment));
    const text = isHere ? await momentTextOf(deps.store, record.state, moment, reader) : undefined;
    if (!text) throw new RefusedError('not-found', 'There is no such moment in this report.');
    response.json(text);
  });

  return router;
}

const roundsShared = ({ state }: RoomRecord): Round[] => roundsOf(state).filter((round) => isShared(state, round));
