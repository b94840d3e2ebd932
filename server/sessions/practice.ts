/** What a candidate has practised, as far as it may steer the cards that they are asked in this room. */

import type { Practice } from '../../shared/deck/need.ts';
import { inSeat } from '../../shared/room/queries.ts';
import type { PeerId } from '../../shared/room/ids.ts';
import type { RoomState, Round } from '../../shared/room/state.ts';
import { parsedForm } from '../../shared/room/view.ts';
import type { Form } from '../../shared/rubric/form.ts';
import type { Lesson } from '../../shared/rubric/lessons.ts';
import type { Deck } from '../deck/read.ts';
import type { CardHistory, Store } from '../store/store.ts';
import { readRecord, type RoomRecord } from './room-record.ts';

/** How many of the candidate's latest sessions are looked at, and how many forms out of them count. */
const SESSIONS = 8;
const FORMS = 3;

export interface PracticeDeps {
  store: Store;
  deck: () => Deck;
}

/** @param history everything the candidate has had to do with cards */
export async function practiceOf(
  { store, deck }: PracticeDeps,
  state: RoomState,
  candidate: PeerId,
  history: readonly CardHistory[],
): Promise<Practice> {
  const promised = (await store.lastPromises([candidate], state.room)).get(candidate)?.lesson;
  const asked = new Map<Lesson, number>();
  for (const { card, how, at } of history) {
    for (const lesson of how === 'asked' ? (deck().cards.get(card)?.lessons ?? []) : []) {
      asked.set(lesson, Math.max(at, asked.get(lesson) ?? 0));
    }
  }
  const forms = await lastForms(store, state, candidate);
  return { levels: latestLevels(forms), asked, ...(promised && { promised }) };
}

/** Sealed forms about the candidate, latest first: this room's interviewer's, or with the candidate's consent all. */
async function lastForms(store: Store, state: RoomState, candidate: PeerId): Promise<Form[]> {
  const by = state.steers.includes(candidate) ? null : inSeat(state, 'interviewer')?.peer;
  const forms: Form[] = [];
  for (const { room } of (await store.roomsOf(candidate)).slice(0, SESSIONS)) {
    if (forms.length >= FORMS) break;
    const other = room === state.room ? null : await readRecord(store, room);
    if (other) forms.push(...revealedForms(other, candidate, by));
  }
  return forms.slice(0, FORMS);
}

/** @param by the interviewer whose forms count; null for any */
function revealedForms({ state, words }: RoomRecord, candidate: PeerId, by: PeerId | null | undefined): Form[] {
  if (state.phase !== 'debrief' || state.revealedAt === null) return [];
  const counts = ({ seats }: Round) => seats.candidate === candidate && (by === null || seats.interviewer === by);
  return [...state.rounds].reverse().flatMap((round) => {
    const form = counts(round)
      ? round.forms.find(({ seat, withdrawn }) => seat === 'interviewer' && !withdrawn)
      : undefined;
    return form ? [parsedForm(words, form.words)] : [];
  });
}

function latestLevels(forms: readonly Form[]): Map<Lesson, number> {
  const levels = new Map<Lesson, number>();
  for (const { lesson, level } of forms.flatMap(({ scores }) => scores)) {
    if (level !== null && !levels.has(lesson)) levels.set(lesson, level);
  }
  return levels;
}
