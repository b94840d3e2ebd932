/** Rules of the moments that peers write for themselves: notes and pins. */

import { elapsedAt } from '../clock.ts';
import { accept, refuse, type Decision } from '../commands.ts';
import { askIn } from '../queries.ts';
import { pinWords } from '../moments.ts';
import type { Moment, Round } from '../state.ts';
import { FULL_OF_MOMENTS, isFullOfMoments, NOT_ASKED } from './asks.ts';
import { roundForMoments } from './feedback.ts';
import type { CommandIn } from './rule.ts';

export const note = (given: CommandIn<'note'>): Decision =>
  inRound(given, (round) => {
    const { command, actor: author, id } = given;
    return accept(
      [{ type: 'noted', ...momentOf(round, given), words: id }],
      [{ words: id, author, kind: 'note', text: command.text }],
    );
  });

export const pin = (given: CommandIn<'pin'>): Decision =>
  inRound(given, (round) => {
    const { command, actor: author, id } = given;
    const { ask, from, to, quote, lesson, text = '' } = command;
    if (!askIn(round, ask)) return NOT_ASKED;
    return accept(
      [{ type: 'pinned', ...momentOf(round, given), ask, from, to, ...(lesson && { lesson }), words: id }],
      [{ words: id, author, kind: 'pin', text: JSON.stringify({ quote, text }) }],
    );
  });

/** The words of a note, or those beside the quote of a pin, are replaced. */
export const editNote = (given: CommandIn<'edit-note'>): Decision =>
  onOwn(given, (own) => {
    const { text } = given.command;
    const author = given.actor;
    const edited = [{ type: 'note-edited', moment: own.moment } as const];
    if (own.kind === 'note') {
      if (text === '') return refuse('malformed', 'A note needs words. Remove it if you do not want it.');
      return accept(edited, [{ words: own.words, author, kind: 'note', text }]);
    }
    const { quote } = pinWords(given.words, own.words);
    return accept(edited, [{ words: own.words, author, kind: 'pin', text: JSON.stringify({ quote, text }) }]);
  });

/** Its words are emptied with it. */
export const removeNote = (given: CommandIn<'remove-note'>): Decision =>
  onOwn(given, ({ moment, kind, words }) =>
    accept([{ type: 'note-removed', moment }], [{ words, author: given.actor, kind, text: '' }]),
  );

type Written = Extract<Moment, { kind: 'note' | 'pin' }>;

/** Until the author's form is sealed: it cites notes as they are. */
function onOwn(given: CommandIn<'edit-note' | 'remove-note'>, decide: (own: Written) => Decision): Decision {
  const { state, command, actor, now } = given;
  const round = roundForMoments(state, actor, now);
  const own = round?.moments.find(({ moment, by }) => moment === command.moment && by === actor);
  if (own?.kind !== 'note' && own?.kind !== 'pin') return refuse('not-found', 'You have no such note in this round.');
  if (round?.forms.some(({ by }) => by === actor)) {
    return refuse('wrong-phase', 'Your form is sealed, and the notes that it can cite stay as they are.');
  }
  return decide(own);
}

function inRound({ state, actor, now }: CommandIn<'note' | 'pin'>, decide: (round: Round) => Decision): Decision {
  const round = roundForMoments(state, actor, now);
  if (!round) return refuse('wrong-phase', 'Notes and pins belong to a round, or to the form that follows it.');
  return isFullOfMoments(round, actor) ? FULL_OF_MOMENTS : decide(round);
}

/** Its time on the round's clock is the one the author names, but never later than the clock has run. */
const momentOf = (round: Round, { command: { at = Infinity }, id, now }: CommandIn<'note' | 'pin'>) => ({
  moment: id,
  clockAt: Math.min(at, elapsedAt(round.clock, now)),
  late: round.endedAt !== null,
});
