/** What a report needs so that its reader can mark comments. Without it the report shows the marks it holds. */

import type { PeerId } from '../../shared/room/ids.ts';
import type { RoomView } from '../../shared/room/roomview.ts';
import type { About, CommentMark } from '../../shared/rubric/comments.ts';

export interface Marking {
  /** Who reads. */
  me: PeerId;
  /** Of all rounds, as they are now. */
  marks: NonNullable<RoomView['debrief']>['marks'];
  set(comment: { round: number; about: About; mark: CommentMark; on: boolean }): void;
}
