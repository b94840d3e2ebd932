/** How often what a peer said was technically sound: a single day tells nothing. */

import { daysOf } from '../rubric/calibration.ts';
import type { Sound } from '../rubric/form.ts';
import type { SessionPractised } from './session.ts';

export type SoundProgress = Record<Sound, number>;

/** In how many rounds each was said of the candidate whose progress it is; null below two days. */
export function soundProgress(sessions: readonly SessionPractised[]): SoundProgress | null {
  const said = sessions.flatMap(({ at, rounds }) => rounds.flatMap(({ sound }) => (sound ? [{ at, sound }] : [])));
  if (daysOf(said).length < 2) return null;
  const count = (which: Sound) => said.filter(({ sound }) => sound === which).length;
  return { yes: count('yes'), gaps: count('gaps'), no: count('no') };
}
