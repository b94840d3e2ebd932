/** Everything that can happen in a room. The history of these is the truth; state is what they fold to. */

import type { Frame } from '../deck/card.ts';
import type { About, CommentMark } from '../rubric/comments.ts';
import type { Lesson } from '../rubric/lessons.ts';
import type { Agreement, CheckCount, RunEnd, Verdict } from './code.ts';
import type { AnswerVerdict, TickedPart } from './ticks.ts';
import type { Actor, AskId, CardId, CardVersion, MomentId, PeerId, RoomId, Seat, SheetId, WordsId } from './ids.ts';
import type { Plan } from './plan.ts';

/** What needs both peers. */
export type ProposalKind = 'exchange-seats' | 'allow-observers' | 'end-round' | 'swap' | 'finish' | 'share-report';

/** What a room's rules need of a card, kept with the ask so that a later edit of the deck changes no history. */
export interface AskedCard {
  card: CardId;
  version: CardVersion;
  minutes: number;
  frame: Frame;
  /** The lesson of each beat, in the card's order. */
  beats: Lesson[];
  /** How many hint rungs, and how many facts, the card has. */
  hints: number;
  facts: number;
  /** How many follow-ups and red flags; absent in histories from before they could be ticked. */
  followUps?: number;
  redFlags?: number;
  /** Which of check.py, hidden.py and a call to trace the card has; absent in histories from before there were any. */
  exercise?: { check: boolean; hidden: boolean; trace: boolean };
  /** How many questions a rapid-fire card asks; absent for every other. */
  questions?: number;
}

/** What happened, without its time and its actor. */
export type EventBody =
  | { type: 'room-created'; room: RoomId; plan: Plan }
  | { type: 'peer-joined'; peer: PeerId; seat: Seat }
  | { type: 'peer-removed'; peer: PeerId }
  | { type: 'peer-left'; peer: PeerId }
  | { type: 'peer-back'; peer: PeerId }
  | { type: 'peer-renamed'; peer: PeerId }
  /** A newcomer says that they are the absent peer `as`, in a browser that has lost who it was. */
  | { type: 'return-asked'; peer: PeerId; as: PeerId }
  | { type: 'return-answered'; peer: PeerId; as: PeerId; agreed: boolean }
  | { type: 'observer-joined'; peer: PeerId }
  | { type: 'observer-removed'; peer: PeerId }
  /** They have deleted themselves: what they wrote is gone, their name too, and the seat is free. */
  | { type: 'peer-erased'; peer: PeerId }
  | { type: 'observers-allowed'; allowed: boolean }
  | { type: 'invite-renewed' }
  | { type: 'plan-set'; plan: Plan }
  | { type: 'seat-taken'; peer: PeerId; seat: Seat }
  | { type: 'seats-exchanged' }
  | { type: 'proposed'; kind: ProposalKind; by: PeerId }
  | { type: 'proposal-closed'; kind: ProposalKind }
  | { type: 'steering-allowed'; peer: PeerId; allowed: boolean }
  | { type: 'card-read'; peer: PeerId; card: CardId }
  /** `promise`: what the candidate brought along, `words` a copy of it in this room. */
  | { type: 'round-started'; round: number; promise?: { lesson: Lesson; words: WordsId } }
  | ({ type: 'asked'; ask: AskId; sheet: SheetId } & AskedCard)
  | { type: 'unasked'; ask: AskId }
  | { type: 'beat-heard'; moment: MomentId; clockAt: number; ask: AskId; beat: number }
  | { type: 'beat-unheard'; ask: AskId; beat: number }
  | { type: 'hint-given'; moment: MomentId; clockAt: number; ask: AskId; rung: number; how: 'spoken' | 'sent' }
  | { type: 'fact-given'; moment: MomentId; clockAt: number; ask: AskId; fact: number }
  /** A hint or fact, soon after it was given; `sent` to the candidate, or only said. */
  | { type: 'taken-back'; moment: MomentId; how: 'spoken' | 'sent' }
  | { type: 'ticked'; moment: MomentId; clockAt: number; ask: AskId; part: TickedPart; index: number }
  | { type: 'unticked'; ask: AskId; part: TickedPart; index: number }
  /** The answer to one question of a rapid fire; null takes an earlier verdict back. */
  | {
      type: 'answer-judged';
      moment: MomentId;
      clockAt: number;
      ask: AskId;
      index: number;
      verdict: AnswerVerdict | null;
    }
  /** Its minute begins; `moment` counts only where the question was not asked before. */
  | { type: 'question-asked'; moment: MomentId; clockAt: number; ask: AskId; index: number }
  | { type: 'noted'; moment: MomentId; clockAt: number; late: boolean; words: WordsId }
  | {
      type: 'pinned';
      moment: MomentId;
      ask: AskId;
      clockAt: number;
      late: boolean;
      from: string;
      to: string;
      lesson?: Lesson;
      /** Words holding `{quote, text}` as JSON. */
      words: WordsId;
    }
  /** The text of a note or a pin: its words hold the new one. */
  | { type: 'note-edited'; moment: MomentId }
  | { type: 'note-removed'; moment: MomentId }
  | { type: 'runs-locked'; locked: boolean }
  /** `words` hold the ends of the output, `long` the code and the output. */
  | ({ type: 'code-ran'; moment: MomentId; clockAt: number; ask: AskId; words: WordsId; long: WordsId } & RunEnd)
  | ({ type: 'code-checked'; moment: MomentId; clockAt: number; ask: AskId; long: WordsId } & CheckCount)
  | { type: 'checks-revealed'; ask: AskId }
  | { type: 'check-added'; ask: AskId; words: WordsId }
  /** `words` hold the call, null for none. */
  | { type: 'trace-set'; ask: AskId; n: number; words: WordsId | null }
  | { type: 'trace-committed'; moment: MomentId; clockAt: number; ask: AskId; n: number; rows: number; long: WordsId }
  | ({ type: 'traced'; moment: MomentId; clockAt: number; ask: AskId; n: number; long: WordsId } & Agreement)
  | {
      type: 'marked';
      moment: MomentId;
      clockAt: number;
      ask: AskId;
      /** 1-based. */
      line: number;
      verdict: Verdict;
      from: string;
      to: string;
      /** Words holding the line as it read. */
      words: WordsId;
    }
  | { type: 'paused' }
  /** `away`: the ms for which the clock stood because the server was away. */
  | { type: 'resumed'; away?: number }
  | { type: 'round-ended' }
  | { type: 'form-submitted'; round: number; by: PeerId; words: WordsId }
  | { type: 'finished'; alone: boolean }
  | { type: 'revealed' }
  | { type: 'promised'; by: PeerId; lesson: Lesson; words: WordsId }
  | { type: 'comment-marked'; by: PeerId; round: number; about: About; mark: CommentMark; on: boolean }
  | { type: 'report-shared'; shared: boolean }
  /** A link to the report was made; the one before it is void. */
  | { type: 'report-linked' }
  | { type: 'continued'; next: RoomId };

