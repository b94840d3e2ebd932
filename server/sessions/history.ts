/** The revealed sessions of one peer, each remembered until its room changes: only what is new is read. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SheetFigures } from '../../shared/replay/figures.ts';
import { progressOf, type Progress } from '../../shared/progress/progress.ts';
import {
  sessionOf,
  sheetsInterviewed,
  type RoundPractised,
  type SessionPractised,
} from '../../shared/progress/session.ts';
import type { PeerId, RoomId, SheetId } from '../../shared/room/ids.ts';
import type { LastTime, Report } from '../../shared/report/report.ts';
import { nameOf } from '../../shared/room/view.ts';
import { isolated } from '../../shared/text/names.ts';
import type { MyRoom, Store } from '../store/store.ts';
import { readRecord } from './room-record.ts';

/** How many sessions of all peers are remembered: some kilobytes each. */
const REMEMBERED = 2_000;
/** Of this many latest sessions the logs of the sheets are read too: they tell of hints, keystrokes and silence. */
const WITH_FIGURES = 20;
/** How far back the session before is looked for. */
const LOOKED_BACK = 20;
/** A change may share its millisecond with the one before: what changed only just is read again. */
const SETTLED_MS = 1_000;

export interface HistoryDeps {
  store: Store;
  /** Null where the log of the sheet cannot be read. */
  figures: (sheet: SheetId) => Promise<SheetFigures | null>;
  now: () => number;
}

interface Remembered {
  peer: PeerId;
  changedAt: number;
  /** Those of all its sheets were read. */
  figures: boolean;
  /** Null for what is not revealed. */
  session: SessionPractised | null;
}

export class SessionHistory {
  readonly #deps: HistoryDeps;
  /** By room and peer, what was used last at the end. */
  readonly #remembered = new Map<string, Remembered>();
  readonly #underWay = new Map<PeerId, Promise<SessionPractised[]>>();
  /** How often somebody was forgotten: what was read before is not remembered after. */
  #forgotten = 0;

  constructor(deps: HistoryDeps) {
    this.#deps = deps;
  }

  /** In any order. A caller that asks again while the rooms are read waits for the same answer. */
  sessionsOf(peer: PeerId): Promise<SessionPractised[]> {
    const known = this.#underWay.get(peer);
    if (known) return known;
    const reading = this.#readAll(peer).finally(() => this.#underWay.delete(peer));
    this.#underWay.set(peer, reading);
    return reading;
  }

  /** What they say over time. */
  async progress(peer: PeerId): Promise<Progress> {
    const sessions = await this.sessionsOf(peer);
    const names = await this.#deps.store.names([...new Set(sessions.flatMap(({ other }) => other ?? []))]);
    return progressOf(sessions, (other) => isolated(nameOf(names, other ?? '')), this.#deps.now());
  }

  /** The latest session before the report's, of those the reader was a peer of, that scored the candidate. */
  async lastTime(reader: PeerId, candidate: PeerId, report: Report): Promise<LastTime | undefined> {
    const before = Date.parse(report.startedAt);
    const earlier = (await this.#deps.store.roomsOf(reader))
      .filter(({ room, createdAt }) => room !== report.room && createdAt < before)
      .sort((a, b) => b.createdAt - a.createdAt);
    for (const room of earlier.slice(0, LOOKED_BACK)) {
      const session = await this.#read(room, reader, false);
      const round = session?.rounds.findLast((each) => isScored(each, reader, candidate));
      if (session && round && session.at < before) {
        return { startedAt: new Date(session.at).toISOString(), levels: round.peer };
      }
    }
    return undefined;
  }

  /** Nothing of theirs stays in memory. */
  forget(peer: PeerId): void {
    this.#forgotten++;
    for (const [key, remembered] of this.#remembered) if (remembered.peer === peer) this.#remembered.delete(key);
  }

  async #readAll(peer: PeerId): Promise<SessionPractised[]> {
    const sessions: SessionPractised[] = [];
    for (const [i, room] of (await this.#deps.store.roomsOf(peer)).entries()) {
      const session = await this.#read(room, peer, i < WITH_FIGURES);
      if (session) sessions.push(session);
    }
    return sessions;
  }

  async #read({ room, changedAt }: MyRoom, peer: PeerId, figures: boolean): Promise<SessionPractised | null> {
    const key = `${room} ${peer}`;
    const known = this.#remembered.get(key);
    this.#remembered.delete(key);
    if (known && known.changedAt === changedAt && (known.figures || !figures)) {
      this.#remembered.set(key, known);
      return known.session;
    }
    const forgotten = this.#forgotten;
    const read = await this.#session(room, peer, figures);
    const isSettled = this.#deps.now() - changedAt >= SETTLED_MS && forgotten === this.#forgotten;
    if (isSettled) this.#remember(key, { peer, changedAt, ...read });
    return read.session;
  }

  #remember(key: string, remembered: Remembered): void {
    this.#remembered.set(key, remembered);
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= REMEMBERED) return;
      this.#remembered.delete(oldest);
    }
  }

  /** Each room in a turn of the event loop of its own: a long history holds nobody up. */
  async #session(room: RoomId, peer: PeerId, withFigures: boolean): Promise<Pick<Remembered, 'figures' | 'session'>> {
    await nextTurn();
    const record = await readRecord(this.#deps.store, room);
    if (!record) return { figures: withFigures, session: null };
    const figures = new Map<SheetId, SheetFigures>();
    const sheets = withFigures ? sheetsInterviewed(record.state, peer) : [];
    for (const sheet of sheets) {
      const found = await this.#deps.figures(sheet);
      if (found) figures.set(sheet, found);
    }
    const session = sessionOf(record.state, peer, { ...record, figures });
    return { figures: withFigures && figures.size === sheets.length, session };
  }
}

const isScored = ({ seat, other, peer }: RoundPractised, reader: PeerId, candidate: PeerId): boolean =>
  (seat === 'candidate' ? reader : other) === candidate && Object.keys(peer).length > 0;
