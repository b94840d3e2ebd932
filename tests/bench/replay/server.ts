/**
 * What fetching a recording from the real server takes: its time, its bytes on the wire, and the server's CPU and
 * memory.
 */

import { get, type IncomingMessage } from 'node:http';
import { cpuOf, type Running } from '../sheets/process.ts';
import { median } from '../sheets/figures.ts';
import type { Figures } from './jobs.ts';
import { peakOf, watchPeak } from './memory.ts';
import { roomOf, sheetOf, TOKEN } from './rooms.ts';

const ROUNDS = 5;

export async function fetched({ pid, port }: Running, edits: number): Promise<Figures> {
  const path = `/api/rooms/${roomOf(edits)}/recordings/${sheetOf(edits)}`;
  const times: number[] = [];
  const cpus: number[] = [];
  let wire = 0;
  const before = watchPeak(pid);
  for (let round = 0; round < ROUNDS; round++) {
    const [started, cpu] = [performance.now(), cpuOf(pid)];
    wire = await bytesOf(port, path);
    times.push(performance.now() - started);
    cpus.push(cpuOf(pid) - cpu);
  }
  const peak = peakOf(pid) - before;
  return { first: times[0] ?? NaN, again: median(times.slice(1)), cpu: cpus[0] ?? NaN, wire, peak };
}

/** How many bytes the body of an answer has as it is sent. */
function bytesOf(port: number, path: string): Promise<number> {
  const headers = { cookie: `practice_room=${TOKEN}`, 'accept-encoding': 'br, gzip' };
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers }, (response: IncomingMessage) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => {
        if (response.statusCode === 200) resolve(bytes);
        else reject(new Error(`${path} answered ${response.statusCode}`));
      });
    }).on('error', reject);
  });
}
