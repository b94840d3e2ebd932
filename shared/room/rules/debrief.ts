/** Rules of the debrief: the promise, the marks on comments, who else may read the report, and the next room. */

import { commentsOn, receivedBy } from '../../rubric/comments.ts';
import type { Form } from '../../rubric/form.ts';
import { accept, refuse, type Decision } from '../commands.ts';
import { otherSeat } from '../ids.ts';
import { isSameMark } from '../queries.ts';
import type { Debrief } from '../state.ts';
import { propose } from './proposals.ts';
import type { CommandIn } from './rule.ts';

export function promise({ state, command, actor, id, words }: CommandIn<'promise', Debrief>): Decision {
  const { lesson, text } = command;
  const known = state.promises.find(({ by }) => by === actor);
  if (known?.lesson === lesson && words.get(known.words) === text) return accept();
  return accept(
    [{ type: 'promised', by: actor, lesson, words: id }],
    [{ words: id, author: actor, kind: 'promise', text }],
  );
}

/** Whether the comment is theirs to mark is settled first: nobody learns of a round they took no part in. */
export function markComment({ state, command, actor, words }: CommandIn<'mark-comment', Debrief>): Decision {
  const { round: number, about, mark, on } = command;
  const round = state.rounds.find((each) => each.round === number);
  const seat = receivedBy(about);
  if (round?.seats[seat] !== actor) return refuse('wrong-seat', 'Only the person a comment is about can mark it.');
  const sealed = round.forms.find((form) => form.seat === otherSeat(seat));
  const text = sealed && words.get(sealed.words);
  if (text === undefined || !commentsOn(JSON.parse(text) as Form, about)) {
    return refuse('not-found', 'There is no such comment on you.');
  }
  const marked = { round: number, about, by: actor, mark };
  const known = state.marks.some((each) => isSameMark(each, marked));
  return accept(known === on ? [] : [{ type: 'comment-marked', ...marked, on }]);
}

/** Both must agree to share it; either ends that at once. */
export function shareReport(given: CommandIn<'share-report', Debrief>): Decision {
  const { state, command } = given;
  if (state.shared) return accept(command.agreed ? [] : [{ type: 'report-shared', shared: false }]);
  if (state.peers.length < 2) return refuse('wrong-phase', 'A report is shared when both peers agree to it.');
  return propose(given, () => accept([{ type: 'report-shared', shared: true }]));
}

/** The rules never see the link's secret: they only know that there is a link. */
export const linkReport = ({ state }: CommandIn<'link-report', Debrief>): Decision =>
  state.shared
    ? accept([{ type: 'report-linked' }])
    : refuse('wrong-phase', 'A link to the report is made once both peers have agreed to share it.');

export const goOn = ({ state, command: { next } }: CommandIn<'continue', Debrief>): Decision =>
  state.next === null ? accept([{ type: 'continued', next }]) : refuse('stale', 'The next room is open already.');
