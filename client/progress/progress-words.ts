/** Progress in words: what can be said, and what is still missing before it can. */

import type { Measure } from '../../shared/progress/growth.ts';
import type { LessonProgress } from '../../shared/progress/lessons.ts';
import type { PromiseLine } from '../../shared/progress/progress.ts';
import type { TopicProgress } from '../../shared/progress/topics.ts';
import { ENOUGH_DAYS, type Between, type Calibration } from '../../shared/rubric/calibration.ts';
import type { SoundProgress } from '../../shared/progress/sound.ts';
import { SOUND, type Kept } from '../../shared/rubric/form.ts';
import { SOUND_WORDS } from '../../shared/rubric/questions.ts';
import { spanText } from '../../shared/report/pictures/words.ts';

const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;

/** `2 to 3`, or `2` where both are the same. */
export const betweenText = ({ low, high }: Between, text: (value: number) => string = String): string =>
  low === high ? text(low) : `${text(low)} to ${text(high)}`;

/** Levels of a lesson, as ranges. */
export function lessonText({ days: count, lately, before }: LessonProgress): string {
  if (count === 0) return 'Not scored yet.';
  if (!lately) return 'Scored on one day. Its report has the score; this page starts with the second day.';
  const earlier = before ? `, and ${betweenText(before)} on the days before` : '';
  return `${betweenText(lately)} of 4 on the last ${days(Math.min(count, ENOUGH_DAYS))}${earlier}.`;
}

/** `+1`, `−0.5`, `0`. */
export function gapText(gap: number): string {
  const size = String(Math.round(Math.abs(gap) * 10) / 10);
  return gap > 0 ? `+${size}` : gap < 0 ? `−${size}` : '0';
}

const TENDENCIES = {
  higher: 'You score yourself higher than your peers do.',
  lower: 'You score yourself lower than your peers do.',
  none: 'No tendency either way.',
};

export function calibrationText({ days: count, range, median, tendency }: Calibration): string {
  const soFar = range ? ` So far the gap was ${betweenText(range, gapText)}.` : '';
  if (!median || !tendency) return `Too few to tell: ${count} of ${ENOUGH_DAYS} days.${soFar}`;
  return `${TENDENCIES[tendency]} Over ${days(count)} the median gap is ${betweenText(median, gapText)}.`;
}

export const dueText: Record<NonNullable<TopicProgress['due']>, string> = {
  'scored-low': 'a lesson of it was scored 1 or 2 last time',
  'long-ago': 'not asked for two weeks',
};

const KEPT_WORDS: Record<Kept, string> = {
  kept: 'Kept',
  partly: 'Partly kept',
  'not-kept': 'Not kept yet',
  'not-seen': 'Nothing called for it',
};

/** In how many rounds it was technically sound: "yes in 3 rounds, with gaps in 1". */
export function soundText(sound: SoundProgress): string {
  const said = SOUND.filter((which) => sound[which] > 0);
  return said
    .map(
      (which, i) => `${SOUND_WORDS[which]} in ${sound[which]}${i > 0 ? '' : sound[which] === 1 ? ' round' : ' rounds'}`,
    )
    .join(', ');
}

/** Whether a promise was kept. @param latest no other has been made since */
export function keptText({ brought }: PromiseLine, latest: boolean, dayText: (at: number) => string): string {
  if (!brought)
    return latest ? 'Goes with you into your next session' : 'Replaced by the next promise before another session';
  const day = dayText(brought.at);
  return brought.kept
    ? `${KEPT_WORDS[brought.kept]}, ${day}`
    : `Brought along on ${day}, and nobody said whether it was kept`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

export const MEASURE_WORDS: Record<Measure, { title: string; text: (value: number) => string }> = {
  early: { title: 'Hints before they were needed', text: percent },
  typed: { title: "Your edits in the candidate's sheets", text: percent },
  quiet: { title: 'Quiet before a hint', text: spanText },
  letStand: { title: 'Longest silence left uninterrupted', text: spanText },
  useful: { title: 'Comments marked useful', text: percent },
};
