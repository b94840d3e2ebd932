/** A report as a Markdown document: the two forms side by side, the cards, the code and the promises. */

import type { MomentView } from '../../room/roomview.ts';
import type { Report, ReportRound } from '../report.ts';
import { marksOn, markSentence, type About } from '../../rubric/comments.ts';
import { QUESTIONS, type Score } from '../../rubric/form.ts';
import { LESSON_GUIDES } from '../../rubric/guides.ts';
import { LEVEL_WORDS } from '../../rubric/lessons.ts';
import { fenced, inline, quoted, quotedMarkdown } from './escape.ts';
import { KEPT_WORDS, QUESTION_GUIDES, SOUND_TITLE, SOUND_WORDS } from '../../rubric/questions.ts';
import { codeParts, ranParts } from './code-parts.ts';
import { pictureParts } from './picture-parts.ts';
import { byClock, momentLabel, momentsOf, momentText } from '../moment-words.ts';
import { clockText } from '../../clock-text.ts';
import { formFrom, lessonScores, nameOf, reportTitle, whyNoForm } from '../forms.ts';

/** @returns a whole document, its parts parted by blank lines, whatever people typed into it */
export function reportMarkdown(report: Report): string {
  const parts = [
    `# ${reportTitle(report)}`,
    `${inline(report.peers.map((peer) => peer.name).join(' and '))}. ${planLine(report)}`,
    ...report.rounds.flatMap((round) => roundParts(report, round)),
    ...promiseParts(report),
  ];
  return `${parts.join('\n\n')}\n`;
}

function planLine({ plan }: Report): string {
  const topics = plan.topics.length === 0 ? 'any topic' : inline(plan.topics.join(', '));
  return `Planned: ${plan.preset}, ${plan.level}, ${plan.minutes} minutes a round, ${topics}.`;
}

function roundParts(report: Report, round: ReportRound): string[] {
  const interviewer = inline(nameOf(report.peers, round.interviewer));
  const candidate = inline(nameOf(report.peers, round.candidate));
  return [
    `## Round ${round.round}`,
    `${interviewer} interviewed ${candidate}: ${clockText(round.elapsedMs)} on the clock.`,
    ...broughtParts(round, interviewer, candidate),
    ...(round.asks.length === 0
      ? ['No card was asked in this round, so there are no forms.']
      : [...formParts(round, interviewer, candidate), ...pictureParts(round)]),
    ...momentParts(report, round),
    ...round.asks.flatMap(askParts),
  ];
}

function broughtParts({ promise }: ReportRound, interviewer: string, candidate: string): string[] {
  if (!promise) return [];
  const { lesson, text, kept } = promise;
  return [
    `${candidate} brought a promise along, on ${LESSON_GUIDES[lesson].title.toLowerCase()}:`,
    quoted(text),
    ...(kept === undefined ? [] : [`${interviewer}: ${KEPT_WORDS[kept].toLowerCase()}.`]),
  ];
}

const markWords = (round: ReportRound, about: About, receiver: string): string =>
  markSentence(receiver, marksOn(round.marks, about));

function formParts(round: ReportRound, interviewer: string, candidate: string): string[] {
  const peerForm = formFrom(round, 'interviewer');
  const selfForm = formFrom(round, 'candidate');
  return [
    ...[whyNoForm(round, 'interviewer', interviewer), whyNoForm(round, 'candidate', candidate)].filter(
      (why) => why !== undefined,
    ),
    ...lessonScores(round).flatMap(({ lesson, byPeer, bySelf }) => [
      `### ${LESSON_GUIDES[lesson].title}`,
      ...(peerForm ? scoreParts(round, `${interviewer} about ${candidate}`, byPeer) : []),
      ...[markWords(round, lesson, candidate)].filter((words) => words !== ''),
      ...(selfForm ? scoreParts(round, `${candidate} about themselves`, bySelf) : []),
    ]),
    ...(peerForm?.sound ? [`**${SOUND_TITLE}, says ${interviewer}:** ${SOUND_WORDS[peerForm.sound]}.`] : []),
    ...answerParts(round, interviewer),
  ];
}

function scoreParts(round: ReportRound, who: string, score: Score | undefined): string[] {
  if (score === undefined) return [`**${who}:** not scored.`];
  if (score.level === null) return [`**${who}:** not observed.`];
  const anchor = LESSON_GUIDES[score.lesson].anchors[score.level];
  const comments: [string, string][] = [
    ['Where', score.where],
    ['What happened', score.happened],
    ['Do this instead', score.instead],
  ];
  return [
    `**${who}: ${score.level} of 4, ${LEVEL_WORDS[score.level]}.** ${anchor}`,
    ...comments.filter(([, text]) => text.trim() !== '').flatMap(([label, text]) => [`${label}:`, quoted(text)]),
    ...momentList(momentsOf(round, score.moments)),
  ];
}

function answerParts(round: ReportRound, interviewer: string): string[] {
  const answers = formFrom(round, 'candidate')?.answers;
  if (answers === undefined) return [];
  const lines = QUESTIONS.flatMap((question) => {
    const answer = answers[question];
    const { title, answers: words } = QUESTION_GUIDES[question];
    const marks = markWords(round, question, interviewer);
    return answer === undefined
      ? []
      : [`- ${title}: ${answer} of 4. ${words[answer]}.${marks === '' ? '' : ` ${marks}`}`];
  });
  return lines.length === 0 ? [] : [`### ${interviewer} as the interviewer`, lines.join('\n')];
}

const momentLine = (moment: MomentView): string => {
  const quote = moment.kind === 'pin' && moment.quote.trim() !== '' ? ` (on “${inline(moment.quote)}”)` : '';
  const text = inline(momentText(moment));
  return `${clockText(moment.at)} ${momentLabel(moment)}${text === '' && quote === '' ? '' : `: ${text}`}${quote}`;
};

const momentList = (moments: readonly MomentView[]): string[] =>
  moments.length === 0 ? [] : [moments.map((moment) => `- ${momentLine(moment)}`).join('\n')];

function momentParts(report: Report, round: ReportRound): string[] {
  if (round.moments.length === 0) return [];
  const lines = byClock(round.moments).map(
    (moment) => `- ${momentLine(moment)}, by ${inline(nameOf(report.peers, moment.by))}`,
  );
  return ['### Moments', lines.join('\n')];
}

function askParts(ask: ReportRound['asks'][number]): string[] {
  const frame = ask.frameTexts.filter(({ text }) => text.trim() !== '');
  return [
    `### Card: ${inline(ask.title)}`,
    quotedMarkdown(ask.prompt),
    ...frame.flatMap(({ part, text }) => [`In the answer outline, ${inline(part)}:`, quoted(text)]),
    ...codeParts(ask.code, ask.ran.marks),
    ...ranParts(ask.ran),
    'A model answer:',
    quotedMarkdown(ask.modelAnswer),
    ...(ask.solution === undefined ? [] : ['A reference solution:', fenced(ask.solution, 'python')]),
  ];
}

function promiseParts(report: Report): string[] {
  if (report.promises.length === 0) return [];
  return [
    '## What each takes into the next session',
    ...report.promises.flatMap(({ by, lesson, text }) => [
      `${inline(nameOf(report.peers, by))}, ${LESSON_GUIDES[lesson].title.toLowerCase()}:`,
      quoted(text),
    ]),
  ];
}
