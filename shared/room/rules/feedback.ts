/** Rules of forms, and of what follows a round: the swap and the end. */

import { missingIn, type AlsoAsked, type Form, type Missing } from '../../rubric/form.ts';
import { accept, refuse, type Decision } from '../commands.ts';
import type { EventBody } from '../events.ts';
import type { PeerId, WordsId } from '../ids.ts';
import { leftAlone } from '../peers.ts';
import { citable, formLessons, inSeat, lastRound, roundDue, seatIn } from '../queries.ts';
import { evolve } from '../evolve.ts';
import type { InFeedback, InRound, RoomState, Round } from '../state.ts';
import { allIn } from './membership.ts';
import { propose } from './proposals.ts';
import type { Beginning, CommandIn } from './rule.ts';
import { startRound } from './start.ts';

/** Whether a draft may be kept; keeping it is no event. */
export function saveDraft({ state, command: { form }, actor, now }: CommandIn<'save-draft'>): Decision {
  const round = roundDue(state, actor, now);
  return round ? (unfit(round, actor, form) ?? accept()) : noFormDue(state);
}

export function submitForm({ state, command, actor, now, id, words }: CommandIn<'submit-form'>): Decision {
  const { form } = command;
  const round = roundDue(state, actor, now);
  if (!round) return noFormDue(state);
  const also = alsoAsked(round, actor, words);
  const missing = missingIn(form, formLessons(round), also);
  const wrong = unfit(round, actor, form) ?? (missing[0] ? refuse('malformed', notWhole(missing[0])) : undefined);
  if (wrong) return wrong;
  const submitted: EventBody = { type: 'form-submitted', round: round.round, by: actor, words: id };
  const after = evolve(state, { ...submitted, at: now, actor });
  const opens = after.phase === 'debrief' && allIn(after);
  return accept(opens ? [submitted, { type: 'revealed' }] : [submitted], [
    { words: id, author: actor, kind: 'form', text: JSON.stringify(fitting(form, also)) },
  ]);
}

function noFormDue(state: RoomState): Decision {
  const mayCome = state.phase === 'lobby' || state.phase === 'round';
  return refuse(
    'wrong-phase',
    mayCome ? 'Forms are filled in once the round has ended.' : 'No form of yours is due here.',
  );
}

/** What the form must hold besides lessons: nothing of a promise whose words were erased. */
function alsoAsked({ seats, promise }: Round, actor: PeerId, words: ReadonlyMap<WordsId, string>): AlsoAsked {
  const answers = seats.candidate === actor;
  return { answers, kept: !answers && promise !== null && words.has(promise.words) };
}

/** The promise may have been erased since the answer to it was drafted. */
function fitting({ kept, ...form }: Form, also: AlsoAsked): Form {
  return also.kept ? { ...form, kept } : form;
}

function unfit(round: Round, actor: PeerId, form: Form): Decision | undefined {
  if (form.round !== round.round)
    return refuse('malformed', `The form that is due is the one of round ${round.round}.`);
  const asCandidate = seatIn(round, actor) === 'candidate';
  if (form.answers && !asCandidate)
    return refuse('malformed', 'Only the candidate answers the questions about the interviewer.');
  if (form.kept && asCandidate) return refuse('malformed', 'Only the interviewer says whether the promise was kept.');
  if (form.sound && asCandidate)
    return refuse('malformed', 'Only the interviewer says whether it was technically sound.');
  const known = citable(round, actor);
  const stranger = form.scores.flatMap(({ moments }) => moments).find((moment) => !known.has(moment));
  return stranger === undefined
    ? undefined
    : refuse('malformed', `The form cites a moment you could not see: ${stranger}.`);
}

function notWhole({ lesson, question, what }: Missing): string {
  switch (what) {
    case 'observed':
      return 'The form needs at least one level that is not "not observed".';
    case 'kept':
      return 'The form lacks whether the promise was kept, or that nothing asked for it.';
    case 'answer':
      return `The form lacks an answer to "${question}".`;
    case 'score':
      return `The form lacks a level, or "not observed", for ${lesson}.`;
    case 'moment':
      return `The form lacks a moment for ${lesson}: choose one that shows the level.`;
    case 'instead':
      return `The form lacks "do this instead" for ${lesson}: a level below 4 needs one sentence.`;
  }
}

export function swap(given: CommandIn<'swap', InFeedback> & Beginning): Decision {
  const { state, command } = given;
  if (state.round.round >= state.plan.rounds) return refuse('wrong-phase', 'That was the last planned round.');
  if (command.agreed && !allIn(state)) return refuse('wrong-phase', 'Seats are swapped when both forms are in.');
  if (command.agreed && state.peers.length < 2) return refuse('wrong-phase', 'Both seats must be taken to swap.');
  const next = inSeat(state, 'interviewer')?.peer;
  return propose(given, () => startRound(state.round.round + 1, next, given, [{ type: 'seats-exchanged' }]));
}

export function finish(given: CommandIn<'finish', InRound | InFeedback>): Decision {
  const { state, command, actor, now } = given;
  if (command.agreed && leftAlone({ me: { peer: actor }, peers: state.peers }, now))
    return accept(ending(state, true, now));
  return propose(given, () => accept(ending(state, false, now)));
}

/** With every form in, the end opens them; if one is missing, it has 72 hours. */
function ending(state: InRound | InFeedback, alone: boolean, now: number): EventBody[] {
  const events: EventBody[] = [
    ...(state.phase === 'round' ? [{ type: 'round-ended' } as const] : []),
    { type: 'finished', alone },
  ];
  const after = events.reduce<RoomState>((each, one) => evolve(each, { ...one, at: now, actor: 'system' }), state);
  return allIn(after) ? [...events, { type: 'revealed' }] : events;
}

/** The round that a note or a pin made now belongs to: the current one, or the one whose form is being filled. */
export function roundForMoments(state: RoomState, actor: PeerId, now: number): Round | undefined {
  if (state.phase === 'round') return state.round;
  if (state.phase === 'feedback') return seatIn(state.round, actor) === null ? undefined : state.round;
  const due = roundDue(state, actor, now);
  return due === lastRound(state) ? due : undefined;
}