export type RoomEvent = EventBody & {
  /** Milliseconds since the epoch, by the server's clock. */
  at: number;
  actor: Actor;
};

/** Somebody's own words, stored in a row of their own. */
export interface Words {
  words: WordsId;
  author: PeerId;
  kind: WordsKind;
  text: string;
}

type WordsKind =
  | 'note'
  | 'pin'
  | 'form'
  | 'promise'
  | 'brought'
  | 'mark'
  | 'excerpt'
  | 'added'
  | 'call'
  | 'run'
  | 'check'
  | 'table'
  | 'trace';

/**
 * What each kind is. `own` words go when their author is erased; what is code, or came of running it, stays in the
 * session. `long` code is JSON of a `MomentText`, and is not read with its room but one by one.
 */
const WORDS: { readonly [K in WordsKind]: 'own' | 'code' | 'long code' } = {
  note: 'own',
  pin: 'own',
  form: 'own',
  promise: 'own',
  brought: 'own',
  mark: 'own',
  excerpt: 'code',
  added: 'code',
  call: 'code',
  run: 'long code',
  check: 'long code',
  table: 'long code',
  trace: 'long code',
};

const KINDS = Object.keys(WORDS) as WordsKind[];
export const LONG_WORDS: readonly WordsKind[] = KINDS.filter((kind) => WORDS[kind] === 'long code');
export const WORDS_OF_CODE: readonly WordsKind[] = KINDS.filter((kind) => WORDS[kind] !== 'own');

export const isLong = ({ kind }: Pick<Words, 'kind'>): boolean => WORDS[kind] === 'long code';

export type EventOf<T extends RoomEvent['type']> = Extract<RoomEvent, { type: T }>;
