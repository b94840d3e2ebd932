/** The only way a room's state leaves the server: what one recipient may know, built from the seat held now. */

import type { Card } from '../deck/card.ts';
import { rapidFireOf } from '../deck/rapid.ts';
import type { Form } from '../rubric/form.ts';
import { elapsedAt, NEW_CLOCK } from './clock.ts';
import { FORMER_PEER, type CardVersion, type PeerId, type Seat, type WordsId } from './ids.ts';
import { momentsChanged, type Shown } from './kept.ts';
import { codeView } from './view-code.ts';
import { cardOf, momentsAfter, momentsFor } from './moments.ts';
import {
  cardFor,
  dueUntil,
  formLessons,
  formsMissing,
  isOpenTo,
  lastRound,
  memberOf,
  roundsOf,
  seatIn,
} from './queries.ts';
import type { AskView, FormView, MyForm, PeerView, PromiseText, RoomView } from './roomview.ts';
import type { ReportRound } from '../report/report.ts';
import type { Ask, Member, Moment, RoomState, Round } from './state.ts';

/** What a view needs beside the state: rows that the state refers to, and who is connected. */
export interface ViewContext {
  /** The server's clock, ms since the epoch. */
  now: number;
  connected: ReadonlySet<PeerId>;
  names: ReadonlyMap<PeerId, string>;
  words: ReadonlyMap<WordsId, string>;
  cards: ReadonlyMap<CardVersion, Card>;
  drafts: readonly { peer: PeerId; round: number; rev: number; form: Form }[];
  /** What each peer promised last in another room. */
  promises: ReadonlyMap<PeerId, PromiseText>;
}

export const nameOf = (names: ReadonlyMap<PeerId, string>, peer: PeerId): string => names.get(peer) ?? FORMER_PEER;

/** How many of this recipient's own views there have been: a saved draft is one as well. */
export const viewSeq = (state: RoomState, peer: PeerId, drafts: ViewContext['drafts']): number =>
  (state.views[peer] ?? 0) + drafts.filter((draft) => draft.peer === peer).reduce((sum, { rev }) => sum + rev, 0);

/** @param peer a peer or an observer; @param before an earlier view of theirs: only changes what this one costs */
export function viewFor(state: RoomState, peer: PeerId, context: ViewContext, before?: Shown): RoomView {
  const member = memberOf(state, peer);
  const { asks, moments } = listsFor(state, peer, context, before);
  const last = lastRound(state);
  return {
    room: state.room,
    seq: viewSeq(state, peer, context.drafts),
    phase: state.phase,
    me: { peer, name: nameOf(context.names, peer), seat: member?.seat ?? 'observer' },
    peers: state.peers.map((each) => peerView(each, context, member !== undefined && state.phase === 'lobby')),
    observers: state.observers.map((each) => ({
      peer: each.peer,
      name: nameOf(context.names, each.peer),
      connected: each.awaySince === null,
    })),
    observersAllowed: state.observersAllowed,
    ...(member && { steers: state.steers.includes(peer) }),
    ...(member && returningTo(state, peer, context)),
    plan: state.plan,
    clock: clockView(state, last, context.now),
    proposals: member ? [...state.proposals] : [],
    ...(last && { round: { ...roundView(last), ...(member && broughtTo(last, peer, context.words)) } }),
    asks,
    ...currentAsk(state, asks, member?.seat, context),
    moments,
    forms: roundsOf(state).flatMap((round) => formViews(state, round, peer, context)),
    ...(member && myForm(state, peer, context)),
    ...debriefView(state, peer, context),
  };
}

function returningTo(state: RoomState, reader: PeerId, { names }: ViewContext): Pick<RoomView, 'returning'> {
  const { returning } = state;
  if (!returning || returning.agreed || returning.as === reader) return {};
  return { returning: { peer: returning.peer, name: nameOf(names, returning.peer), as: returning.as } };
}

