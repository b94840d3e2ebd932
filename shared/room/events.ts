/** Everything that can happen in a room. The history of these is the truth; state is what they fold to. */

import type { Frame } from '../deck/card.ts';
import type { About, CommentMark } from '../rubric/comments.ts';
import type { Lesson } from '../rubric/lessons.ts';
import type { Agreement, CheckCount, RunEnd, Verdict } from './code.ts';
import type { Actor, AskId, CardId, CardVersion, MomentId, PeerId, RoomId, Seat, SheetId, WordsId } from './ids.ts';
import type { Plan } from './plan.ts';

/** What needs both peers. */
export const PROPOSALS = ['exchange-seats', 'allow-observers', 'end-round', 'swap', 'finish', 'share-report'] as const;
export type ProposalKind = (typeof PROPOSALS)[number];

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

/** Words that are long, and so not read with their room but one by one: JSON of a `MomentText` each. */
export const LONG_WORDS = ['run', 'check', 'table', 'trace'] as const;
type LongWords = (typeof LONG_WORDS)[number];

/** Whether somebody comes into the room: nobody is named in its history who has not. */
export const hasCome = (event: RoomEvent): event is EventOf<'peer-joined' | 'observer-joined' | 'return-asked'> =>
  event.type === 'peer-joined' || event.type === 'observer-joined' || event.type === 'return-asked';

/** Somebody's own words, stored in a row of their own. */
export interface Words {
  words: WordsId;
  author: PeerId;
  kind: 'note' | 'pin' | 'form' | 'promise' | 'brought' | 'excerpt' | 'added' | 'call' | 'mark' | LongWords;
  text: string;
}

/** Words that are code, or came of running it: they stay in the session when their author is erased. Others go. */
export const WORDS_OF_CODE = ['excerpt', 'added', 'call', ...LONG_WORDS] as const satisfies readonly Words['kind'][];

export const isLong = ({ kind }: Pick<Words, 'kind'>): boolean => LONG_WORDS.some((long) => long === kind);

export type EventOf<T extends RoomEvent['type']> = Extract<RoomEvent, { type: T }>;
