/** How any part of a page opens the replay of a round at an instant: the page that holds it gives the way. */

import { createContext } from 'svelte';
import type { MomentId, RoomId } from '../../shared/room/ids.ts';

/** An instant of a round. */
export interface ReplayTarget {
  round: number;
  /** By the round's clock, in ms. */
  clock: number;
  /** What to show there. */
  moment?: MomentId;
  /** The judgement that led here, in a line. */
  about?: string;
}

/** Picking a moment for something, on the timeline. */
export interface Picking {
  round: number;
  /** What it is for, in a few words. */
  title: string;
  /** What is attached already; read reactively. */
  attached(): readonly MomentId[];
  attach(moment: MomentId): void;
  /** Adds a note at a time by the round's clock and attaches it. Resolves with whether it was taken. */
  add(text: string, clock: number): Promise<boolean>;
}

export interface Replays {
  /** Where a link to the instant leads; undefined where it has no address. */
  href(target: ReplayTarget): string | undefined;
  open(target: ReplayTarget): void;
  /** Absent where nothing is picked. */
  pick?(picking: Picking): void;
}

/** `hasReplays` is false where nothing can be played back: what would be a link there is plain text. */
export const [replays, provideReplays, hasReplays] = createContext<Replays>();

/** Not in the fragment: secrets travel there. */
export const addressOf = (room: RoomId, { round, clock }: ReplayTarget): string =>
  `/r/${encodeURIComponent(room)}/report?t=${round}-${Math.round(clock)}`;

/** The instant that an address names; null for none. @param search `?t=1-724000` */
export function targetIn(search: string): ReplayTarget | null {
  const match = /^(\d{1,2})-(\d{1,9})$/.exec(new URLSearchParams(search).get('t') ?? '');
  return match ? { round: Number(match[1]), clock: Number(match[2]) } : null;
}
