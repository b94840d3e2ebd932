/** Reads a card's folder: its texts to a card, or to everything that is wrong with them. */

import { FRAME_OF_KIND, type Beat, type Card, type Guide } from '../../../shared/deck/card.ts';
import { BULLET, NUMBER, type Item, type Section } from '../../../shared/deck/list-items.ts';
import { answersOf, QUESTIONS, rapidFireOf } from '../../../shared/deck/rapid.ts';
import { LESSONS } from '../../../shared/rubric/lessons.ts';
import { itemsOf, proseOf, sectionsOf, type SectionName } from './body.ts';
import { CARD_LIMITS, listed, UNFILLED, type Curriculum, type Fault, type Note } from './faults.ts';
import { parseFront, type Front } from './front.ts';

const PYTHON = ['start.py', 'solution.py', 'check.py', 'hidden.py'] as const;
const FILES = ['card.md', ...PYTHON];

/** Also a URL's part, a folder's name and a card's id. */
export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The two folders a card is in. */
export interface CardFolder {
  area: string;
  slug: string;
}
/** Texts by file name, with every file of the folder: an unknown one is a fault. */
export type CardFiles = Readonly<Record<string, string>>;
export type ParsedCard = { card: Card } | { faults: Fault[] };

export function parseCard(folder: CardFolder, files: CardFiles, known: Curriculum): ParsedCard {
  const faults: Fault[] = [];
  const noteIn =
    (file: string): Note =>
    (line, message) =>
      faults.push({ file: `${folder.area}/${folder.slug}/${file}`, line, message });
  checkFolder(folder, files, known, noteIn);
  const python = pythonOf(files, noteIn);
  const text = Object.hasOwn(files, 'card.md') ? files['card.md'] : undefined;
  const card = text === undefined ? null : cardOf(folder, normal(text), python, known, noteIn('card.md'));
  return card && faults.length === 0 ? { card } : { faults: sorted(faults) };
}

/** Authors on any system write the same card. */
const normal = (text: string): string => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');

/** In the order in which an author meets them. */
const sorted = (faults: Fault[]): Fault[] =>
  faults.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));

function checkFolder({ area, slug }: CardFolder, files: CardFiles, known: Curriculum, noteIn: (file: string) => Note) {
  const note = noteIn('card.md');
  if (!known.areas.has(area)) note(1, `area "${area}" is not one of ${listed(known.areas.keys())}`);
  if (!SLUG.test(slug) || slug.length > CARD_LIMITS.slug) {
    note(1, `slug "${slug}" must be words of a-z and 0-9 joined by -, at most ${CARD_LIMITS.slug} characters`);
  }
  if (!Object.hasOwn(files, 'card.md')) note(1, 'card.md is missing');
  for (const name of Object.keys(files).filter((file) => !FILES.includes(file))) {
    noteIn(name)(1, `unknown file "${name}"; allowed are ${listed(FILES)}`);
  }
}

type Python = Partial<Record<(typeof PYTHON)[number], string>>;

function pythonOf(files: CardFiles, noteIn: (file: string) => Note): Python {
  const python: Python = {};
  for (const name of PYTHON) {
    if (!Object.hasOwn(files, name)) continue;
    const text = normal(files[name] ?? '');
    noteUnfilled(text, noteIn(name));
    if (text.trim() === '') noteIn(name)(1, `${name} is empty; fill it or leave it out`);
    if (text.length > CARD_LIMITS.python) noteIn(name)(1, `${name} exceeds ${CARD_LIMITS.python} characters`);
    python[name] = text;
  }
  return python;
}

function noteUnfilled(text: string, note: Note): void {
  text.split('\n').forEach((line, index) => {
    const at = line.indexOf(UNFILLED);
    if (at >= 0) note(index + 1, `still to be written, ${line.slice(at)}`);
  });
}

/** Null when the front matter leaves no card to speak of; its faults are noted then. */
function cardOf({ area, slug }: CardFolder, text: string, python: Python, known: Curriculum, note: Note): Card | null {
  if (text.length > CARD_LIMITS.card) {
    note(1, `card.md exceeds ${CARD_LIMITS.card} characters`);
    return null;
  }
  noteUnfilled(text, note);
  const { yaml, body, bodyLine } = splitFront(text, note);
  const front: Front = yaml === null ? { lessonLines: new Map() } : parseFront(yaml, 2, known, note);
  const sections = sectionsOf(body, bodyLine, note);
  const guide = guideOf(sections, front, python, note);
  const prompt = proseOf('Prompt', sections.get('Prompt'), note);
  const { title, kind, levels, minutes, lessons, topics } = front;
  if (!title || !kind || !levels || !minutes || !lessons || !topics) return null;
  if (kind === 'rapid-fire') checkRapidFire(sections, prompt, guide, note);
  const start = python['start.py'];
  const check = python['check.py'];
  return {
    card: slug,
    area,
    title,
    kind,
    levels,
    minutes,
    lessons,
    topics,
    frame: front.frame ?? FRAME_OF_KIND[kind],
    prompt,
    ...(start !== undefined && { start }),
    ...(check !== undefined && { check }),
    ...(front.trace && { trace: front.trace }),
    guide,
  };
}

