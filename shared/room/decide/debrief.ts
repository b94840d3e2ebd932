/** Rules of the debrief: the promise, what one makes of a comment, and who else may read the report. */

import { commentsOn, receivedBy } from '../../rubric/comments.ts';
import type { Form } from '../../rubric/form.ts';
import { accept, refuse, type CommandContext, type CommandOf, type Decision } from '../commands.ts';
import { otherSeat, type Actor, type PeerId } from '../ids.ts';
import { isSameMark, memberOf } from '../queries.ts';
import type { Debrief, RoomState } from '../state.ts';
import { propose } from './proposals.ts';

export type DebriefCommand = CommandOf<'promise' | 'mark-comment' | 'share-report'>;

export function debriefed(state: Debrief, command: DebriefCommand, actor: PeerId, context: CommandContext): Decision {
  if (state.revealedAt === null) return refuse('wrong-phase', 'The forms are not open yet.');
  switch (command.type) {
    case 'promise':
      return promise(state, actor, command, context);
    case 'mark-comment':
      return markComment(state, actor, command, context);
    case 'share-report':
      return shareReport(state, actor, command.agreed);
  }
}

function promise(
  state: Debrief,
  actor: PeerId,
  { lesson, text }: CommandOf<'promise'>,
  { id, words }: CommandContext,
): Decision {
  const known = state.promises.find(({ by }) => by === actor);
  if (known?.lesson === lesson && words.get(known.words) === text) return accept();
  return accept(
    [{ type: 'promised', by: actor, lesson, words: id }],
    [{ words: id, author: actor, kind: 'promise', text }],
  );
}

/**
 * Whose comment it is to mark is settled before whether there is one: nobody learns of a round they took no part in.
 */
function markComment(
  state: Debrief,
  actor: PeerId,
  { round: number, about, mark, on }: CommandOf<'mark-comment'>,
  { words }: CommandContext,
): Decision {
  const round = state.rounds.find((each) => each.round === number);
  const seat = receivedBy(about);
  if (round?.seats[seat] !== actor) return refuse('wrong-seat', 'Only the person a comment is about can mark it.');
  const sealed = round.forms.find((form) => form.seat === otherSeat(seat));
  const text = sealed && words.get(sealed.words);
  if (text === undefined || !commentsOn(JSON.parse(text) as Form, about)) {
    return refuse('not-found', 'There is no such comment about you.');
  }
  const marked = { round: number, about, by: actor, mark };
  const known = state.marks.some((each) => isSameMark(each, marked));
  return accept(known === on ? [] : [{ type: 'comment-marked', ...marked, on }]);
}

/** Both let it be shared; either ends that at once. */
function shareReport(state: Debrief, actor: PeerId, agreed: boolean): Decision {
  if (state.shared) return accept(agreed ? [] : [{ type: 'report-shared', shared: false }]);
  if (state.peers.length < 2) return refuse('wrong-phase', 'A report is shared when both peers agree to it.');
  return propose(state, 'share-report', actor, agreed, () => accept([{ type: 'report-shared', shared: true }]));
}

/** The link itself is its secret, which the rules never see: what they know is that there is one. */
export function linkReport(state: RoomState, actor: Actor): Decision {
  if (!memberOf(state, actor)) return refuse('not-a-member', 'Only the two peers of a session share its report.');
  if (state.phase !== 'debrief' || !state.shared)
    return refuse('wrong-phase', 'A link to the report is made once both peers have agreed to share it.');
  return accept([{ type: 'report-linked' }]);
}
