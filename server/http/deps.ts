/** What app.ts hands to the routes. */

import type { Request } from 'express';
import type { EarlierText } from '../../shared/api.ts';
import type { PeerId, SheetId } from '../../shared/room/ids.ts';
import type { Identities } from '../identity.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { SessionHistory } from '../sessions/history.ts';
import type { OfferDeps } from '../sessions/offer.ts';
import type { ReportDeps } from '../sessions/reports.ts';
import type { SessionFileDeps } from '../sessions/session-file.ts';
import type { PeerRow } from '../store/store.ts';

export interface RouteDeps extends OfferDeps, ReportDeps, Pick<SessionFileDeps, 'recording'> {
  identities: Identities;
  rooms: Rooms;
  history: SessionHistory;
  /** The address that links begin with, without a trailing slash. */
  base: (request: Request) => string;
  /** What each text of a sheet said before; null where finding out takes too long. */
  earlier: (sheet: SheetId) => Promise<Record<string, EarlierText> | null>;
  /** Whether other machines reach this one's address as well, under any name. */
  openToNetwork: () => boolean;
  /** The page of the file that holds a session; null where there are no such files. */
  sessionPage: string | null;
  /** Tells the rooms that somebody is in that their name has changed. */
  renamed: (peer: PeerRow) => Promise<void>;
  /** Forgets somebody everywhere. `pending`: bytes of it stay on the disk while another process reads the database. */
  erase: (peer: PeerId) => Promise<{ pending: boolean }>;
  /** Ends somebody's sockets, so that each has to show its cookie again. */
  readmit: (peer: PeerId) => void;
}
