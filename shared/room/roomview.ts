/** What the server tells one recipient of a room: the only form in which a room's state reaches a browser. */

import type { CandidateCard, Guide } from '../deck/card.ts';
import type { Form } from '../rubric/form.ts';
import type { Lesson } from '../rubric/lessons.ts';
import type { Agreement, CheckCount, PredictionView, RunEnd, Verdict } from './code.ts';
import type { ProposalKind } from './events.ts';
import type { AskId, MomentId, PeerId, Phase, RoomId, Seat, SheetId } from './ids.ts';
import type { Plan } from './plan.ts';
import type { MarkedComment } from './state.ts';
import type { AnswerVerdict, TickedPart } from './ticks.ts';

export interface PeerView {
  peer: PeerId;
  name: string;
  seat: Seat;
  connected: boolean;
  /** By the server's clock (compare with `clock.sentAt`); absent while connected. */
  awaySince?: number;
  /** What they promised at the end of their last session elsewhere. */
  promise?: PromiseText;
}

export interface PromiseText {
  lesson: Lesson;
  text: string;
}

export interface ObserverView {
  peer: PeerId;
  name: string;
  connected: boolean;
}

export interface ClockView {
  elapsedMs: number;
  totalMs: number;
  running: boolean;
  /** For how long it stood because the server was away; absent where it never was. */
  awayMs?: number;
  /** The server's clock when this view was made, ms since the epoch. */
  sentAt: number;
}

export interface HintGiven {
  rung: number;
  text: string;
  how: 'spoken' | 'sent';
  /** By the round's clock, in ms. */
  at: number;
}

export interface FactGiven {
  fact: number;
  text: string;
  /** By the round's clock, in ms. */
  at: number;
}

export interface AskView extends Pick<CandidateCard, 'card' | 'title' | 'kind' | 'minutes' | 'frame' | 'prompt'> {
  ask: AskId;
  sheet: SheetId;
  round: number;
  /** Nobody writes this sheet any more. */
  frozen: boolean;
  /** When it was asked, by the server's clock. */
  at: number;
  /** A candidate's and an observer's hold only the sent ones. */
  hintsGiven: HintGiven[];
  facts: FactGiven[];
  /** Which checks there are for this reader: their source is fetched (`AskChecks`), again whenever this differs. */
  checks: ChecksView;
  /** The current prediction, or the last one. */
  trace?: PredictionView;
  /** The sheet opened with code. */
  starts?: true;
  /** A rapid-fire card's. */
  questions?: QuestionsView;
}

/** The candidate is told of the questions asked so far and of no other. */
export interface QuestionsView {
  /** How many the card has. */
  of: number;
  /** In the card's order; `text` is Markdown. */
  asked: { index: number; text: string }[];
  /** The one being answered, and since when by the round's clock, in ms; absent before the first. */
  now?: { index: number; since: number };
}

export interface ChecksView {
  /** The card has checks that both may see. */
  open: boolean;
  /** How many the interviewer has added. */
  added: number;
  /** Absent where there are none, or none that this reader may know of. `shown`: to all. */
  hidden?: { shown: boolean };
}

export interface MomentViewBase {
  moment: MomentId;
  round: number;
  by: PeerId;
  /** By the round's clock, in ms. */
  at: number;
  late: boolean;
}

/** A moment with its words. */
export type MomentView = MomentViewBase &
  (
    | { kind: 'ask'; ask: AskId; title: string }
    | { kind: 'beat'; ask: AskId; beat: number; text: string; lesson: Lesson }
    | { kind: 'hint'; ask: AskId; rung: number; how: 'spoken' | 'sent'; text: string }
    | { kind: 'fact'; ask: AskId; fact: number; text: string }
    | { kind: 'question'; ask: AskId; index: number; text: string }
    | { kind: TickedPart; ask: AskId; index: number; text: string }
    /** `text` is the question. */
    | { kind: 'answer'; ask: AskId; index: number; verdict: AnswerVerdict; text: string }
    | { kind: 'note'; text: string; edited?: true }
    | {
        kind: 'pin';
        ask: AskId;
        from: string;
        to: string;
        quote: string;
        text: string;
        lesson?: Lesson;
        edited?: true;
      }
    /** `excerpt` is the first and the last line of the output; code and output are fetched (`MomentText`). */
    | ({ kind: 'run'; ask: AskId; excerpt: string } & RunEnd)
    | ({ kind: 'check'; ask: AskId } & CheckCount)
    | { kind: 'trace-committed'; ask: AskId; n: number; rows: number }
    | ({ kind: 'trace'; ask: AskId; n: number } & Agreement)
    | { kind: 'mark'; ask: AskId; line: number; verdict: Verdict; quote: string; from: string; to: string }
  );

export interface FormView {
  round: number;
  by: PeerId;
  seat: Seat;
  /** Sealed. */
  in: boolean;
  /** It was sealed, and went with its author. */
  withdrawn?: true;
  /** After the reveal. */
  form?: Form;
}

export interface MyForm {
  /** Lessons it asks for, four at most; others may be added. */
  lessons: Lesson[];
  /** The last saved draft, or the sealed form. */
  form: Form;
  /** Send it back with the next `save-draft`. */
  rev: number;
  sealed: boolean;
}

export interface RoomView {
  room: RoomId;
  /** Counts this recipient's views. */
  seq: number;
  phase: Phase;
  me: { peer: PeerId; name: string; seat: Seat | 'observer' };
  peers: PeerView[];
  observers: ObserverView[];
  observersAllowed: boolean;
  /** Who asks to come back as the absent peer; told to the other peer only. */
  returning?: { peer: PeerId; name: string; as: PeerId };
  /** My earlier forms order the cards that I am asked; a peer's own choice, told to nobody else. */
  steers?: boolean;
  plan: Plan;
  clock: ClockView;
  proposals: { kind: ProposalKind; by: PeerId; at: number }[];
  /** The current round, or the last one. */
  round?: {
    round: number;
    interviewer: PeerId | null;
    candidate: PeerId | null;
    runsLocked: boolean;
    /** What the candidate promised last elsewhere; for the two peers of the round. */
    promise?: PromiseText;
  };
  /** Every ask of the session so far, in asking order. */
  asks: AskView[];
  /** The current ask: the latest of the current round. */
  ask?: AskView;
  /** The current ask's guide; the interviewer's only. */
  guide?: Guide;
  /** The reader's own and those that all see; after the reveal, both peers'. An observer has those that all see. */
  moments?: MomentView[];
  forms: FormView[];
  /** The form that is due or was sealed last; a peer's only. */
  myForm?: MyForm;
  /** In the debrief. */
  debrief?: {
    /** Null until all forms are in or the time for the missing one is over. */
    revealedAt: number | null;
    /** Until when a missing form can follow, by the server's clock. */
    dueUntil: number;
    promises: (PromiseText & { by: PeerId })[];
    /** What was made of comments, in the rounds one took part in; a peer's only. */
    marks: MarkedComment[];
    /** Both let somebody else read the report; told to peers only. */
    shared: boolean;
    /** Who made the link to it that holds now, and when; told to peers only. */
    link?: { by: PeerId; at: number };
    /** The room in which the two go on. */
    next?: RoomId;
  };
}
