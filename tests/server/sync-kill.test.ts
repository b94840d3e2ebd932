/**
 * A server that is killed again and again while two people type: nothing that one was shown of the other is lost, and
 * nothing doubled.
 */

import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { openSqliteFile } from '../../server/store/sqlite/database.ts';
import { documentOf } from '../../server/sheets/fold/jobs.ts';
import { storedOf } from '../../server/sheets/log/reader.ts';
import { KillableServer } from '../support/killable.ts';
import { below, randomFrom, seedOfRun, type Random } from '../support/random.ts';
import { until } from '../support/server.ts';
import type { Provider } from '../support/sheetClient.ts';
import { pairAsked } from './pair.ts';

const KILLS = 100;
/**
 * How many words each types before a kill, at most: more than a server takes while the last of them are on their way.
 */
const WORDS = 60;

/** Types words that are nowhere else, each between two others. */
class Typist {
  readonly provider: Provider;
  readonly #name: string;
  readonly #random: Random;
  typed = 0;

  constructor(name: string, provider: Provider, random: Random) {
    this.#name = name;
    this.provider = provider;
    this.#random = random;
  }

  word(): void {
    const { code } = this.provider;
    const between = code.toString().indexOf(';', below(this.#random, code.length + 1)) + 1;
    code.insert(between, `${this.#name}${this.typed++};`);
  }

  get words(): string[] {
    return Array.from({ length: this.typed }, (_, i) => `${this.#name}${i}`);
  }
}

async function typeUntilKilled(server: KillableServer, typists: Typist[], words: number): Promise<void> {
  for (let i = 0; i < words; i++) {
    for (const typist of typists) typist.word();
    await new Promise((turn) => setImmediate(turn));
  }
  await server.kill();
  // What is on its way to the editors still arrives.
  await until(() => expect(typists.map(({ provider }) => provider.ws.wsconnected)).toEqual([false, false]));
  for (const { provider } of typists) provider.ws.disconnect();
}

/** The sheet as a start after the kill finds it. */
function storedSheet(file: string, sheet: string): Y.Doc {
  const store = openSqliteFile(file);
  const stored = store.loadSheet(sheet);
  store.close();
  if (!stored) throw new Error('the sheet is gone');
  return documentOf(storedOf(stored));
}

function expectKept(stored: Y.Doc, typist: Typist, other: Typist): void {
  const { doc, acknowledged } = typist.provider;
  const theirs = other.provider.doc.clientID;
  const kept = (client: number) => Y.getState(stored.store, client);
  expect(kept(theirs), 'what was shown of the other').toBeGreaterThanOrEqual(Y.getState(doc.store, theirs));
  expect(kept(doc.clientID), 'what was acknowledged').toBeGreaterThanOrEqual(acknowledged.get(doc.clientID) ?? 0);
}

it('[SHEET-2] keeps whatever either peer was shown through a hundred kills', { timeout: 300_000 }, async () => {
  const seed = seedOfRun();
  const random = randomFrom(seed);
  const server = await KillableServer.start();
  const { first, second, sheet } = await pairAsked(server);
  const one = new Typist('a', first.provider(sheet), random);
  const two = new Typist('b', second.provider(sheet), random);
  const typists = [one, two];
  for (let kill = 1; kill <= KILLS; kill++) {
    const what = `SEED=${seed}, kill ${kill}`;
    for (const { provider } of typists) provider.ws.connect();
    await Promise.all(typists.map(({ provider }) => provider.synced()));
    await typeUntilKilled(server, typists, below(random, WORDS));
    await server.up();
    const stored = storedSheet(server.file, sheet);
    try {
      expectKept(stored, one, two);
      expectKept(stored, two, one);
    } catch (error) {
      throw new Error(what, { cause: error });
    }
  }
  for (const { provider } of typists) provider.ws.connect();
  const all = [...one.words, ...two.words].sort();
  await until(async () => {
    const texts = typists.map(({ provider }) => provider.code.toString());
    const stored = storedSheet(server.file, sheet).getText('code').toString();
    expect(texts, `SEED=${seed}`).toEqual([stored, stored]);
    expect(stored.replace('# start of one\n', '').split(';').slice(0, -1).sort(), `SEED=${seed}`).toEqual(all);
  });
});