/** What grows with the session. Of another recipient's view nothing is taken over. */
function listsFor(state: RoomState, peer: PeerId, context: ViewContext, before?: Shown) {
  const changed = before?.view.me.peer === peer ? momentsChanged(before.state, state) : null;
  if (!before || !changed) {
    const moments = roundsOf(state).flatMap((round) => momentsFor(state, round, peer, context));
    return { asks: askViews(state, peer, context), moments };
  }
  const given = [...changed.removed, ...changed.added].some(isGiven);
  return {
    asks: given ? askViews(state, peer, context) : before.view.asks,
    moments: momentsAfter(before.view.moments ?? [], state, changed, peer, context),
  };
}

function askViews(state: RoomState, peer: PeerId, context: ViewContext): AskView[] {
  const seat = memberOf(state, peer)?.seat;
  return roundsOf(state).flatMap((round) => {
    const given = round.moments.filter(isGiven);
    const openTo = isOpenTo(state, round, peer);
    return round.asks.map((ask) => ({
      ...askView(round, given, ask, seat, openTo, context),
      card: cardFor(state, round, ask, peer),
    }));
  });
}

function peerView(each: Member, { names, promises }: ViewContext, withPromise: boolean): PeerView {
  const promise = withPromise ? promises.get(each.peer) : undefined;
  return {
    peer: each.peer,
    name: nameOf(names, each.peer),
    seat: each.seat,
    connected: each.awaySince === null,
    ...(each.awaySince !== null && { awaySince: each.awaySince }),
    ...(promise && { promise }),
  };
}

function clockView(state: RoomState, round: Round | undefined, now: number): RoomView['clock'] {
  const clock = round?.clock ?? NEW_CLOCK;
  return {
    elapsedMs: elapsedAt(clock, now),
    totalMs: state.plan.minutes * 60_000,
    running: clock.since !== null,
    ...(clock.away !== undefined && { awayMs: clock.away }),
    sentAt: now,
  };
}

const roundView = ({ round, seats, runsLocked }: Round) => ({ round, ...seats, runsLocked });

/** It is between the two who interview each other. */
const broughtTo = (round: Round, reader: PeerId, words: ViewContext['words']): { promise?: PromiseText } =>
  seatIn(round, reader) === null ? {} : promiseBrought(round, words);

/** Words that were erased are no promise any more. */
function promiseBrought({ promise }: Round, words: ViewContext['words']): { promise?: PromiseText } {
  const text = promise ? words.get(promise.words) : undefined;
  return promise && text !== undefined ? { promise: { lesson: promise.lesson, text } } : {};
}

/** Whether it was kept is the interviewer's to say; @param round is open to the reader */
export function promiseKept(round: Round, words: ViewContext['words']): Pick<ReportRound, 'promise'> {
  const { promise } = promiseBrought(round, words);
  const sealed = round.forms.find(({ seat }) => seat === 'interviewer');
  const kept = sealed && parsedForm(words, sealed.words).kept;
  return promise ? { promise: { ...promise, ...(kept && { kept }) } } : {};
}

type Given = Extract<Moment, { kind: 'hint' | 'fact' | 'question' }>;

const isGiven = (moment: Moment): moment is Given =>
  moment.kind === 'hint' || moment.kind === 'fact' || moment.kind === 'question';

/** Spoken hints are the interviewer's own knowledge. @param given of any ask of the round */
function askView(
  round: Round,
  given: readonly Given[],
  ask: Ask,
  seat: Seat | undefined,
  openTo: boolean,
  context: ViewContext,
): Omit<AskView, 'card'> {
  const { cards } = context;
  const card = cardOf(cards, ask);
  const about = given.filter((moment) => moment.ask === ask.ask);
  const asker = seat === 'interviewer' && round.endedAt === null;
  return {
    ask: ask.ask,
    sheet: ask.sheet,
    round: round.round,
    frozen: round.endedAt !== null,
    at: ask.at,
    title: card.title,
    kind: card.kind,
    minutes: ask.minutes,
    frame: ask.frame,
    ...(card.start && { starts: true }),
    ...promptView(about, ask, card, asker || openTo),
    hintsGiven: about.flatMap((moment) =>
      moment.kind === 'hint' && (asker || moment.how === 'sent')
        ? [{ rung: moment.rung, text: card.guide.hints[moment.rung] ?? '', how: moment.how, at: moment.at }]
        : [],
    ),
    facts: about.flatMap((moment) =>
      moment.kind === 'fact' ? [{ fact: moment.fact, text: card.guide.facts[moment.fact] ?? '', at: moment.at }] : [],
    ),
    ...codeView(round, ask, asker, context),
  };
}

