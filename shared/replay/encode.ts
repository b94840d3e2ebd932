/**
 * A recording as it is sent and stored in a file. An edit takes about five bytes; compressed, an hour of
 * 20,000 edits fits in 100 kB.
 *
 * Numbers are written as bytes.ts says (`number`, or `signed` where they may fall below 0); a text is its length and
 * its UTF-16 units, each a number.
 *
 *     version (1)
 *     peers, each a text; texts, each a text                              (each list: how many, then they)
 *     how many edits, and then column by column, one value for each edit:
 *       time       after the edit before; of the first, since the epoch
 *       who        (by + 1) * texts + text
 *       at         signed: after the end of what the edit before inserted
 *       removed
 *       inserted   how many units
 *       what they inserted, one after the other without lengths
 *     how many carets, and then column by column:
 *       time       as for edits
 *       who        (by + 1) * (texts + 1) + text + 1
 *       head       signed: after the head of the caret before
 *       anchor     signed: after the head
 *
 * The keys are not written: they are the edits again, and making them takes less time than reading them.
 */

import { ByteReader, ByteWriter, Unreadable } from './bytes.ts';
import { makingKeys } from './keys.ts';
import { PIECE, type Piecemeal } from './piecemeal.ts';
import type { CaretSample, Edit, Recording } from './recording.ts';

const VERSION = 1;

export function encodeRecording({ peers, texts, edits, carets }: Omit<Recording, 'keys'>): Uint8Array {
  const writer = new ByteWriter();
  writer.number(VERSION);
  for (const list of [peers, texts]) {
    writer.number(list.length);
    for (const each of list) writer.text(each);
  }
  writeEdits(writer, edits, texts.length);
  writeCarets(writer, carets, texts.length);
  return writer.written;
}

function writeEdits(writer: ByteWriter, edits: readonly Edit[], texts: number): void {
  writer.number(edits.length);
  writeTimes(writer, edits);
  for (const { by, text } of edits) writer.number((by + 1) * texts + text);
  let end = 0;
  for (const { at, inserted } of edits) {
    writer.signed(at - end);
    end = at + inserted.length;
  }
  for (const { removed } of edits) writer.number(removed);
  for (const { inserted } of edits) writer.number(inserted.length);
  for (const { inserted } of edits) writer.units(inserted);
}

function writeCarets(writer: ByteWriter, carets: readonly CaretSample[], texts: number): void {
  writer.number(carets.length);
  writeTimes(writer, carets);
  for (const { by, text } of carets) writer.number((by + 1) * (texts + 1) + text + 1);
  let before = 0;
  for (const { head } of carets) {
    writer.signed(head - before);
    before = head;
  }
  for (const { anchor, head } of carets) writer.signed(anchor - head);
}

function writeTimes(writer: ByteWriter, timed: readonly { time: number }[]): void {
  let before = 0;
  for (const { time } of timed) {
    writer.number(time - before);
    before = time;
  }
}

/**
 * Reads a recording in pieces of a few ms, so that a page can draw in between; handing it to another thread takes
 * longer.
 * @throws {Unreadable} for bytes that are not a recording, or are of a later version
 */
export function* decoding(bytes: Uint8Array): Piecemeal<Recording> {
  const reader = new ByteReader(bytes);
  const version = reader.number();
  if (version !== VERSION) throw new Unreadable(`a recording of version ${version}`);
  const [peers, texts] = [readTexts(reader), readTexts(reader)];
  const edits = yield* readEdits(reader, texts.length);
  const carets = yield* readCarets(reader, texts.length);
  return { peers, texts, edits, carets, keys: yield* makingKeys(texts, edits) };
}

const readTexts = (reader: ByteReader): string[] => Array.from({ length: reader.count() }, () => reader.text());

function* readEdits(reader: ByteReader, texts: number): Piecemeal<Edit[]> {
  const count = reader.count();
  const times = reader.rising(count);
  yield;
  const who = reader.numbers(count);
  const ats = reader.signedNumbers(count);
  yield;
  const removed = reader.numbers(count);
  const lengths = reader.numbers(count);
  yield;
  const all = reader.units(lengths.reduce((sum, length) => sum + length, 0));
  const edits: Edit[] = [];
  let [at, start] = [0, 0];
  for (let i = 0; i < count; i++) {
    if (i % PIECE === 0) yield;
    const inserted = all.slice(start, (start += lengths[i] ?? 0));
    const [by, text] = placesOf(who[i] ?? 0, texts);
    const edit = { time: times[i] ?? 0, by, text, at: at + (ats[i] ?? 0), removed: removed[i] ?? 0, inserted };
    at = edit.at + inserted.length;
    edits.push(edit);
  }
  return edits;
}

function* readCarets(reader: ByteReader, texts: number): Piecemeal<CaretSample[]> {
  const count = reader.count();
  const times = reader.rising(count);
  const who = reader.numbers(count);
  yield;
  const heads = reader.signedNumbers(count);
  const anchors = reader.signedNumbers(count);
  const carets: CaretSample[] = [];
  let head = 0;
  for (let i = 0; i < count; i++) {
    if (i % PIECE === 0) yield;
    const [by, text] = placesOf(who[i] ?? 0, texts + 1);
    head += heads[i] ?? 0;
    carets.push({ time: times[i] ?? 0, by, text: text - 1, anchor: head + (anchors[i] ?? 0), head });
  }
  return carets;
}

/** Who did something, and in which of so many texts. */
const placesOf = (who: number, texts: number): [by: number, text: number] => [Math.floor(who / texts) - 1, who % texts];
