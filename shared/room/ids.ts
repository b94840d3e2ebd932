/** The opaque ids and the small closed sets that every part of a room speaks of. */

/** A person, as the server knows them. */
export type PeerId = string;
/** One practice session. */
export type RoomId = string;
/** One card put to the candidate in one round. */
export type AskId = string;
/** The shared document of one ask. */
export type SheetId = string;
/** Anything pinned to the round's clock. */
export type MomentId = string;
/** A row of somebody's own words (a note, a form), erasable without touching the history. */
export type WordsId = string;
/** The folder name of a card, unique in its deck. */
export type CardId = string;
/** The content hash of a card as it was when it was asked. */
export type CardVersion = string;

/** The name of a person who has deleted themselves, or was removed. */
export const FORMER_PEER = 'a former peer';

export const SEATS = ['interviewer', 'candidate'] as const;
export type Seat = (typeof SEATS)[number];

export const otherSeat = (seat: Seat): Seat => (seat === 'interviewer' ? 'candidate' : 'interviewer');

export type Phase = 'lobby' | 'round' | 'feedback' | 'debrief';

/** Who caused an event: a peer, or the server itself (a deadline, a restart). */
export type Actor = PeerId | 'system';