/** @param whole whether the reader may know questions that were not asked yet */
function promptView(
  about: readonly Given[],
  ask: Ask,
  card: Card,
  whole: boolean,
): Pick<AskView, 'prompt' | 'questions'> {
  const rapid = rapidFireOf(card);
  if (!rapid) return { prompt: card.prompt };
  const { questions, intro } = rapid;
  const indices = about.flatMap((each) => (each.kind === 'question' ? each.index : []));
  const asked = indices.sort((a, b) => a - b).map((index) => ({ index, text: questions[index] ?? '' }));
  const now = ask.question && { now: ask.question };
  return { prompt: whole ? card.prompt : intro, questions: { of: questions.length, asked, ...now } };
}

function currentAsk(
  state: RoomState,
  asks: AskView[],
  seat: Seat | undefined,
  { cards }: ViewContext,
): Pick<RoomView, 'ask' | 'guide'> {
  const current = state.phase === 'round' ? state.round.asks.at(-1) : undefined;
  if (!current) return {};
  const ask = asks.find((each) => each.ask === current.ask);
  return { ...(ask && { ask }), ...(seat === 'interviewer' && { guide: cardOf(cards, current).guide }) };
}

function formViews(state: RoomState, round: Round, reader: PeerId, { words }: ViewContext): FormView[] {
  const open = isOpenTo(state, round, reader);
  const sealed = round.forms.map(({ by, seat, words: id, withdrawn }) => ({
    round: round.round,
    by,
    seat,
    in: true,
    ...(withdrawn && { withdrawn }),
    ...(open && words.has(id) && { form: parsedForm(words, id) }),
  }));
  const missing = formsMissing(state, round).map((by) => ({
    round: round.round,
    by,
    seat: seatIn(round, by) ?? 'candidate',
    in: false,
  }));
  return [...sealed, ...missing];
}

export const parsedForm = (words: ReadonlyMap<WordsId, string>, id: WordsId): Form =>
  JSON.parse(words.get(id) ?? '{"round":0,"scores":[]}') as Form;

/** The last round's form, once that round has ended with a card asked. */
function myForm(state: RoomState, peer: PeerId, { drafts, words }: ViewContext): { myForm: MyForm } | undefined {
  const round = lastRound(state);
  if (!round || round.endedAt === null || round.asks.length === 0 || seatIn(round, peer) === null) return undefined;
  const sealed = round.forms.find((form) => form.by === peer);
  const draft = drafts.find((each) => each.peer === peer && each.round === round.round);
  return {
    myForm: {
      lessons: formLessons(round),
      form: sealed ? parsedForm(words, sealed.words) : (draft?.form ?? { round: round.round, scores: [] }),
      rev: draft?.rev ?? 0,
      sealed: sealed !== undefined,
    },
  };
}

function debriefView(state: RoomState, reader: PeerId, { words }: ViewContext): Pick<RoomView, 'debrief'> {
  if (state.phase !== 'debrief') return {};
  const isPeer = memberOf(state, reader) !== undefined;
  const open = state.rounds.filter((round) => isOpenTo(state, round, reader)).map(({ round }) => round);
  return {
    debrief: {
      revealedAt: state.revealedAt,
      dueUntil: dueUntil(state.finishedAt),
      promises: isPeer
        ? state.promises.map(({ by, lesson, words: id }) => ({ by, lesson, text: words.get(id) ?? '' }))
        : [],
      marks: state.marks.filter(({ round }) => open.includes(round)),
      shared: isPeer && state.shared,
      ...(isPeer && state.link && { link: state.link }),
      ...(isPeer && state.next !== null && { next: state.next }),
    },
  };
}
