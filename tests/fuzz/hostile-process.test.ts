/**
 * Hostile frames against the whole server in a process of its own, by somebody who belongs to the room: it lives, and
 * both rooms read what was typed. What it cost the honest is printed; HOSTILE_FRAMES says how many, and `npm run
 * bench:hostile` sends 20,000.
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Attack } from '../support/attack.ts';
import { KillableServer } from '../support/killable.ts';
import { seedOfRun } from '../support/random.ts';
import { until } from '../support/server.ts';
import type { Provider } from '../support/sheetClient.ts';
import { pairAsked } from '../server/pair.ts';

const FRAMES = Number(process.env.HOSTILE_FRAMES ?? 2_000);
const LANES = 4;
/** ms between two characters of one who types. */
const TYPING_MS = 20;
/** Characters that each reads in peace first. */
const CALM = 200;
const CHILD = fileURLToPath(new URL('../support/attack-child.ts', import.meta.url));

/** One types, the other reads: how long each character took, in ms. */
class Watched {
  readonly writer: Provider;
  readonly reader: Provider;
  typed = '';
  #sent = 0;
  #seen = 0;
  took: number[] = [];

  constructor(writer: Provider, reader: Provider) {
    this.writer = writer;
    this.reader = reader;
    reader.doc.getText('frame/context').observe(({ target }) => this.#see(target.length));
  }

  type(): void {
    this.#sent = performance.now();
    this.typed += String.fromCharCode(97 + (this.typed.length % 26));
    const text = this.writer.doc.getText('frame/context');
    text.insert(text.length, this.typed.at(-1) ?? '');
  }

  #see(length: number): void {
    if (length > this.#seen) this.took.push(performance.now() - this.#sent);
    this.#seen = length;
  }

  get text(): string {
    return this.reader.doc.getText('frame/context').toString();
  }
}

const percentile = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? NaN;

const described = (took: number[]): string =>
  `p50 ${percentile(took, 0.5).toFixed(1)}, p99 ${percentile(took, 0.99).toFixed(1)} ms`;

const resident = (pid: number): string =>
  /VmRSS:\s+(.*)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 'unknown';

async function attacked(attacks: Attack[]): Promise<void> {
  const child = fork(CHILD, [JSON.stringify(attacks)], { execArgv: ['--import', 'tsx'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
}

it(
  '[SHEET-13] lives, and both rooms read what was typed, while a member of one is hostile',
  { timeout: 600_000 },
  async () => {
    const seed = seedOfRun();
    const server = await KillableServer.start();
    const [here, there] = [await pairAsked(server), await pairAsked(server)];
    const rooms = [here, there].map(
      ({ first, second, sheet }) => new Watched(first.provider(sheet), second.provider(sheet)),
    );
    await Promise.all(rooms.flatMap(({ writer, reader }) => [writer.synced(), reader.synced()]));
    const typing = setInterval(() => rooms.forEach((room) => room.type()), TYPING_MS);
    await until(() => expect(Math.min(...rooms.map(({ took }) => took.length))).toBeGreaterThanOrEqual(CALM), 60_000);
    const calm = rooms.map(({ took }) => described(took));
    for (const room of rooms) room.took = [];
    const before = resident(server.pid);
    const url = `${server.url.replace('http', 'ws')}/yjs/${here.sheet}`;
    await attacked(
      Array.from({ length: LANES }, (_, lane) => ({
        ...{ url, cookie: here.second.cookie, seed: seed + lane, frames: FRAMES / LANES },
      })),
    ).finally(() => clearInterval(typing));
    const told = `SEED=${seed}`;
    const [mine, theirs] = rooms as [Watched, Watched];
    await until(() => expect(theirs.text, told).toBe(theirs.typed));
    // A member may delete; nothing else may happen to the text.
    await until(() => expect(mine.text, told).toBe(mine.writer.doc.getText('frame/context').toString()));
    expect(
      rooms.flatMap(({ writer, reader }) => [...writer.closes, ...reader.closes]),
      told,
    ).toEqual([]);
    console.log(
      `${FRAMES} hostile frames, ${told}\n` +
        rooms
          .map(
            ({ took }, i) =>
              `  ${i === 0 ? 'their room' : 'another room'}: calm ${calm[i]}; attacked ${described(took)}`,
          )
          .join('\n') +
        `\n  resident ${before} -> ${resident(server.pid)}`,
    );
  },
);