/** Without front matter all is body, so that its mistakes are found in the same go. */
function splitFront(text: string, note: Note): { yaml: string | null; body: string[]; bodyLine: number } {
  const lines = text.split('\n');
  const isRule = (line: string) => line.trimEnd() === '---';
  const end = isRule(lines[0] ?? '') ? lines.findIndex((line, index) => index > 0 && isRule(line)) : -1;
  if (end < 0) {
    note(1, 'card.md must open with front matter between two lines ---');
    return { yaml: null, body: lines, bodyLine: 1 };
  }
  return { yaml: lines.slice(1, end).join('\n'), body: lines.slice(end + 1), bodyLine: end + 2 };
}

function guideOf(sections: ReadonlyMap<SectionName, Section>, front: Front, python: Python, note: Note): Guide {
  const texts = (name: SectionName, how: typeof BULLET, limit: { min: number; max: number }) =>
    itemsOf(name, sections.get(name), how, limit, note);
  const wording = (items: Item[]) => items.map(({ text }) => text);
  const solution = python['solution.py'];
  const hidden = python['hidden.py'];
  return {
    listenFor: beatsOf(texts('Listen for', BULLET, CARD_LIMITS.beats), front, note),
    hints: wording(texts('Hints', NUMBER, CARD_LIMITS.hints)),
    facts: wording(texts('Facts if asked', BULLET, CARD_LIMITS.items)),
    followUps: wording(texts('Follow-ups', BULLET, CARD_LIMITS.items)),
    redFlags: wording(texts('Red flags', BULLET, CARD_LIMITS.items)),
    goodToGreat: proseOf('Good to great', sections.get('Good to great'), note),
    modelAnswer: proseOf('Model answer', sections.get('Model answer'), note),
    ...(solution !== undefined && { solution }),
    ...(hidden !== undefined && { hidden }),
    ...(front.fails && { fails: front.fails }),
  };
}

/** The clock runs for each question: each needs an item, and an answer. */
function checkRapidFire(
  sections: ReadonlyMap<SectionName, Section>,
  prompt: string,
  { modelAnswer }: Guide,
  note: Note,
): void {
  const questions = rapidFireOf({ kind: 'rapid-fire', prompt })?.questions ?? [];
  const answers = answersOf(modelAnswer);
  const { min, max } = QUESTIONS;
  if (questions.length < min || questions.length > max) {
    const line = sections.get('Prompt')?.line ?? 1;
    note(
      line,
      `rapid fire has ${questions.length} questions ("${NUMBER.example}") in ## Prompt; it needs ${min} to ${max}`,
    );
  }
  if (answers.length !== questions.length) {
    const line = sections.get('Model answer')?.line ?? 1;
    note(line, `## Model answer has ${answers.length} answers ("${NUMBER.example}") to ${questions.length} questions`);
  }
}

/** Each beat is tagged with a lesson of the front matter, and each of those has a beat. */
function beatsOf(items: Item[], { lessons, lessonLines }: Front, note: Note): Beat[] {
  const beats: Beat[] = [];
  for (const { line, text } of items.filter((item) => item.text !== '')) {
    const [, tag, words] = /^\[([^\]\n]*)\]\s*([\s\S]*)$/.exec(text) ?? [];
    const lesson = LESSONS.find((name) => name === tag);
    if (tag === undefined) note(line, `a beat must begin with its lesson: - [${lessons?.[0] ?? LESSONS[0]}] text`);
    else if (!lesson) note(line, `lesson "${tag}" is not one of ${listed(LESSONS)}`);
    else if (!words) note(line, 'an item of ## Listen for is empty');
    else if (lessons && !lessons.includes(lesson)) {
      note(line, `lesson "${lesson}" is not in the front matter's lessons, which are ${listed(lessons)}`);
    } else beats.push({ text: words, lesson });
  }
  for (const [lesson, line] of items.length > 0 ? lessonLines : []) {
    const tagged = items.some(({ text }) => text.startsWith(`[${lesson}]`));
    if (!tagged) note(line, `lesson "${lesson}" has no beat in ## Listen for`);
  }
  return beats;
}
