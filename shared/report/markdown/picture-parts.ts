/** The pictures of a round in a Markdown report: the same facts as lists. */

import type { ReportRound } from '../report.ts';
import { inline } from './escape.ts';
import { outlineOrder } from '../pictures/outline.ts';
import { hintLines } from '../pictures/hints.ts';
import { radarOf, scored } from '../pictures/radar.ts';
import { stripOf } from '../pictures/beats.ts';
import { predictionsOf } from '../pictures/predictions.ts';
import {
  earlyText,
  heardCount,
  orderText,
  partText,
  predictionText,
  quietText,
  rungText,
  spokeText,
} from '../pictures/words.ts';
import { clockText } from '../../clock-text.ts';

export const pictureParts = (round: ReportRound): string[] => [
  ...listed('Lessons at a glance', radarItems(round)),
  ...listed('Beats heard and missed', beatItems(round)),
  ...listed('Order of the answer outline', outlineItems(round)),
  ...listed('Hints', hintItems(round)),
  ...listed('Predictions and what happened', predictionItems(round)),
];

const listed = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`### ${title}`, lines.join('\n')];

const radarItems = (round: ReportRound): string[] =>
  scored(radarOf(round)).map((spoke) => `- ${spokeText(spoke, round.lastTime !== undefined)}`);

const beatItems = (round: ReportRound): string[] =>
  stripOf(round).cards.flatMap((card) => [
    `- ${inline(card.title)}, from ${clockText(card.from)}: ${heardCount(card)}`,
    ...card.heard.map(({ at, text }) => `  - ${clockText(at)} heard: ${inline(text)}`),
    ...card.missed.map(({ text }) => `  - missed: ${inline(text)}`),
  ]);

const outlineItems = (round: ReportRound): string[] =>
  round.asks
    .map((ask) => outlineOrder(ask, round))
    .flatMap((order) => [
      `- ${inline(order.title)}: ${orderText(order)}`,
      ...(order.parts.some(({ at, kept }) => at !== null || kept)
        ? order.parts.map((part) => `  - ${partText(part, order.timed)}`)
        : []),
    ]);

const hintItems = (round: ReportRound): string[] =>
  hintLines(round).map((line) => {
    const early = earlyText(line);
    const said = [rungText(line), quietText(line), ...(early === '' ? [] : [early])].join('; ');
    return `- ${clockText(line.moment.at)} ${inline(line.title)}, ${said}: ${inline(line.moment.text)}`;
  });

const predictionItems = (round: ReportRound): string[] =>
  predictionsOf(round).map(
    (prediction) =>
      `- ${clockText(prediction.committed.at)} ${inline(prediction.title)}: ${predictionText(prediction)}`,
  );
