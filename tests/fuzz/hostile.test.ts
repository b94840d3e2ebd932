/**
 * Ten thousand hostile frames against sheets on which two people type: whatever is sent, theirs stay what they typed.
 */

import { expect, it } from 'vitest';
import { inspect } from '../../server/sheets/wire/update.ts';
import { attack } from '../support/attack.ts';
import { below, randomFrom, seedOfRun, type Random } from '../support/random.ts';
import { until } from '../support/server.ts';
import { openStage, type Provider, type Stage } from '../support/sheetClient.ts';

const FRAMES = 10_000;
/** Hostile connections at a time. */
const LANES = 4;

class Honest {
  readonly providers: readonly [Provider, Provider];
  readonly sheet: string;
  /** What each has typed, last first: one in small letters, the other in capitals. */
  readonly typed = ['', ''];
  #turn = 0;

  constructor(stage: Stage, sheet: string) {
    this.sheet = sheet;
    this.providers = [stage.provider(sheet, 'ann'), stage.provider(sheet, 'bob')];
  }

  /** One letter, in front of what both typed so far, by one after the other. */
  type(random: Random): void {
    const who = this.#turn++ % 2 === 0 ? 0 : 1;
    const letter = String.fromCharCode((who === 0 ? 97 : 65) + below(random, 26));
    this.providers[who].doc.getText('frame/context').insert(0, letter);
    this.typed[who] = letter + this.typed[who];
  }

  get ids(): number[] {
    return this.providers.map(({ doc }) => doc.clientID);
  }
}

function expectOwnIdsOnly(stage: Stage, honest: number[]): void {
  for (const { peer, bytes } of stage.store.log) {
    if (peer === 'ann' || peer === 'bob' || peer === 'system') continue;
    expect(peer, 'nobody who only reads').not.toBe('olga');
    for (const { client } of inspect(bytes).runs) expect([1, ...honest], `written by ${peer}`).not.toContain(client);
  }
}

const lettersOf = (text = ''): string[] => [text.replace(/[^a-z]/g, ''), text.replace(/[^A-Z]/g, '')];

it('[SHEET-13] serves honest people the right text whatever hostile ones send', { timeout: 240_000 }, async () => {
  const seed = seedOfRun();
  const random = randomFrom(seed);
  // As fast as they like: what is looked for is what a frame can do, not how many.
  const stage = await openStage({ frameBurst: 1e9, byteBurst: 1e12 });
  for (const peer of ['eve', 'mallory']) stage.allow(peer, { name: peer });
  const start = 'def f():\n';
  const all: Honest[] = [];
  for (const id of ['watched', 'other', 'written']) all.push(new Honest(stage, await stage.sheet(id, start)));
  const [watched, other, written] = all as [Honest, Honest, Honest];
  await Promise.all(all.flatMap(({ providers }) => providers.map((provider) => provider.synced())));
  let ticks = 0;
  const typing = setInterval(() => {
    for (const honest of [watched, other]) honest.type(random);
    // Seldom, so that somebody who has just joined knows the clock of another's client id, and can forge the next
    // character.
    if (ticks++ % 20 === 0) written.type(random);
  }, 10);
  const lanes = Array.from({ length: LANES }, (_, lane) => {
    const [sheet, peer] =
      lane % 2 === 0 ? [watched.sheet, 'olga'] : [written.sheet, lane % 4 === 1 ? 'eve' : 'mallory'];
    const url = `ws://127.0.0.1:${stage.port}/yjs/${sheet}`;
    return attack({ url, cookie: `peer=${peer}`, seed: seed + lane, frames: FRAMES / LANES });
  });
  await Promise.all(lanes).finally(() => clearInterval(typing));

  const told = `SEED=${seed}`;
  for (const { sheet, providers } of all) {
    await until(async () => {
      const stored = await stage.channel.text(sheet);
      for (const { doc, code } of providers) {
        expect(code.toString(), told).toBe(stored.code);
        expect(doc.getText('frame/context').toString(), told).toBe(stored.frame.context);
      }
    });
    expect(
      providers.flatMap(({ closes }) => closes),
      told,
    ).toEqual([]);
    for (const { doc } of providers)
      expect([doc.store.pendingStructs, doc.store.pendingDs], told).toEqual([null, null]);
  }
  for (const { sheet, typed } of [watched, other]) {
    const { code, frame } = await stage.channel.text(sheet);
    expect([code, lettersOf(frame.context)], told).toEqual([start, typed]);
  }
  // Who may write may also delete: but only that.
  const [first, second] = lettersOf(written.providers[0].doc.getText('frame/context').toString());
  expect(written.typed.join('').length, told).toBeGreaterThanOrEqual(`${first}${second}`.length);
  expectOwnIdsOnly(
    stage,
    all.flatMap(({ ids }) => ids),
  );
  expect(stage.errors, told).toEqual([]);
  expect(stage.channel.stats().counts.refusals.get('malformed'), told).toBeGreaterThan(FRAMES / 100);
});
