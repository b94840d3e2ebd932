/** The long parts of a room's moments, fetched once each: a moment never changes. */

import type { MomentText } from '../../shared/room/code.ts';
import type { MomentId, RoomId } from '../../shared/room/ids.ts';
import { api } from './api.ts';

/** More are fetched again when they are asked for again. */
const MOST = 50;

const fetched = new Map<MomentId, Promise<MomentText>>();

/** @throws ApiError; a later call tries again */
export function textOfMoment(room: RoomId, moment: MomentId): Promise<MomentText> {
  const known = fetched.get(moment);
  if (known) return known;
  const coming = api.moment(room, moment);
  fetched.set(moment, coming);
  coming.catch(() => fetched.delete(moment));
  const [oldest] = fetched.keys();
  if (fetched.size > MOST && oldest !== undefined) fetched.delete(oldest);
  return coming;
}
