/** The report: a finished session, opened to one of its two peers. */

import { FRAMES } from '../deck/card.ts';
import type { PeerId, SheetId } from './ids.ts';
import { codeReport } from './report-code.ts';
import { cardOf } from './moments.ts';
import { picturedAsk, picturedRound, type PictureSources } from './pictured.ts';
import { formLessons, isOpenTo } from './queries.ts';
import type { Report, ReportRound } from './roomview.ts';
import type { Debrief, Round } from './state.ts';
import { nameOf, parsedForm, promiseKept, type ViewContext } from './view.ts';

/** A sheet's texts as it was frozen; `frame` by part. */
export interface SheetText {
  code: string;
  frame: Record<string, string>;
}

/** @param context its words with the long ones of `longWordsInReport`; @param state a debrief that is revealed; the caller has checked that the reader may read it */
export function reportFor(
  state: Debrief & { revealedAt: number },
  reader: PeerId,
  context: ViewContext & PictureSources,
  sheets: ReadonlyMap<SheetId, SheetText>,
): Report {
  const peers = [...state.peers].sort((a) => (a.peer === reader ? -1 : 1));
  return {
    room: state.room,
    plan: state.plan,
    startedAt: new Date(state.rounds[0]?.startedAt ?? state.createdAt).toISOString(),
    revealedAt: new Date(state.revealedAt).toISOString(),
    peers: peers.map(({ peer }) => ({ peer, name: nameOf(context.names, peer) })),
    rounds: state.rounds
      .filter((round) => isOpenTo(state, round, reader))
      .map((round) => roundReport(state, round, reader, context, sheets)),
    promises: state.promises.map(({ by, lesson, words }) => ({ by, lesson, text: context.words.get(words) ?? '' })),
  };
}

function roundReport(
  state: Debrief,
  round: Round,
  reader: PeerId,
  context: ViewContext & PictureSources,
  sheets: ReadonlyMap<SheetId, SheetText>,
): ReportRound {
  return {
    round: round.round,
    ...picturedRound(state, round, reader, context),
    lessons: formLessons(round),
    marks: state.marks.flatMap(({ round: of, ...mark }) => (of === round.round ? [mark] : [])),
    ...promiseKept(round, context.words),
    forms: round.forms
      .filter(({ withdrawn }) => !withdrawn)
      .map(({ by, seat, words }) => ({ by, seat, form: parsedForm(context.words, words) })),
    withdrawn: round.forms.filter(({ withdrawn }) => withdrawn).map(({ seat }) => seat),
    asks: round.asks.map((ask) => {
      const { kind, prompt, guide } = cardOf(context.cards, ask);
      const { modelAnswer, solution } = guide;
      const { code, frame } = sheets.get(ask.sheet) ?? { code: '', frame: {} };
      return {
        ...picturedAsk(ask, context),
        ...{ card: ask.card, kind, prompt, modelAnswer },
        ...(solution !== undefined && { solution }),
        code,
        frameTexts: FRAMES[ask.frame].flatMap((part) => (frame[part]?.trim() ? [{ part, text: frame[part] }] : [])),
        ran: codeReport(round, ask, context.words, code),
      };
    }),
  };
}
