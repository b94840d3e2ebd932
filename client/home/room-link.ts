/** Where a room of the list leads, and in which words. */

import type { RoomSummary } from '../../shared/api.ts';

type Where = Pick<RoomSummary, 'room' | 'phase' | 'revealed' | 'formDueUntil'>;

export function roomLink({ room, phase, revealed, formDueUntil }: Where): { href: string; says: string } {
  const href = `/r/${room}`;
  if (revealed) return { href: `${href}/report`, says: 'Read the report' };
  if (formDueUntil !== null) return { href, says: 'Write it now' };
  switch (phase) {
    case 'lobby':
      return { href, says: 'Waiting in the lobby' };
    case 'round':
      return { href, says: 'A round is in progress: go back in' };
    case 'feedback':
      return { href, says: 'Feedback is being written' };
    case 'debrief':
      return { href, says: 'Finished; the forms open when the last one is in' };
  }
}
