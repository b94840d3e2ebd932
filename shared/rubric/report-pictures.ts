/** The pictures of a round in a Markdown report: the same facts as lists. */

import type { ReportRound } from '../room/roomview.ts';
import { inline } from './markdown.ts';
import { frameOrder } from './pictures/frame.ts';
import { ledgerOf } from './pictures/hints.ts';
import { radarOf, scored } from './pictures/radar.ts';
import { stripOf } from './pictures/strip.ts';
import { predictionsOf } from './pictures/traces.ts';
import {
  earlyText,
  heardCount,
  orderText,
  partText,
  predictionText,
  quietText,
  rungText,
  spokeText,
} from './pictures/words.ts';
import { clockText } from './reading.ts';

export const pictureParts = (round: ReportRound): string[] => [
  ...listed('Lessons at a glance', radarLines(round)),
  ...listed('Beats heard and missed', stripLines(round)),
  ...listed('Order of the answer outline', frameLines(round)),
  ...listed('Hints', hintLines(round)),
  ...listed('Predictions and what happened', traceLines(round)),
];

const listed = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`### ${title}`, lines.join('\n')];

const radarLines = (round: ReportRound): string[] =>
  scored(radarOf(round)).map((spoke) => `- ${spokeText(spoke, round.lastTime !== undefined)}`);

const stripLines = (round: ReportRound): string[] =>
  stripOf(round).cards.flatMap((card) => [
    `- ${inline(card.title)}, from ${clockText(card.from)}: ${heardCount(card)}`,
    ...card.heard.map(({ at, text }) => `  - ${clockText(at)} heard: ${inline(text)}`),
    ...card.missed.map(({ text }) => `  - missed: ${inline(text)}`),
  ]);

const frameLines = (round: ReportRound): string[] =>
  round.asks
    .map((ask) => frameOrder(ask, round))
    .flatMap((order) => [
      `- ${inline(order.title)}: ${orderText(order)}`,
      ...(order.parts.some(({ at, kept }) => at !== null || kept)
        ? order.parts.map((part) => `  - ${partText(part, order.timed)}`)
        : []),
    ]);

const hintLines = (round: ReportRound): string[] =>
  ledgerOf(round).map((line) => {
    const early = earlyText(line);
    const said = [rungText(line), quietText(line), ...(early === '' ? [] : [early])].join('; ');
    return `- ${clockText(line.moment.at)} ${inline(line.title)}, ${said}: ${inline(line.moment.text)}`;
  });

const traceLines = (round: ReportRound): string[] =>
  predictionsOf(round).map(
    (prediction) =>
      `- ${clockText(prediction.committed.at)} ${inline(prediction.title)}: ${predictionText(prediction)}`,
  );
