/** Topics that a peer has practised as the candidate, and those that are due again. */

import type { Practised, RoundPractised, SessionPractised } from './session.ts';

/** A topic not asked for so long is due again, in ms: as long as for the draw of cards. */
export const TOPIC_DUE_MS = 14 * 24 * 3_600_000;
/** A lesson scored so or lower makes the topics of the cards that asked for it due. */
const LOW_LEVEL = 2;

export interface TopicProgress {
  topic: string;
  /** In how many sessions it was asked. */
  times: number;
  /** The latest session with it, ms since the epoch. */
  at: number;
  /** Why it is due again; absent where it is not. */
  due?: 'long-ago' | 'scored-low';
}

/** What is due first, then by the time since they were asked. */
export function topicsProgress(sessions: readonly SessionPractised[], now: number): TopicProgress[] {
  const topics = new Map<string, TopicProgress>();
  for (const { at, rounds } of [...sessions].sort((a, b) => a.at - b.at)) {
    for (const [topic, low] of topicsIn(rounds)) {
      const times = (topics.get(topic)?.times ?? 0) + 1;
      const due = low ? 'scored-low' : now - at >= TOPIC_DUE_MS ? 'long-ago' : undefined;
      topics.set(topic, { topic, times, at, ...(due && { due }) });
    }
  }
  return [...topics.values()].sort(
    (a, b) => Number(b.due !== undefined) - Number(a.due !== undefined) || a.at - b.at || (a.topic < b.topic ? -1 : 1),
  );
}

/** The topics of one session, each with whether a lesson of its cards was scored low there. */
function topicsIn(rounds: readonly RoundPractised[]): Map<string, boolean> {
  const topics = new Map<string, boolean>();
  for (const { cards, peer } of rounds.filter(({ seat }) => seat === 'candidate')) {
    const isLow = ({ lessons }: Practised) => lessons.some((lesson) => (peer[lesson] ?? LOW_LEVEL + 1) <= LOW_LEVEL);
    for (const card of cards) {
      for (const topic of card.topics) topics.set(topic, topics.get(topic) === true || isLow(card));
    }
  }
  return topics;
}
