/** A finished session as one HTML file that asks no network for anything: its page comes from the client's build. */

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { isEnded, timelineFor } from '../../shared/replay/timeline-of.ts';
import { reportTitle } from '../../shared/report/forms.ts';
import { reportMarkdown } from '../../shared/report/markdown/report-markdown.ts';
import type { Report } from '../../shared/report/report.ts';
import { recordingPart, SESSION_PART, type SessionPart } from '../../shared/report/session-file.ts';
import type { MomentText } from '../../shared/room/code.ts';
import type { MomentId, PeerId, SheetId } from '../../shared/room/ids.ts';
import { isOpenTo, roundsOf } from '../../shared/room/queries.ts';
import type { Round } from '../../shared/room/state.ts';
import type { Store } from '../store/store.ts';
import { escapeHtml, plainHtml } from './plain-html.ts';
import type { RoomRecord } from './room-record.ts';

const packed = promisify(gzip);

/** Where a session goes into the page, in this order. */
const PLACES = /<!--(?:title|plain|parts)-->/;

export interface SessionFileDeps {
  store: Pick<Store, 'words'>;
  /** As `encodeRecording` writes it; null where making it takes longer than anybody waits. */
  recording: (sheet: SheetId) => Promise<Uint8Array | null>;
}

/** Writes the file for one reader: their report and everything that it opens. */
export type WriteSessionFile = (record: RoomRecord, reader: PeerId, report: Report) => Promise<string>;

/**
 * @param page as `vite build` writes it (client/vite.offline.ts)
 * @throws Error where it has not the places for a session
 */
export function createSessionFiles(page: string, { store, recording }: SessionFileDeps): WriteSessionFile {
  const [start, afterTitle, afterPlain, end, ...more] = page.split(PLACES);
  if (end === undefined || more.length > 0) throw new Error('The page of a session file has no place for a session.');

  return async (record, reader, report) => {
    const rounds = roundsOf(record.state).filter((round) => isOpenTo(record.state, round, reader));
    const timelines = timelinesOf(record, rounds, reader);
    const session: SessionPart = { report, timelines, texts: await textsOf(store, record, rounds) };
    const parts = [await part(SESSION_PART, Buffer.from(JSON.stringify(session)))];
    for (const { sheet } of rounds.flatMap(({ asks }) => asks)) {
      const bytes = await recording(sheet);
      if (bytes) parts.push(await part(recordingPart(sheet), bytes));
    }
    return [
      start,
      escapeHtml(reportTitle(report)),
      afterTitle,
      plainHtml(reportMarkdown(report)),
      afterPlain,
      parts.join('\n'),
      end,
    ].join('');
  };
}

/** In base64: nothing that somebody typed is in a script, however it reads. */
async function part(name: string, content: Uint8Array): Promise<string> {
  const text = (await packed(content, { level: 9 })).toString('base64');
  return `<script type="text/plain" data-part="${escapeHtml(name)}">${text}</script>`;
}

const timelinesOf = (record: RoomRecord, rounds: readonly Round[], reader: PeerId): SessionPart['timelines'] =>
  rounds.filter(isEnded).map((round) => timelineFor(record.events, record.state, round, reader, record));

/** The long part of every moment; what was erased is absent. */
async function textsOf(
  store: SessionFileDeps['store'],
  { state }: RoomRecord,
  rounds: readonly Round[],
): Promise<SessionPart['texts']> {
  const moments = rounds.flatMap((round) => round.moments.flatMap((moment) => ('long' in moment ? [moment] : [])));
  const words = await store.words(
    state.room,
    moments.map(({ long }) => long),
  );
  const texts: Record<MomentId, MomentText> = {};
  for (const { moment, long } of moments) {
    const text = words.get(long);
    if (text !== undefined) texts[moment] = JSON.parse(text) as MomentText;
  }
  return texts;
}
