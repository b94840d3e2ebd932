/** What a seat may not see is never sent: canaries in every secret, and somebody who listens to everything. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { clientRouter } from '../../server/http/client.ts';
import { factCanary, GUIDE_CANARY, hiddenCanary, hintCanary, testCard } from '../support/cards.ts';
import { pathsOf } from '../support/paths.ts';
import { peer, type Peer, type SheetTap, type Tab } from '../support/peer.ts';
import { PLACE } from '../support/frames.ts';
import { startServer, TestClock, until, type TestServer } from '../support/server.ts';
import { ask, both, formOf, pairAsked, pairIn } from './pair.ts';

const CARDS = [testCard('one'), testCard('two', ['tradeoff-language', 'answer-structure']), testCard('unasked')];
const SLUGS = CARDS.map(({ card }) => card);
const SECRET =
  /CANARY-[A-Z]+(?:[\w-]*\.| (?:beat \d|follow-up|red flag|good to great|model answer|solution) of \w+|-[\w-]+)?/g;

/** What an interviewer may read. */
const GUIDES = /^CANARY-(GUIDE|HIDDEN|HINT|FACT)/;

/** Listens to everything that somebody can be sent, and may know only what was granted. */
class Ear {
  readonly name: string;
  readonly who: Peer;
  readonly #granted: (string | RegExp)[] = [];
  readonly #tabs: Tab[] = [];
  readonly #taps = new Map<string, SheetTap>();
  readonly #heard: string[] = [];
  readonly room: string;
  /** How many messages of each kind have come. */
  readonly told = { view: 0, changes: 0 };

  /** Ids of asks and moments that anybody knows of: guessing one must not help. */
  readonly #ids: Set<string>;

  constructor(name: string, who: Peer, room: string, ids: Set<string>) {
    this.#ids = ids;
    this.name = name;
    this.who = who;
    this.room = room;
  }

  may(...what: (string | RegExp)[]): void {
    this.#granted.push(...what);
  }

  forget(): void {
    this.#granted.length = 0;
  }

  learn(): void {
    for (const { view } of this.#tabs) {
      for (const { ask } of view.asks) this.#ids.add(ask);
      for (const { moment } of view.moments ?? []) this.#ids.add(moment);
    }
  }

  listen(tab: Tab): Tab {
    this.#tabs.push(tab);
    return tab;
  }

