/** Reads a finished session out of the document that holds it. */

import { recordingPart, SESSION_PART, type SessionPart } from '../../shared/report/session-file.ts';
import { ApiError } from '../room/api.ts';
import type { SessionSource } from '../room/source.ts';

const missing = (what: string) =>
  new ApiError({ refusal: 'not-found', message: `This file is missing ${what}: it was cut short, or changed.` }, 0);

async function readPart(name: string): Promise<ArrayBuffer> {
  const element = document.querySelector(`script[data-part="${CSS.escape(name)}"]`);
  if (!element?.textContent) throw missing(`its part “${name}”`);
  const packed = Uint8Array.from(atob(element.textContent), (character) => character.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).arrayBuffer();
}

export async function readSession(): Promise<SessionPart> {
  return JSON.parse(new TextDecoder().decode(await readPart(SESSION_PART))) as SessionPart;
}

export const fileSource = ({ report, timelines, texts }: SessionPart): SessionSource => ({
  report: async () => report,
  timeline: async (round) =>
    present(
      timelines.find((one) => one.round === round),
      'the times of this round',
    ),
  recording: (sheet) => readPart(recordingPart(sheet)),
  text: async (moment) => present(texts[moment], 'the text of this moment'),
});

function present<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw missing(what);
  return part;
}
