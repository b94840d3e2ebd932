/** What the lobby says: why a session cannot begin yet, which minutes will not do, and how to be two people alone. */

import { LEVELS } from '../../shared/deck/card.ts';
import { otherPeer } from '../../shared/room/peers.ts';
import { PRESETS, type Plan } from '../../shared/room/plan.ts';
import type { RoomView } from '../../shared/room/roomview.ts';
import { parsed } from '../room/typed.ts';

/** In words; null when the begin button may be pressed. */
export function beginBlock({ peers, me }: Pick<RoomView, 'peers' | 'me'>): string | null {
  const other = otherPeer({ me, peers });
  if (!other) return 'Your peer is not here yet. Send them the invite.';
  if (new Set(peers.map((peer) => peer.seat)).size < 2) return 'Both seats must be taken.';
  if (!other.connected) return `${other.name} is away. Both of you must be here to begin.`;
  return null;
}

/** A plan as it is in the form. */
export type PlanDraft = Omit<Required<Plan>, 'minutes'> & { minutes: string };

/** What an earlier page left of a plan, as far as it fits. */
export function begunPlan(json: string, plan: PlanDraft): PlanDraft {
  const { preset, level, topics, minutes, rounds, familiar } = parsed(json);
  return {
    preset: PRESETS.find((each) => each === preset) ?? plan.preset,
    level: LEVELS.find((each) => each === level) ?? plan.level,
    topics: Array.isArray(topics) ? topics.filter((each) => typeof each === 'string') : plan.topics,
    minutes: typeof minutes === 'string' ? minutes : plan.minutes,
    rounds: rounds === 1 || rounds === 2 ? rounds : plan.rounds,
    familiar: typeof familiar === 'boolean' ? familiar : plan.familiar,
  };
}

/** Those of the others who have just come: present in `now` and not in `before`. */
export function arrivals(before: Pick<RoomView, 'peers'> | null, now: Pick<RoomView, 'peers' | 'me'>): string[] {
  if (!before) return [];
  const here = new Set(before.peers.filter((peer) => peer.connected).map((peer) => peer.peer));
  return now.peers
    .filter((peer) => peer.connected && peer.peer !== now.me.peer && !here.has(peer.peer))
    .map((peer) => peer.name);
}

/** Why these typed minutes will not do; undefined when they will. */
export function minutesFault(typed: string): string | undefined {
  const minutes = Number(typed);
  if (typed.trim() !== '' && Number.isInteger(minutes) && minutes >= 5 && minutes <= 120) return undefined;
  return 'Between 5 and 120.';
}

/** The same link under the other name of this machine: a different site to the browser, so a different person. */
export function otherNameOf(link: string): string | null {
  const url = new URL(link);
  if (url.hostname === 'localhost') url.hostname = '127.0.0.1';
  else if (url.hostname === '127.0.0.1') url.hostname = 'localhost';
  else return null;
  return url.href;
}
