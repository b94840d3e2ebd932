/** Whether anything that a candidate can fetch tells that the interviewer taps: judged by a classifier. */

import { expect, test } from 'vitest';
import { pathsOf } from '../support/paths.ts';
import { request, type Peer, type SheetTap, type Tab } from '../support/peer.ts';
import { startServer, TestClock, until } from '../support/server.ts';
import { pairAsked } from './pair.ts';

/** As many windows of each kind, in an order in which nothing that only grows or repeats goes with one of them. */
const TAPPED = [0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0].map((digit) => digit === 1);

type Features = Map<string, number>;

/** Each number in it at its place, and how much of it there is. The time of day is no secret. */
function featuresOf(name: string, text: string): Features {
  const numbers = text.match(/\d+(?:\.\d+)?/g) ?? [];
  return new Map([
    [`${name} length`, text.length],
    ...numbers.map((number, i) => [`${name} number ${i}`, Number(number)] as const),
  ]);
}

async function observe(who: Peer, paths: readonly string[], tab: Tab, sheet: SheetTap): Promise<Features> {
  const answers = await Promise.all(paths.map((path) => who.get(path)));
  const told = answers.map(({ status, headers, text }, i) => {
    const said = [...headers].filter(([name]) => name !== 'date').map((header) => header.join(' '));
    return featuresOf(paths[i] ?? '', [status, ...said, text].join('\n'));
  });
  const arrived = new Map([
    ['packets', tab.packets.length],
    ['seq', tab.view.seq],
    ['frames', sheet.frames.length],
  ]);
  return new Map([...told, arrived].flatMap((each) => [...each]));
}

/** What changed from each observation to the next. */
const changesOf = (seen: readonly Features[]): Features[] =>
  seen.slice(1).map((now, i) => {
    const before = seen[i] ?? new Map<string, number>();
    const names = new Set([...before.keys(), ...now.keys()]);
    return new Map([...names].map((name) => [name, (now.get(name) ?? NaN) - (before.get(name) ?? NaN)]));
  });

/** How often a window with a tap has more of it than one without, a tie counting half: 0.5 tells nothing. */
function auc(windows: readonly Features[], name: string): number {
  const of = (tapped: boolean) => windows.filter((_, i) => TAPPED[i] === tapped).map((each) => each.get(name) ?? NaN);
  // What is there in some windows only tells by being there.
  const value = (each: number) => (Number.isNaN(each) ? -Infinity : each);
  const pairs = of(true).flatMap((a) => of(false).map((b) => [value(a), value(b)] as const));
  return pairs.reduce((sum, [a, b]) => sum + (a > b ? 1 : a === b ? 0.5 : 0), 0) / pairs.length;
}

/** Features that separate the two kinds of windows, with their AUC. */
function telling(seen: readonly Features[]): [string, number][] {
  const windows = changesOf(seen);
  const names = new Set(windows.flatMap((each) => [...each.keys()]));
  return [...names]
    .map((name): [string, number] => [name, auc(windows, name)])
    .filter(([, area]) => Math.abs(area - 0.5) > 0.05);
}

test('[VIEW-7] a classifier cannot tell windows with taps from windows without by what a candidate fetches', async () => {
  const clock = new TestClock();
  const server = await startServer({ now: clock.now });
  const { room, first, second, one, two, ask, sheet } = await pairAsked(server);
  const taps = [first.watch(sheet), second.watch(sheet)] as const;
  await until(() => expect(taps.every(({ frames }) => frames.length >= 2)).toBe(true));
  // Exports are limited to so many a minute.
  const paths = pathsOf(room, ['one', 'two'], [ask]).filter((path) => !path.startsWith('/api/me/export'));
  const seen = { candidate: [] as Features[], interviewer: [] as Features[] };
  const look = async () => {
    seen.candidate.push(await observe(second, paths, two, taps[1]));
    seen.interviewer.push(await observe(first, ['/api/me'], one, taps[0]));
  };
  await look();
  for (const tapped of TAPPED) {
    clock.pass(250);
    for (const heard of tapped ? [true, false] : []) await one.does({ type: 'beat', ask, beat: 0, heard });
    if (tapped) await one.does({ type: 'note', text: 'a private word' });
    await look();
  }
  expect(telling(seen.candidate)).toEqual([]);
  expect(telling(seen.interviewer), 'the classifier finds what is there to find').toContainEqual(['packets', 1]);
});

test('[SHEET-16] [VIEW-7] the figures of the process are on a listener of their own, for requests to the loopback', async () => {
  const server = await startServer();
  const { second } = await pairAsked(server);
  for (const path of ['/metrics', '/metrics/', '/METRICS', '/api/metrics', '//metrics', '/%6detrics']) {
    const { status, text } = await second.get(path);
    expect({ path, status }).toEqual({ path, status: 404 });
    expect(text).not.toMatch(/process_cpu|nodejs_/);
  }
  expect(server.app.metrics.listening).toBe(false);
  const url = await server.metricsUrl();
  expect((await request({ url }, 'GET', '/metrics')).text).toContain('process_cpu_seconds_total');
  expect((await request({ url }, 'GET', '/')).status).toBe(404);
  expect((await request({ url }, 'POST', '/metrics')).status).toBe(404);
});
