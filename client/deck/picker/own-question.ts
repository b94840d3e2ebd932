/** A question that is being written: its draft in this browser, and what it lacks. */

import { KINDS, type Kind } from '../../../shared/deck/card.ts';
import { OWN_LIMITS, type OwnQuestion } from '../../../shared/deck/own.ts';
import { QUESTIONS, rapidFireOf } from '../../../shared/deck/rapid.ts';
import type { RoomId } from '../../../shared/room/ids.ts';
import { LESSONS, type Lesson } from '../../../shared/rubric/lessons.ts';
import { parsed, typedIn } from '../../room/typed.ts';

/** As it is in the form. */
export interface OwnDraft {
  title: string;
  kind: Kind;
  minutes: string;
  prompt: string;
  start: string;
  beats: { text: string; lesson: Lesson }[];
  /** One a line. */
  hints: string;
  modelAnswer: string;
}

export const emptyDraft = (): OwnDraft => ({
  title: '',
  kind: 'scenario',
  minutes: '10',
  prompt: '',
  start: '',
  beats: [{ text: '', lesson: LESSONS[0] }],
  hints: '',
  modelAnswer: '',
});

const fields = (room: RoomId) => typedIn(room, 'own-question');

export const keepDraft = (room: RoomId, draft: OwnDraft): void => fields(room).keep(JSON.stringify(draft));
export const forgetDraft = (room: RoomId): void => fields(room).keep('');

/** What was kept for this room, or an empty one. What another version of the page kept is read as far as it fits. */
export function keptDraft(room: RoomId): OwnDraft {
  const empty = emptyDraft();
  const found = parsed(fields(room).text);
  const text = (name: keyof OwnDraft): string => (typeof found[name] === 'string' ? found[name] : String(empty[name]));
  const beats = Array.isArray(found['beats']) ? found['beats'].flatMap(beatOf) : [];
  return {
    title: text('title'),
    kind: KINDS.find((kind) => kind === found['kind']) ?? empty.kind,
    minutes: text('minutes'),
    prompt: text('prompt'),
    start: text('start'),
    beats: beats.length > 0 ? beats.slice(0, OWN_LIMITS.beats.max) : empty.beats,
    hints: text('hints'),
    modelAnswer: text('modelAnswer'),
  };
}

function beatOf(found: unknown): OwnDraft['beats'] {
  if (typeof found !== 'object' || found === null || !('text' in found) || !('lesson' in found)) return [];
  const lesson = LESSONS.find((name) => name === found.lesson);
  return typeof found.text === 'string' && lesson ? [{ text: found.text, lesson }] : [];
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export function questionOf({ title, kind, minutes, prompt, start, beats, hints, modelAnswer }: OwnDraft): OwnQuestion {
  return {
    title: title.trim(),
    kind,
    minutes: Number(minutes),
    prompt: prompt.trim(),
    ...(start.trim() !== '' && { start }),
    beats: beats.map(({ text, lesson }) => ({ text: text.trim(), lesson })).filter(({ text }) => text !== ''),
    hints: linesOf(hints),
    modelAnswer: modelAnswer.trim(),
  };
}

/** What still keeps it from being asked, by field; the server holds to the same limits. */
export type OwnFaults = Partial<Record<keyof OwnDraft, string>>;

export function faultsOf(draft: OwnDraft): OwnFaults {
  const { title, kind, minutes, prompt, beats, hints } = questionOf(draft);
  const { min, max } = OWN_LIMITS.minutes;
  return {
    ...(title === '' && { title: 'Give it a title.' }),
    ...(!(Number.isInteger(minutes) && minutes >= min && minutes <= max) && { minutes: `Between ${min} and ${max}.` }),
    ...promptFault(kind, prompt),
    ...(beats.length === 0 && { beats: 'Write at least one thing to listen for.' }),
    ...(hints.length > OWN_LIMITS.hints && { hints: `At most ${OWN_LIMITS.hints} hints.` }),
    ...(hints.some((hint) => hint.length > OWN_LIMITS.hint) && {
      hints: `A hint has at most ${OWN_LIMITS.hint} characters.`,
    }),
  };
}

function promptFault(kind: Kind, prompt: string): OwnFaults {
  if (prompt === '') return { prompt: 'Write the question you want to ask.' };
  if (kind !== 'rapid-fire') return {};
  const count = rapidFireOf({ kind, prompt })?.questions.length ?? 0;
  if (count > 0 && count <= QUESTIONS.max) return {};
  return { prompt: `Rapid fire is a numbered list of 1 to ${QUESTIONS.max} questions, one per line: 1. Why …?` };
}

/** Several lines pasted into a beat become a beat each, with the lesson of the first. */
export function splitBeats(beats: OwnDraft['beats'], at: number, typed: string): OwnDraft['beats'] {
  const lesson = beats[at]?.lesson ?? LESSONS[0];
  const lines = typed.includes('\n') ? linesOf(typed) : [typed];
  const made = (lines.length > 0 ? lines : ['']).map((text) => ({ text: text.slice(0, OWN_LIMITS.beat), lesson }));
  return [...beats.slice(0, at), ...made, ...beats.slice(at + 1)].slice(0, OWN_LIMITS.beats.max);
}
