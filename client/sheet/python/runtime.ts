/** Fetches what runs Python: the only part of it that uses the network, and once for good (immutable addresses). */

import type { FrameStart } from './messages.ts';

/** Bytes fetched and made ready so far, of how many. */
export type OnProgress = (done: number, total: number) => void;

export interface Runtime {
  version: string;
  /** Address of the frame's page. */
  frame: string;
  files: Pick<FrameStart, 'script' | 'wasm' | 'library' | 'zones'>;
}

/** dist/python/runtime.json */
interface Listing {
  version: string;
  /** Bytes of each file, not compressed. */
  bytes: Record<string, number>;
}

const BASE = '/python';
const FILES = { script: 'worker.js', wasm: 'python.wasm', library: 'library.zip', zones: 'zones.zip' } as const;

/** The runtime cannot be had: no network, or a server that has none. */
export class RuntimeError extends Error {}

async function answerTo(address: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(address, init).catch(() => null);
  if (!response) throw new RuntimeError('Python could not be fetched: the server does not answer.');
  if (!response.ok) throw new RuntimeError(`Python could not be fetched: the server answers ${response.status}.`);
  return response;
}

/** A response's body, telling of each piece as it comes. */
async function bodyOf(response: Response, onBytes: (count: number) => void): Promise<Blob> {
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      onBytes(piece.byteLength);
      controller.enqueue(piece);
    },
  });
  return new Response(response.body?.pipeThrough(counting)).blob();
}

/** @throws RuntimeError */
export async function fetchRuntime(onProgress: OnProgress): Promise<Runtime> {
  const { version, bytes } = (await (await answerTo(`${BASE}/runtime.json`)).json()) as Listing;
  const total = Object.values(FILES).reduce((sum, file) => sum + (bytes[file] ?? 0), 0);
  let done = 0;
  const get = async (file: string): Promise<Blob> =>
    bodyOf(await answerTo(`${BASE}/${version}/${file}`), (count) => onProgress((done += count), total));
  onProgress(0, total);
  const [script, wasm, library, zones] = await Promise.all([
    ...[get(FILES.script), get(FILES.wasm), get(FILES.library), get(FILES.zones)],
  ] as const);
  return { version, frame: `${BASE}/${version}/frame.html`, files: { script, wasm, library, zones } };
}
