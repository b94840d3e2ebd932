/** A card's front matter: YAML to checked values, every mistake with its line. */

import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Pair } from 'yaml';
import { LESSONS, type Lesson } from '../../../shared/rubric/lessons.ts';
import { FRAMES, KINDS, LEVELS, type Frame, type Kind, type Level, type Trace } from '../../../shared/deck/card.ts';
import { CARD_LIMITS, listed, type Curriculum, type Note } from './faults.ts';

/** A field is absent where it was not given or was wrong. */
export interface Front {
  title?: string;
  kind?: Kind;
  levels?: Level[];
  minutes?: number;
  lessons?: Lesson[];
  topics?: string[];
  frame?: Frame;
  trace?: Trace;
  fails?: string[];
  /** The line of each lesson. */
  lessonLines: Map<Lesson, number>;
}

const REQUIRED = ['title', 'kind', 'level', 'minutes', 'lessons', 'topics'];
const KEYS = [...REQUIRED, 'frame', 'trace', 'fails'];

/** A value with its line. */
interface At {
  line: number;
  value: unknown;
}

/**
 * @param text the YAML between the two `---` lines
 * @param firstLine the line of the card on which it begins
 */
export function parseFront(text: string, firstLine: number, known: Curriculum, note: Note): Front {
  const fields = fieldsOf(text, firstLine, note);
  const front: Front = { lessonLines: new Map() };
  if (!fields) return front;
  const missing = REQUIRED.filter((key) => !fields.has(key));
  for (const key of missing) note(1, `${key} is missing; a card needs ${listed(REQUIRED)}`);
  const read = <T>(key: string, how: (key: string, at: At, note: Note) => T | undefined): T | undefined => {
    const at = fields.get(key);
    return at && how(key, at, note);
  };
  front.title = read('title', titleOf);
  front.kind = read('kind', oneOf(KINDS));
  front.levels = read('level', listOf(oneOf(LEVELS), true))?.map(({ value }) => value);
  front.minutes = read('minutes', minutesOf);
  const lessons = read('lessons', listOf(oneOf(LESSONS)));
  front.lessons = lessons?.map(({ value }) => value);
  front.lessonLines = new Map(lessons?.map(({ value, line }) => [value, line]));
  front.topics = read('topics', listOf(topicOf(known)))?.map(({ value }) => value);
  front.frame = read('frame', oneOf(Object.keys(FRAMES) as Frame[]));
  front.trace = read('trace', traceOf);
  front.fails = read('fails', failsOf);
  return front;
}

/** The top-level keys with their values; null when there is no map to read. */
function fieldsOf(text: string, firstLine: number, note: Note): Map<string, At> | null {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  const lineOf = (offset: number) => counter.linePos(offset).line + firstLine - 1;
  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    note(lineOf(Math.min(pos[0], Math.max(text.length - 1, 0))), `bad YAML: ${message}`);
  }
  if (!isMap(document.contents)) {
    if (document.errors.length === 0) note(firstLine, `the front matter must hold keys: ${listed(KEYS)}`);
    return null;
  }
  const fields = new Map<string, At>();
  for (const pair of document.contents.items) {
    const line = lineOfNode(pair.key, lineOf, firstLine);
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    if (!KEYS.includes(key)) note(line, `unknown key "${key}"; allowed are ${listed(KEYS)}`);
    else if (!fields.has(key)) fields.set(key, { line, value: plain(pair, line, lineOf) });
  }
  return fields;
}

/** A list as an array of placed values, a map as an object of them, a scalar as itself; anything else is undefined. */
function plain(pair: Pair, line: number, lineOf: (offset: number) => number): unknown {
  const { value } = pair;
  if (isScalar(value)) return value.value;
  if (isSeq(value)) {
    return value.items.map((item): At => {
      return { line: lineOfNode(item, lineOf, line), value: isScalar(item) ? item.value : undefined };
    });
  }
  if (!isMap(value)) return undefined;
  const entries = value.items.map((item): [string, At] => {
    const at = { line: lineOfNode(item.key, lineOf, line), value: isScalar(item.value) ? item.value.value : undefined };
    return [isScalar(item.key) ? String(item.key.value) : '', at];
  });
  return new Map(entries);
}

