/** Reads topics.yaml: the lessons and, by area, the topics that cards may name. */

import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { LESSONS } from '../../../shared/rubric/lessons.ts';
import { SLUG } from './card.ts';
import { listed, type Curriculum, type Note } from './faults.ts';

/** Null when there is nothing a card could be checked against; a fault is noted then. */
export function parseCurriculum(text: string, note: Note): Curriculum | null {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lineOf = (offset: number | undefined) => Math.max(1, counter.linePos(offset ?? 0).line);
  for (const { pos, message } of document.errors) note(lineOf(pos[0]), `bad YAML: ${message}`);
  if (document.errors.length > 0) return null;
  checkLessons(document, note);
  const areas = new Map<string, string[]>();
  const seen = new Set<string>();
  const found = document.get('areas', true);
  for (const { key, value } of isMap(found) ? found.items : []) {
    const area = isScalar(key) ? String(key.value) : '';
    const topics: string[] = [];
    for (const item of isSeq(value) ? value.items : []) {
      const topic = isScalar(item) ? String(item.value) : '';
      const line = lineOf(isScalar(item) ? item.range?.[0] : undefined);
      if (!SLUG.test(topic)) note(line, `topic "${topic}" must be words of a-z and 0-9 joined by -`);
      else if (seen.has(topic)) note(line, `topic "${topic}" is listed twice`);
      else topics.push(topic);
      seen.add(topic);
    }
    areas.set(area, topics);
  }
  if (areas.size === 0) note(1, 'areas must hold lists of topics');
  return areas.size > 0 ? { areas } : null;
}

/** The rubric scores these lessons and no others, so that the file may describe them but not change them. */
function checkLessons(document: Document, note: Note): void {
  const lessons = document.get('lessons', true);
  const names = isMap(lessons) ? lessons.items.map(({ key }) => (isScalar(key) ? String(key.value) : '')) : [];
  if (listed([...names].sort()) !== listed([...LESSONS].sort())) note(1, `lessons must be ${listed(LESSONS)}`);
}
