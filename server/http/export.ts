/** `/api/me/export`: all that is one's own, to take away, as JSON or as a table. */

import { Router, type Request, type Response } from 'express';
import { csvOf } from '../../shared/me/csv.ts';
import { mySession, type Mine } from '../../shared/me/export.ts';
import type { Identities } from '../identity.ts';
import { createLimit } from '../limits.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { PeerRow, Store } from '../store/store.ts';
import { peerOf } from './requests.ts';

/** Each reads every room one was in. */
const EXPORTS = { points: 20, duration: 60 };

export interface ExportParts {
  identities: Identities;
  store: Store;
  rooms: Rooms;
  now: () => number;
}

export function exportRouter({ identities, store, rooms, now }: ExportParts): Router {
  const router = Router();
  const exports = createLimit(EXPORTS, 'You have downloaded your data many times within a minute. Wait a little.');

  async function mine({ peer, name }: PeerRow): Promise<Mine> {
    await exports(peer);
    const sessions = [];
    for (const id of await store.roomsNaming(peer)) {
      const room = await rooms.read(id);
      if (room) sessions.push(mySession(room.state, peer, room));
    }
    const history = await store.cardHistory(peer);
    return {
      exportedAt: new Date(now()).toISOString(),
      name,
      sessions: sessions.sort((a, b) => a.startedAt.localeCompare(b.startedAt)),
      cards: history.map(({ card, how, at }) => ({ card, how, at: new Date(at).toISOString() })),
    };
  }

  /** As a file of its own, whose name says when it was made. */
  async function download(request: Request, response: Response, ending: string): Promise<Mine> {
    const taken = await mine(await peerOf(request, identities));
    response.attachment(`practice-room-${taken.exportedAt.slice(0, 10)}.${ending}`);
    return taken;
  }

  router.get('/export.json', async (request, response) => {
    const taken = await download(request, response, 'json');
    response.type('json').send(`${JSON.stringify(taken, null, 2)}\n`);
  });

  router.get('/export.csv', async (request, response) => {
    response.type('csv').send(csvOf(await download(request, response, 'csv')));
  });

  return router;
}
