/** What was typed into a form and not saved yet, kept in this browser: a reload while offline loses nothing. */

import { formSchema } from '../../shared/schemas.ts';
import type { PeerId, RoomId } from '../../shared/room/ids.ts';
import { forget, keep, kept } from '../ui/kept.ts';
import type { Draft } from './draft.ts';

export interface Keeper {
  /** What an earlier page left; null when all of it was saved. */
  load: () => Draft | null;
  /** Null when there is nothing left to keep. */
  store: (draft: Draft | null) => void;
}

export function unsavedIn(room: RoomId, peer: PeerId, round: number): Keeper {
  const key = `form/${room}/${peer}/${round}`;
  return {
    load: () => draftIn(kept(key)),
    store: (draft) => (draft === null ? forget(key) : keep(key, JSON.stringify(draft))),
  };
}

/** @param text as it was kept; what cannot be read counts as nothing */
export function draftIn(text: string | null): Draft | null {
  if (text === null) return null;
  try {
    const { form, base, rev } = JSON.parse(text) as Record<keyof Draft, unknown>;
    return typeof rev === 'number' ? { form: formSchema.parse(form), base: formSchema.parse(base), rev } : null;
  } catch {
    return null;
  }
}