const lineOfNode = (node: unknown, lineOf: (offset: number) => number, otherwise: number): number =>
  isNode(node) && node.range ? lineOf(node.range[0]) : otherwise;

const shown = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? ` "${String(value).slice(0, 60)}"` : '';

function titleOf(key: string, { line, value }: At, note: Note): string | undefined {
  const title = typeof value === 'string' ? value.trim() : '';
  if (title !== '' && title.length <= CARD_LIMITS.title && !title.includes('\n')) return title;
  note(line, `${key}${shown(value)} must be one line of text, 1 to ${CARD_LIMITS.title} characters`);
  return undefined;
}

function minutesOf(key: string, { line, value }: At, note: Note): number | undefined {
  const { min, max } = CARD_LIMITS.minutes;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  note(line, `${key}${shown(value)} must be a whole number from ${min} to ${max}`);
  return undefined;
}

function traceOf(key: string, { line, value }: At, note: Note): Trace | undefined {
  const fields = value instanceof Map ? (value as Map<string, At>) : new Map<string, At>();
  const call = fields.get('call')?.value;
  const loose = fields.get('float-is-int')?.value;
  const stray = [...fields.keys()].filter((name) => name !== 'call' && name !== 'float-is-int');
  const known = stray.length === 0 && (loose === undefined || loose === true);
  if (known && typeof call === 'string' && call.trim() !== '') {
    return { call: call.trim(), ...(loose === true && { floatIsInt: true }) };
  }
  note(
    line,
    `${key} must be a map with the key call, a Python call such as total([1, 2]), and at most float-is-int: true`,
  );
  return undefined;
}

/** Unlike other lists it may be empty: a start that passes everything is a claim too. */
function failsOf(key: string, at: At, note: Note): string[] | undefined {
  if (Array.isArray(at.value) && at.value.length === 0) return [];
  return listOf(caseOf)(key, at, note)?.map(({ value }) => value);
}

function caseOf(key: string, { line, value }: At, note: Note): string | undefined {
  if (typeof value === 'string' && /^(\w+\.)?test\w*$/.test(value)) return value;
  note(line, `${key}${shown(value)} is not the name of a test case, such as test_rounds_up or Prices.test_rounds_up`);
  return undefined;
}

function oneOf<T extends string>(allowed: readonly T[]) {
  return (key: string, { line, value }: At, note: Note): T | undefined => {
    const found = allowed.find((name) => name === value);
    if (found === undefined) note(line, `${key}${shown(value)} is not one of ${listed(allowed)}`);
    return found;
  };
}

function topicOf(known: Curriculum) {
  return (key: string, { line, value }: At, note: Note): string | undefined => {
    if (typeof value === 'string' && [...known.areas.values()].some((topics) => topics.includes(value))) return value;
    note(line, `${key}${shown(value)} is not a topic of topics.yaml; ${nearby(value, known)}`);
    return undefined;
  };
}

/** The topics that share a word with what was written, or where to find them all. */
function nearby(value: unknown, known: Curriculum): string {
  const words = typeof value === 'string' ? value.split('-').filter((word) => word.length > 2) : [];
  const near = [...known.areas.values()].flat().filter((topic) => words.some((word) => topic.includes(word)));
  return near.length > 0 ? `near it are ${listed(near)}` : `its areas are ${listed(known.areas.keys())}`;
}

/** @param orOne a single value means a list of one */
function listOf<T>(item: (key: string, at: At, note: Note) => T | undefined, orOne = false) {
  return (key: string, at: At, note: Note): { value: T; line: number }[] | undefined => {
    const items: At[] = Array.isArray(at.value) ? at.value : orOne ? [at] : [];
    if (items.length === 0) {
      note(at.line, `${key} must be a list of at least one`);
      return undefined;
    }
    const found: { value: T; line: number }[] = [];
    for (const one of items) {
      const value = item(key, one, note);
      if (value === undefined) continue;
      if (found.some((earlier) => earlier.value === value)) note(one.line, `${key} names ${String(value)} twice`);
      else found.push({ value, line: one.line });
    }
    return found.length > 0 ? found : undefined;
  };
}
