/** What a view says of the round that just ended. */

import type { RoomView } from '../../shared/room/roomview.ts';

/** Whether a form of the round that just ended is still to come. */
export const formsAwaited = (view: RoomView): boolean =>
  view.phase === 'feedback' && view.forms.some((form) => form.round === view.round?.round && !form.in);