  /** Asks for everything once more, and looks at all that has come since the last time. */
  async check(step: string): Promise<void> {
    for (const { view } of this.#tabs) {
      for (const { sheet } of view.asks) if (!this.#taps.has(sheet)) this.#taps.set(sheet, this.who.watch(sheet));
    }
    const answers = await Promise.all([
      ...pathsOf(this.room, SLUGS, this.#ids).map((path) => this.who.get(path)),
      ...SLUGS.map((slug) => this.who.post(`/api/rooms/${this.room}/cards/${slug}`)),
    ]);
    this.#heard.push(...answers.map(({ text, headers }) => text + JSON.stringify([...headers])));
    const packets = this.#tabs.flatMap((tab) => tab.packets.splice(0));
    this.told.view += packets.filter((packet) => packet.startsWith('2["view"')).length;
    this.told.changes += packets.filter((packet) => packet.startsWith('2["changes"')).length;
    this.#heard.push(...packets);
    this.#heard.push(
      ...[...this.#taps.values()].flatMap((tap) => tap.frames.splice(0).map((frame) => frame.toString('latin1'))),
    );
    expect(this.#leaked(this.#heard.splice(0)), `${this.name}, ${step}`).toEqual([]);
    // What a page has made of all its changes: what it may see no more was taken away.
    const shown = () => this.#tabs.map(({ view }) => JSON.stringify(view));
    await until(() => expect(this.#leaked(shown()), `${this.name}'s page, ${step}`).toEqual([]));
  }

  #leaked(texts: readonly string[]): string[] {
    const secrets = new Set(texts.flatMap((text) => text.match(SECRET) ?? []));
    const known = (secret: string) => (each: string | RegExp) =>
      typeof each === 'string' ? each === secret : each.test(secret);
    return [...secrets].filter((secret) => !this.#granted.some(known(secret)));
  }
}

async function serverWithPages(now: () => number): Promise<TestServer> {
  const dir = await mkdtemp(join(tmpdir(), 'practice-room-pages-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  await writeFile(join(dir, 'index.html'), '<!doctype html><title>Practice Room</title>');
  return startServer({
    cards: CARDS,
    now,
    client: async () => ({
      handler: clientRouter(dir),
      sessionPage: '<title><!--title--></title><!--plain--><!--parts-->',
    }),
  });
}

/** The interviewer does everything that only the interviewer sees. */
async function interviewInSilence(interviewer: Tab, asked: string, who: string): Promise<void> {
  for (const beat of [0, 1]) await interviewer.does({ type: 'beat', ask: asked, beat, heard: true });
  await interviewer.does({ type: 'beat', ask: asked, beat: 1, heard: false });
  await interviewer.does({ type: 'hint', ask: asked, rung: 0, how: 'spoken' });
  await interviewer.does({ type: 'note', text: `CANARY-NOTE-${who}` });
  const pinned = {
    ...PLACE,
    quote: `CANARY-QUOTE-${who}`,
    text: `CANARY-PIN-${who}`,
  };
  await interviewer.does({ type: 'pin', ask: asked, ...pinned });
  const found = { name: 'test_it', outcome: 'fail' as const, message: `CANARY-CASE-${who}`, ms: 1 };
  await interviewer.does({ type: 'checked', ask: asked, code: 'x', hidden: true, cases: [found], ms: 1 });
  const marked = { line: 1, quote: `CANARY-MARK-${who}`, ...PLACE };
  await interviewer.does({ type: 'mark', ask: asked, verdict: 'wrong', ...marked });
}

test(
  '[VIEW-1] [VIEW-2] through two rounds nobody is sent a secret before they may have it',
  { timeout: 60_000 },
  async () => {
    const clock = new TestClock();
    const server = await serverWithPages(clock.now);
    const { room, secret, first, second, one, two } = await pairIn(server);
    const watcher = await peer(server, 'Watcher');
    const ids = new Set<string>();
    const ears = [
      new Ear('first', first, room, ids),
      new Ear('second', second, room, ids),
      new Ear('watcher', watcher, room, ids),
    ] as const;
    const [hearsOne, hearsTwo, hearsAll] = ears;
    hearsOne.listen(one);
    hearsTwo.listen(two);
    await letWatch(one, two);
    await watcher.join(room, secret);
    hearsAll.listen(await watcher.connect(room));
    const check = async (step: string): Promise<void> => {
      for (const ear of ears) ear.learn();
      for (const ear of ears) await ear.check(step);
      const logged = server.log.join('\n');
      expect(logged.match(SECRET), `log, ${step}`).toBeNull();
      clock.pass(1_000);
    };

    hearsOne.may(GUIDES, /-first$/);
    hearsTwo.may(/-second$/);
    await check('lobby');
    await one.does({ type: 'begin' });
    const { ask: asked } = await ask(one, 'one');
    await check('asked');
    await interviewInSilence(one, asked, 'first');
    await two.does({ type: 'note', text: 'CANARY-NOTE-second' });
    await check('interviewed');
    expect((await two.say({ id: 'hint', type: 'beat', ask: asked, beat: 0, heard: true })).ok).toBe(false);
    await one.does({ type: 'hint', ask: asked, rung: 1, how: 'sent' });
    await one.does({ type: 'fact', ask: asked, fact: 0 });
    for (const ear of [hearsTwo, hearsAll]) ear.may(hintCanary('one', 1), factCanary('one', 0));
    await two.sees((view) => view.ask?.facts.length === 1);
    await check('given');
    await one.does({ type: 'reveal-checks', ask: asked });
    const shown = [hiddenCanary('one'), 'CANARY-CASE-first'];
    for (const ear of [hearsTwo, hearsAll]) ear.may(...shown);
    await two.sees((view) => view.ask?.checks.hidden?.shown === true);
    await check('checks shown');
    two.socket.io.engine.close();
    hearsTwo.listen(await second.connect(room));
    await two.sees(() => two.socket.connected);
    await check('reconnected');

    await one.does({ type: 'end-round' });
    hearsOne.forget();
    // What the interviewer of round 1 has done is their own; the rest of the guide is closed to them as well now.
    const own = [hintCanary('one', 0), hintCanary('one', 1), factCanary('one', 0), `${GUIDE_CANARY} beat 0 of one`];
    hearsOne.may(...own, hiddenCanary('one'), /-first$/);
    await two.sees((view) => view.myForm !== undefined);
    one.packets.length = 0;
    await check('feedback');
    await one.does({ type: 'save-draft', form: formOf(one, 'CANARY-DRAFT-first'), rev: 0 });
    await two.does({ type: 'save-draft', form: formOf(two, 'CANARY-DRAFT-second'), rev: 0 });
    await one.does({ type: 'note', text: 'CANARY-NOTE-first' });
    await check('drafts');
    await one.does({ type: 'submit-form', form: formOf(one, 'CANARY-FORM-first') });
    await two.does({ type: 'submit-form', form: formOf(two, 'CANARY-FORM-second') });
    await check('sealed');

    await both('swap', one, two);
    await one.sees((view) => view.phase === 'round');
    hearsTwo.may(GUIDES);
    await check('swapped');
    const { ask: askedTwo } = await ask(two, 'two');
    await interviewInSilence(two, askedTwo, 'second');
    await check('second round');
    hearsOne.listen(await first.connect(room));
    await check('second round, another tab');
    await two.does({ type: 'end-round' });
    hearsTwo.forget();
    const theirs = [hintCanary('two', 0), `${GUIDE_CANARY} beat 0 of two`, hintCanary('one', 1), factCanary('one', 0)];
    hearsTwo.may(...theirs, ...shown, /-second$/);
    await one.sees((view) => view.myForm?.form.round === 2);
    two.packets.length = 0;
    await check('second feedback');
    await one.does({ type: 'submit-form', form: formOf(one, 'CANARY-FORM-first') });
    await both('finish', one, two);
    await check('finished, one form missing');
    await two.does({ type: 'submit-form', form: formOf(two, 'CANARY-FORM-second') });
    hearsOne.may(/./);
    hearsTwo.may(/./);
    await one.sees((view) => view.debrief?.revealedAt !== null);
    await check('revealed');
    expect((await first.get(`/api/rooms/${room}/report.md`)).text).toContain('CANARY-FORM-second');
    expect((await watcher.get(`/api/rooms/${room}/report.md`)).status).toBe(403);
    for (const { name, told } of ears) {
      expect({ name, views: told.view > 0, changes: told.changes > 5 }).toEqual({ name, views: true, changes: true });
    }
  },
);

async function letWatch(one: Tab, two: Tab): Promise<void> {
  await one.does({ type: 'allow-observers', agreed: true });
  await two.does({ type: 'allow-observers', agreed: true });
}

test('[VIEW-3] while the interviewer taps, not one byte arrives at the candidate or an observer', async () => {
  const clock = new TestClock();
  const server = await serverWithPages(clock.now);
  const { room, secret, first, second, one, two, ask: asked, sheet } = await pairAsked(server);
  await letWatch(one, two);
  const watcher = await peer(server, 'Watcher');
  await watcher.join(room, secret);
  const three = await watcher.connect(room);
  await two.sees((view) => view.observers.some(({ connected }) => connected));
  const taps = [second.watch(sheet), watcher.watch(sheet)];
  await until(() => expect(taps.every(({ frames }) => frames.length >= 2)).toBe(true));
  const count = () => [two.packets.length, three.packets.length, ...taps.map(({ frames }) => frames.length)];
  /** What anybody can ask for, without the time of day. */
  const answersTo = async (who: Peer) => {
    const answers = await Promise.all(pathsOf(room, SLUGS, [asked]).map((path) => who.get(path)));
    return answers.map(({ text }) =>
      text
        .split('\n')
        .filter((line) => !line.includes('"exportedAt"'))
        .join('\n'),
    );
  };
  const before = { arrived: count(), seq: two.view.seq, answers: [await answersTo(second), await answersTo(watcher)] };

  clock.pass(1_000);
  await interviewInSilence(one, asked, 'first');
  for (let i = 0; i < 20; i++) await one.does({ type: 'beat', ask: asked, beat: 0, heard: i % 2 === 0 });
  for (const { card } of CARDS) expect((await first.post(`/api/rooms/${room}/cards/${card}`)).status).toBe(200);
  expect([await answersTo(second), await answersTo(watcher)]).toEqual(before.answers);
  await first.connect(room);
  expect(count()).toEqual(before.arrived);

  // One thing that all see: it is the very next packet, and the number did not jump.
  await one.does({ type: 'pause' });
  await two.sees((view) => !view.clock.running);
  await three.sees((view) => !view.clock.running);
  expect(two.view.seq).toBe(before.seq + 1);
  const [arrivedTwo = 0, arrivedThree = 0, ...frames] = before.arrived;
  expect(count()).toEqual([arrivedTwo + 1, arrivedThree + 1, ...frames]);
});

test('[VIEW-1] [VIEW-2] a tab of the former interviewer loses the guide with the seat', async () => {
  const server = await startServer();
  const { room, first, one, two } = await pairIn(server);
  expect((await first.post(`/api/rooms/${room}/cards/one`)).text).toContain(GUIDE_CANARY);
  await one.does({ type: 'exchange-seats', agreed: true });
  await two.does({ type: 'exchange-seats', agreed: true });
  await one.sees((view) => view.me.seat === 'candidate');
  await two.does({ type: 'begin' });
  await ask(two, 'one');
  await one.sees((view) => view.ask !== undefined);
  expect(one.view.guide).toBeUndefined();
  expect(one.packets.join()).not.toContain(GUIDE_CANARY);
  for (const answer of [await first.get(`/api/rooms/${room}/cards`), await first.post(`/api/rooms/${room}/cards/one`)])
    expect(answer).toMatchObject({ status: 403, json: { refusal: 'wrong-seat' } });
  const again = await first.connect(room);
  expect(again.packets.join()).not.toContain(GUIDE_CANARY);
});
