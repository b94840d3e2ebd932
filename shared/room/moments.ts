/** Moments with their words, as far as a reader may see them. */

import type { Card } from '../deck/card.ts';
import { rapidFireOf } from '../deck/rapid.ts';
import type { CardVersion, MomentId, PeerId, WordsId } from './ids.ts';
import type { MomentsChanged } from './kept.ts';
import { isObserver, roundsOf, seatIn, seenBy } from './queries.ts';
import type { MomentView, MomentViewBase } from './roomview.ts';
import type { Ask, Moment, RoomState, Round } from './state.ts';

export interface Sources {
  words: ReadonlyMap<WordsId, string>;
  cards: ReadonlyMap<CardVersion, Card>;
}

/**
 * By the round's clock, and of one time by their place in the history: while it stands, many have the same. Peers
 * see their own, what they were shown and what everybody sees; after the reveal all of the rounds they took part in.
 * Observers see what everybody sees.
 */
export function momentsFor(state: RoomState, round: Round, reader: PeerId, sources: Sources): MomentView[] {
  const watches = isObserver(state, reader);
  if (!watches && seatIn(round, reader) === null) return [];
  const asks = watches ? [] : round.asks.map((ask) => ({ place: ask.place, views: [askMoment(round, ask, sources)] }));
  const moments = round.moments
    .filter(seenBy(state, round, reader))
    .map((moment) => ({ place: moment.place, views: momentView(round, moment, sources) }));
  return [...asks, ...moments]
    .sort((a, b) => a.place - b.place)
    .flatMap(({ views }) => views)
    .sort((a, b) => a.at - b.at);
}

/** The same list after moments have gone or come; those that came are the last in the history. */
export function momentsAfter(
  before: readonly MomentView[],
  state: RoomState,
  { round, removed, added }: MomentsChanged,
  reader: PeerId,
  sources: Sources,
): MomentView[] {
  const after = [...before];
  for (const gone of removed) {
    const at = after.findLastIndex(({ moment }) => moment === gone.moment);
    if (at >= 0) after.splice(at, 1);
  }
  const seen = added.filter(seenBy(state, round, reader));
  for (const view of seen.flatMap((moment) => momentView(round, moment, sources))) {
    after.splice(after.findLastIndex(({ at }) => at <= view.at) + 1, 0, view);
  }
  return after;
}

/** What a peer added to a round, by its clock, whether or not they still have a seat in it. */
export const ownMoments = (round: Round, by: PeerId, sources: Sources): MomentView[] =>
  round.moments
    .filter((moment) => moment.by === by)
    .flatMap((moment) => momentView(round, moment, sources))
    .sort((a, b) => a.at - b.at);

function askMoment(round: Round, ask: Ask, { cards }: Sources): MomentView {
  const by = round.seats.interviewer ?? '';
  const title = cardOf(cards, ask).title;
  return { moment: ask.ask, round: round.round, by, at: ask.clockAt, late: false, kind: 'ask', ask: ask.ask, title };
}

function momentView(round: Round, moment: Moment, { words, cards }: Sources): MomentView[] {
  const base = { moment: moment.moment, round: round.round, by: moment.by, at: moment.at, late: moment.late };
  if (moment.kind === 'note') {
    return [{ ...base, kind: 'note', text: words.get(moment.words) ?? '', ...(moment.edited && { edited: true }) }];
  }
  const ask = round.asks.find((each) => each.ask === moment.ask);
  if (!ask) return [];
  const { guide } = cardOf(cards, ask);
  switch (moment.kind) {
    case 'beat': {
      const beat = guide.listenFor[moment.beat];
      return beat ? [{ ...base, kind: 'beat', ask: ask.ask, beat: moment.beat, ...beat }] : [];
    }
    case 'hint': {
      const { rung, how } = moment;
      return [{ ...base, kind: 'hint', ask: ask.ask, rung, how, text: guide.hints[rung] ?? '' }];
    }
    case 'fact':
      return [{ ...base, kind: 'fact', ask: ask.ask, fact: moment.fact, text: guide.facts[moment.fact] ?? '' }];
    case 'question': {
      const text = rapidFireOf(cardOf(cards, ask))?.questions[moment.index] ?? '';
      return [{ ...base, kind: 'question', ask: ask.ask, index: moment.index, text }];
    }
    case 'follow-up':
    case 'red-flag': {
      const { kind, index } = moment;
      const text = (kind === 'follow-up' ? guide.followUps : guide.redFlags)[index] ?? '';
      return [{ ...base, kind, ask: ask.ask, index, text }];
    }
    case 'answer': {
      const { index, verdict } = moment;
      const text = rapidFireOf(cardOf(cards, ask))?.questions[index] ?? '';
      return [{ ...base, kind: 'answer', ask: ask.ask, index, verdict, text }];
    }
    case 'pin': {
      const { from, to, lesson } = moment;
      const edited = moment.edited && { edited: true as const };
      const said = pinWords(words, moment.words);
      return [{ ...base, kind: 'pin', ask: ask.ask, from, to, ...said, ...(lesson && { lesson }), ...edited }];
    }
    default:
      return [{ ...base, ...codeMoment(moment, words) }];
  }
}

/** What a pin's words hold; empty where they were erased. */
export const pinWords = (words: ReadonlyMap<WordsId, string>, id: WordsId): { quote: string; text: string } =>
  JSON.parse(words.get(id) ?? '{"quote":"","text":""}') as { quote: string; text: string };

type CodeMoment = Extract<Moment, { kind: 'run' | 'check' | 'trace-committed' | 'trace' | 'mark' }>;
type CodeMomentView = Extract<MomentView, { kind: CodeMoment['kind'] }>;

/** Long parts stay behind: they are fetched. */
function codeMoment(moment: CodeMoment, words: Sources['words']): Without<CodeMomentView, keyof MomentViewBase> {
  switch (moment.kind) {
    case 'run': {
      const { kind, ask, outcome, ms, line } = moment;
      return { kind, ask, outcome, ms, ...(line !== undefined && { line }), excerpt: words.get(moment.words) ?? '' };
    }
    case 'check': {
      const { kind, ask, hidden, passed, failed, errors, broken, ms } = moment;
      return { kind, ask, hidden, passed, failed, errors, broken, ms };
    }
    case 'trace-committed':
      return { kind: moment.kind, ask: moment.ask, n: moment.n, rows: moment.rows };
    case 'trace': {
      const { kind, ask, n, agreed, wrong, missed, first } = moment;
      return { kind, ask, n, agreed, wrong, missed, first };
    }
    case 'mark': {
      const { kind, ask, line, verdict, from, to } = moment;
      return { kind, ask, line, verdict, quote: words.get(moment.words) ?? '', from, to };
    }
  }
}

type Without<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;

/** The id of a moment's long part; undefined where it has none, or where this reader does not see it. */
export function longWordsOf(state: RoomState, id: MomentId, reader: PeerId): WordsId | undefined {
  for (const round of roundsOf(state)) {
    const moment = round.moments.find((each) => each.moment === id);
    if (moment && 'long' in moment && seenBy(state, round, reader)(moment)) return moment.long;
  }
  return undefined;
}

/** The card as it was when it was asked. */
export function cardOf(cards: ReadonlyMap<CardVersion, Card>, ask: Pick<Ask, 'card' | 'version'>): Card {
  const card = cards.get(ask.version);
  if (!card) throw new Error(`the card "${ask.card}" was asked, and its text is not stored`);
  return card;
}
