/** The report: a finished session, opened to one of its two peers. */

import { FRAMES } from '../deck/card.ts';
import type { PeerId, SheetId } from '../room/ids.ts';
import { codeReport } from './code-report.ts';
import { cardOf } from '../room/moments.ts';
import { picturedAsk, picturedRound, type PictureSources } from './pictures/round.ts';
import { formLessons, isOpenTo } from '../room/queries.ts';
import type { Report, ReportRound } from './report.ts';
import type { Debrief, Round } from '../room/state.ts';
import { nameOf, parsedForm, promiseKept } from '../room/view.ts';

/** A sheet's texts as it was frozen; `frame` by part. */
export interface SheetText {
  code: string;
  frame: Record<string, string>;
}

/** The words include the long ones of `longWordsInReport`. */
export interface ReportSources extends PictureSources {
  names: ReadonlyMap<PeerId, string>;
}

/** @param state a revealed debrief that the reader may read: the caller has checked it */
export function reportFor(
  state: Debrief & { revealedAt: number },
  reader: PeerId,
  sources: ReportSources,
  sheets: ReadonlyMap<SheetId, SheetText>,
): Report {
  const peers = [...state.peers].sort((a) => (a.peer === reader ? -1 : 1));
  return {
    room: state.room,
    plan: state.plan,
    startedAt: new Date(state.rounds[0]?.startedAt ?? state.createdAt).toISOString(),
    revealedAt: new Date(state.revealedAt).toISOString(),
    peers: peers.map(({ peer }) => ({ peer, name: nameOf(sources.names, peer) })),
    rounds: state.rounds
      .filter((round) => isOpenTo(state, round, reader))
      .map((round) => roundReport(state, round, reader, sources, sheets)),
    promises: state.promises.map(({ by, lesson, words }) => ({ by, lesson, text: sources.words.get(words) ?? '' })),
  };
}

function roundReport(
  state: Debrief,
  round: Round,
  reader: PeerId,
  sources: ReportSources,
  sheets: ReadonlyMap<SheetId, SheetText>,
): ReportRound {
  return {
    round: round.round,
    ...picturedRound(state, round, reader, sources),
    lessons: formLessons(round),
    marks: state.marks.flatMap(({ round: of, ...mark }) => (of === round.round ? [mark] : [])),
    ...promiseKept(round, sources.words),
    forms: round.forms
      .filter(({ withdrawn }) => !withdrawn)
      .map(({ by, seat, words }) => ({ by, seat, form: parsedForm(sources.words, words) })),
    withdrawn: round.forms.filter(({ withdrawn }) => withdrawn).map(({ seat }) => seat),
    asks: round.asks.map((ask) => {
      const { kind, prompt, guide } = cardOf(sources.cards, ask);
      const { modelAnswer, solution } = guide;
      const { code, frame } = sheets.get(ask.sheet) ?? { code: '', frame: {} };
      return {
        ...picturedAsk(ask, sources),
        ...{ card: ask.card, kind, prompt, modelAnswer },
        ...(solution !== undefined && { solution }),
        code,
        frameTexts: FRAMES[ask.frame].flatMap((part) => (frame[part]?.trim() ? [{ part, text: frame[part] }] : [])),
        ran: codeReport(round, ask, sources.words, code),
      };
    }),
  };
}
