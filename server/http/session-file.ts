/** A finished session as one HTML file that asks no network for anything: its page comes from the client's build. */

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { reportMarkdown } from '../../shared/report/markdown/report-markdown.ts';
import { reportTitle } from '../../shared/report/moment-words.ts';
import { recordingPart, SESSION_PART, type SessionPart } from '../../shared/report/session-file.ts';
import type { SheetId } from '../../shared/room/ids.ts';
import { escapeHtml, plainHtml } from '../sessions/plain-html.ts';

const packed = promisify(gzip);

/** Where the page has places for a session, in the order in which they stand in it. */
const PLACES = /<!--(?:title|plain|parts)-->/;

/** @param page as `vite build` writes it (client/vite.offline.ts) */
export function createSessionFiles(page: string) {
  const [start, afterTitle, afterPlain, end, ...more] = page.split(PLACES);
  if (end === undefined || more.length > 0) throw new Error('The page of a session file has no place for a session.');

  /** @param recordings as they are encoded, by sheet */
  return async (session: SessionPart, recordings: ReadonlyMap<SheetId, Uint8Array>): Promise<string> => {
    const { report } = session;
    const parts = [
      await part(SESSION_PART, Buffer.from(JSON.stringify(session))),
      ...(await Promise.all([...recordings].map(([sheet, bytes]) => part(recordingPart(sheet), bytes)))),
    ];
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

/** In base64: nothing that somebody typed stands in a script, however it reads. */
async function part(name: string, content: Uint8Array): Promise<string> {
  const text = (await packed(content, { level: 9 })).toString('base64');
  return `<script type="text/plain" data-part="${escapeHtml(name)}">${text}</script>`;
}
