/** What the rules decide on: what a client sends, and what the server itself notices. */

import type { Card } from '../deck/card.ts';
import type { ClientCommand, RefusalCode } from '../wire.ts';
import type { EventBody, Words } from './events.ts';
import type { CardId, CardVersion, PeerId, RoomId, WordsId } from './ids.ts';
import type { PromiseText } from './roomview.ts';

/** What no client can send: it comes from HTTP routes, sockets and deadlines. */
export type ServerCommand =
  | { type: 'join' }
  | { type: 'ask-return' }
  /** `still`: they were away before the server was, whose absence is none of theirs. */
  | { type: 'leave'; still?: true }
  | { type: 'come-back' }
  | { type: 'rename' }
  | { type: 'renew-invite' }
  | { type: 'link-report' }
  | { type: 'read-card'; card: CardId }
  | { type: 'continue'; next: RoomId }
  | { type: 'erase'; peer: PeerId }
  | { type: 'deadline' }
  /** The process that ran the rooms ended at this instant; the next one is there now. */
  | { type: 'server-gone'; at: number }
  | { type: 'server-back'; since: number };

export type Command = ClientCommand | ServerCommand;
type ByType = { [C in Command as C['type']]: C };
export type CommandOf<T extends Command['type']> = ByType[T];

export interface CommandContext {
  /** The server's clock, ms since the epoch. */
  now: number;
  /** Peers and observers with a live socket. */
  connected: ReadonlySet<PeerId>;
  /** A fresh id for whatever this command creates. */
  id: string;
  /** The card an `ask` names, if the deck has it; of an `ask-own` the card that it brings. */
  card?: { card: Card; version: CardVersion };
  /** Of a command that may begin a round: what each peer promised last in another room. */
  promises?: ReadonlyMap<PeerId, PromiseText>;
  /** The words of the room that are not long: what its sealed forms say. */
  words: ReadonlyMap<WordsId, string>;
}

export interface RefusedDecision {
  ok: false;
  refusal: RefusalCode;
  /** For people: what was wrong and what to do. */
  message: string;
}
export type Decision = { ok: true; events: EventBody[]; words: Words[] } | RefusedDecision;

export const accept = (events: EventBody[] = [], words: Words[] = []): Decision => ({ ok: true, events, words });
export const refuse = (refusal: RefusalCode, message: string): RefusedDecision => ({ ok: false, refusal, message });
