/** What a room is at one moment: a union by phase, each phase with its own fields only. */

import type { About, CommentMark } from '../rubric/comments.ts';
import type { Lesson } from '../rubric/lessons.ts';
import type { Agreement, CheckCount, RunEnd, Verdict } from './code.ts';
import type { AskedCard, ProposalKind } from './events.ts';
import type { AnswerVerdict, TickedPart } from './ticks.ts';
import type { AskId, MomentId, PeerId, RoomId, Seat, SheetId, WordsId } from './ids.ts';
import type { Plan } from './plan.ts';

/** How long a peer must be gone before the other may go on without them, in ms. */
export const GONE_MS = 5 * 60_000;
/** How long a missing form can follow after the session was finished, in ms. */
export const FORM_DUE_MS = 72 * 3_600_000;
/** How long an ask can be taken back, in ms. */
export const UNASK_MS = 30_000;
/** How long a hint or a fact can be taken back, in ms of the round's clock. */
export const TAKE_BACK_MS = 10_000;

export interface Member {
  peer: PeerId;
  seat: Seat;
  /** When they were last seen, by the server's clock; null while connected. */
  awaySince: number | null;
}

export interface Observer {
  peer: PeerId;
  awaySince: number | null;
}

export interface Returning {
  peer: PeerId;
  as: PeerId;
  agreed: boolean;
}

export interface Proposal {
  kind: ProposalKind;
  by: PeerId;
  at: number;
}

/** A round's clock: what has run, and since when it runs. Both in ms; `since` by the server's clock. */
export interface Clock {
  elapsed: number;
  since: number | null;
  /** The clock starts with the first ask. */
  started: boolean;
  /** For how long it stood because the server was away, in ms; absent where it never was. */
  away?: number;
}

export interface Ask extends AskedCard {
  ask: AskId;
  sheet: SheetId;
  /** By the server's clock. */
  at: number;
  /** By the round's clock. */
  clockAt: number;
  /** As of a moment. */
  place: number;
  /** The hidden checks and their results are open to all. */
  shown: boolean;
  /** Checks typed on the spot, in order. */
  added: readonly WordsId[];
  /** The current prediction, or the last one. */
  prediction: Prediction | null;
  /** How many predictions there have been. */
  predictions: number;
  /** The question of a rapid-fire card that is being answered, and since when by the round's clock. */
  question: { index: number; since: number } | null;
}

/** A call that the candidate traces by hand before anything runs. */
export interface Prediction {
  n: number;
  /** The call that the interviewer typed; null: the card's own. */
  words: WordsId | null;
  /** The moments at which the table was committed and the real trace came. */
  committed: MomentId | null;
  traced: MomentId | null;
}

export interface MomentBase {
  moment: MomentId;
  by: PeerId;
  /** By the round's clock, in ms. */
  at: number;
  /** In the round's history, among its asks and moments. No view carries it: it counts what is private too. */
  place: number;
  /** Added after the round had ended. */
  late: boolean;
}

/** A moment without its words: those are looked up when a view is made. */
export type Moment = MomentBase &
  (
    | { kind: 'beat'; ask: AskId; beat: number }
    | { kind: 'hint'; ask: AskId; rung: number; how: 'spoken' | 'sent' }
    | { kind: 'fact'; ask: AskId; fact: number }
    | { kind: 'question'; ask: AskId; index: number }
    | { kind: TickedPart; ask: AskId; index: number }
    | { kind: 'answer'; ask: AskId; index: number; verdict: AnswerVerdict }
    | { kind: 'note'; words: WordsId; edited?: true }
    | { kind: 'pin'; ask: AskId; from: string; to: string; lesson?: Lesson; words: WordsId; edited?: true }
    | ({ kind: 'run'; ask: AskId; words: WordsId; long: WordsId } & RunEnd)
    | ({ kind: 'check'; ask: AskId; long: WordsId } & CheckCount)
    | { kind: 'trace-committed'; ask: AskId; n: number; rows: number; long: WordsId }
    | ({ kind: 'trace'; ask: AskId; n: number; long: WordsId } & Agreement)
    | { kind: 'mark'; ask: AskId; line: number; verdict: Verdict; from: string; to: string; words: WordsId }
  );

export interface HeardBeat {
  by: PeerId;
  ask: AskId;
  beat: number;
}

export interface SealedForm {
  by: PeerId;
  seat: Seat;
  at: number;
  words: WordsId;
  /** Its author was erased, and its words with them. */
  withdrawn?: true;
}

export interface Round {
  /** 1 or 2. */
  round: number;
  /** Who sat where; null: that peer was removed after the round had ended. */
  seats: Record<Seat, PeerId | null>;
  startedAt: number;
  clock: Clock;
  asks: readonly Ask[];
  moments: readonly Moment[];
  /** Which beats are among them, so that a tap need not look through all. */
  heard: readonly HeardBeat[];
  endedAt: number | null;
  /** The candidate runs and checks nothing until it is lifted. */
  runsLocked: boolean;
  /** What the candidate promised last elsewhere. */
  promise: { lesson: Lesson; words: WordsId } | null;
  forms: readonly SealedForm[];
}

export interface PromiseMade {
  by: PeerId;
  lesson: Lesson;
  words: WordsId;
}

/** How the person that a comment is about has marked it. */
export interface MarkedComment {
  round: number;
  about: About;
  by: PeerId;
  mark: CommentMark;
}

interface Base {
  room: RoomId;
  createdAt: number;
  /** How many events have been folded in. */
  seq: number;
  plan: Plan;
  /** At most two. */
  peers: readonly Member[];
  observers: readonly Observer[];
  observersAllowed: boolean;
  /** Removed peers, until the invite is renewed. */
  removedPeers: readonly PeerId[];
  /** Observers removed permanently. */
  removedObservers: readonly PeerId[];
  /** Peers who let the forms of all their earlier sessions order the cards that they are asked. */
  steers: readonly PeerId[];
  /** Who asks to come back as an absent peer, and whether the other has agreed; null: nobody. */
  returning: Returning | null;
  proposals: readonly Proposal[];
  /** How many of each member's own views there have been: the `seq` they are told. */
  views: Readonly<Record<PeerId, number>>;
}

export interface ReportLink {
  by: PeerId;
  at: number;
}

export type Lobby = Base & { phase: 'lobby' };
export type InRound = Base & { phase: 'round'; earlier: readonly Round[]; round: Round };
export type InFeedback = Base & { phase: 'feedback'; earlier: readonly Round[]; round: Round };
export type Debrief = Base & {
  phase: 'debrief';
  rounds: readonly Round[];
  finishedAt: number;
  revealedAt: number | null;
  promises: readonly PromiseMade[];
  marks: readonly MarkedComment[];
  /** Both let somebody else read the report. */
  shared: boolean;
  /** Who made the link to the report that holds now, and when; null: there is none. */
  link: ReportLink | null;
  /** The room in which the two go on. */
  next: RoomId | null;
};

export type RoomState = Lobby | InRound | InFeedback | Debrief;
