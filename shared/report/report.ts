/** The report of a finished session, as `GET /api/rooms/:room/report.json` answers it to one of its two peers. */

import type { TimeZone } from '../day-text.ts';
import type { Beat, Frame, Kind } from '../deck/card.ts';
import type { SheetFigures } from '../replay/figures.ts';
import type { Timeline } from '../replay/timeline.ts';
import type { AskId, CardId, PeerId, RoomId, Seat } from '../room/ids.ts';
import type { Plan } from '../room/plan.ts';
import type { MomentView, PromiseText } from '../room/roomview.ts';
import type { MarkedComment } from '../room/state.ts';
import type { Form, Kept } from '../rubric/form.ts';
import type { Lesson, ScoreLevel } from '../rubric/lessons.ts';
import type { CodeReport } from './code-report.ts';

export interface Report {
  room: RoomId;
  plan: Plan;
  /** ISO 8601. */
  startedAt: string;
  revealedAt: string;
  /** Where its reader took it away: the day of the session is the one there. Absent on a page, which has its own. */
  zone?: TimeZone;
  /** The reader first. */
  peers: { peer: PeerId; name: string }[];
  rounds: ReportRound[];
  promises: (PromiseText & { by: PeerId })[];
}

/** What the interviewer's form of an earlier session says. */
export interface LastTime {
  /** ISO 8601. */
  startedAt: string;
  levels: Partial<Record<Lesson, ScoreLevel>>;
}

export interface ReportRound {
  round: number;
  interviewer: PeerId | null;
  candidate: PeerId | null;
  /** By the round's clock. */
  elapsedMs: number;
  /** When the round's clock ran, by the server's. */
  running: Timeline['running'];
  lessons: Lesson[];
  /** The latest revealed session before this one with the same candidate, of those in which the reader took part. */
  lastTime?: LastTime;
  /** At most one from each seat; a form that never came is absent. */
  forms: { by: PeerId; seat: Seat; form: Form }[];
  /** How the people the comments are about marked them. */
  marks: Omit<MarkedComment, 'round'>[];
  /** What the candidate brought along, and whether the interviewer saw it kept. */
  promise?: PromiseText & { kept?: Kept };
  /** The seats whose form went with its author. */
  withdrawn: Seat[];
  moments: MomentView[];
  asks: ReportAsk[];
}

export interface ReportAsk {
  ask: AskId;
  card: CardId;
  title: string;
  kind: Kind;
  frame: Frame;
  /** By the round's clock, in ms. */
  clockAt: number;
  /** Everything that a good answer does; what was heard of it are moments. */
  beats: Beat[];
  /** How many hints the card has. */
  rungs: number;
  /** Who wrote when; absent where the log of the sheet could not be read. */
  figures?: SheetFigures;
  /** Markdown. */
  prompt: string;
  modelAnswer: string;
  solution?: string;
  /** The sheet as it was frozen: the code, and each filled part of the answer outline. */
  code: string;
  frameTexts: { part: string; text: string }[];
  ran: CodeReport;
}
