/** Runs, checks, traces and marks over the wire: kept once, fetched by who sees them, and told in the report. */

import { expect, onTestFinished, test } from 'vitest';
import { LIMITS } from '../../shared/limits.ts';
import { PYTHON_LIMITS } from '../../shared/python/limits.ts';
import type { Report } from '../../shared/report/report.ts';
import { testCard } from '../support/cards.ts';
import { peer, type Said } from '../support/peer.ts';
import { PLACE } from '../support/frames.ts';
import { startServer, until } from '../support/server.ts';
import { temporarySqlite } from '../support/stores.ts';
import { ask, both, endAndSeal, pairAsked } from './pair.ts';

const ran = (asked: string, more: object = {}) =>
  ({ type: 'ran', ask: asked, code: 'print(1)', outcome: 'finished', ms: 12, output: '1\n', ...more }) as Said;
const checked = (asked: string, more: object = {}) =>
  ({ type: 'checked', ask: asked, code: 'x', hidden: false, ms: 3, cases: [], ...more }) as Said;
const rows = [{ line: '1', values: 'x = 1', branch: '', printed: '', returned: '' }];
const real = { line: 1, frame: 'f', depth: 0, changes: [{ name: 'x', value: '2' }], branch: true, returned: '2' };

const traceCard = { ...testCard('one'), trace: { call: 'f(1)' } };
const plainCards = [testCard('one'), testCard('two', ['tradeoff-language', 'answer-structure'])];

test('[PY-2] [CMD-1] [RUN-3] a run said twice is kept once, and is fetched after a restart as it was', async () => {
  const sqlite = await temporarySqlite();
  onTestFinished(() => sqlite.dispose());
  const server = await startServer({ store: sqlite.store });
  const { room, first, second, one, two, ask: asked } = await pairAsked(server);
  const output = 'naïve 🙂\n'.repeat(1_500);
  const said = { id: 'run-1', ...ran(asked, { code: '# é\0', output }) };
  const ack = await two.say(said);
  expect(ack).toMatchObject({ ok: true });
  expect(await two.say(said)).toEqual(ack);
  await two.does(ran(asked));
  const runs = () => (two.view.moments ?? []).filter(({ kind }) => kind === 'run');
  expect(runs()).toHaveLength(2);
  const path = `/api/rooms/${room}/moments/${runs()[0]?.moment}`;
  const connections = two.connections;
  await server.restart(() => sqlite.reopen());
  await two.returned(connections);
  expect(await two.say(said)).toEqual(ack);
  expect(runs()).toHaveLength(2);
  for (const who of [first, second]) {
    expect((await who.get(path)).json).toEqual({ kind: 'run', code: '# é\0', output });
  }
  one.close();
});

test('[PY-2] [PY-4] what is not there, not mine, or not long is answered alike', async () => {
  const server = await startServer();
  const { room, secret, first, second, one, two, ask: asked } = await pairAsked(server);
  for (const tab of [one, two]) await tab.does({ type: 'allow-observers', agreed: true });
  const [watcher, stranger] = [await peer(server, 'Watcher'), await peer(server, 'Stranger')];
  await watcher.join(room, secret);
  await one.does(checked(asked, { hidden: true, cases: [{ name: 't', outcome: 'pass', message: '', ms: 1 }] }));
  const hidden = one.view.moments?.at(-1)?.moment ?? '';
  await one.does({ type: 'note', text: 'short' });
  const note = one.view.moments?.at(-1)?.moment ?? '';
  await two.does(ran(asked));
  const run = two.view.moments?.at(-1)?.moment ?? '';
  const status = async (who: typeof first, id: string) => (await who.get(`/api/rooms/${room}/moments/${id}`)).status;
  const seen = [first, second, watcher, stranger];
  expect(await Promise.all(seen.map((who) => status(who, hidden)))).toEqual([200, 404, 404, 404]);
  expect(await Promise.all(seen.map((who) => status(who, run)))).toEqual([200, 200, 200, 404]);
  expect(await Promise.all(seen.map((who) => status(who, note)))).toEqual([404, 404, 404, 404]);
  const answers = await Promise.all(
    [hidden, note, 'nothing'].map((id) => second.get(`/api/rooms/${room}/moments/${id}`)),
  );
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  const checks = await Promise.all(seen.map((who) => who.get(`/api/rooms/${room}/asks/${asked}/checks`)));
  expect(checks.map(({ status: code }) => code)).toEqual([200, 200, 200, 404]);
  expect(checks.map(({ text }) => text.includes('CANARY-HIDDEN'))).toEqual([true, false, false, false]);
  expect((await second.get(`/api/rooms/nowhere/asks/${asked}/checks`)).status).toBe(404);
});

test('[CMD-4] commands about code are limited in every field, and as a whole', async () => {
  const server = await startServer({ cards: [traceCard] });
  const { one, two, ask: asked } = await pairAsked(server);
  const bad: object[] = [
    ran(asked, { output: 'x'.repeat(LIMITS.output + 1) }),
    ran(asked, { code: 'x'.repeat(PYTHON_LIMITS.code + 1) }),
    ran(asked, { outcome: 'won' }),
    ran(asked, { line: 0 }),
    ran(asked, { ms: -1 }),
    checked(asked, { cases: [{ name: 't', outcome: 'pass', message: '', ms: 1, output: 'printed' }] }),
    checked(asked, { cases: Array(PYTHON_LIMITS.cases + 1).fill({ name: 't', outcome: 'pass', message: '', ms: 1 }) }),
    { type: 'add-check', ask: asked, source: ' \n' },
    { type: 'add-check', ask: asked, source: 'x'.repeat(LIMITS.addedCheck + 1) },
    { type: 'set-trace', ask: asked, call: 'x'.repeat(LIMITS.call + 1) },
    { type: 'commit-trace', ask: asked, n: 1, rows: Array(30).fill({ ...rows[0], values: 'x'.repeat(1_500) }) },
    { type: 'commit-trace', ask: asked, n: 1, rows: [{ ...rows[0], other: 'x' }] },
    { type: 'commit-trace', ask: asked, n: LIMITS.predictions + 1, rows },
    { type: 'mark', ask: asked, line: 1, quote: 'x', verdict: 'good', ...PLACE },
  ];
  for (const [i, command] of bad.entries()) {
    const said = { id: `bad-${i}`, ...command };
    expect(await one.say(said), JSON.stringify(command).slice(0, 80)).toMatchObject({ refusal: 'malformed' });
  }
  const long = { id: 'long', type: 'ran', ask: asked, code: '\u0001'.repeat(PYTHON_LIMITS.code), output: '' };
  expect(await one.say(long)).toMatchObject({ refusal: 'too-large' });
  expect(await one.say({ id: 'note', type: 'note', text: 'x'.repeat(LIMITS.command) })).toMatchObject({
    refusal: 'too-large',
  });
  await two.does({ type: 'commit-trace', ask: asked, n: 1, rows });
  await two.does(ran(asked, { code: 'é'.repeat(PYTHON_LIMITS.code), output: 'é'.repeat(LIMITS.output) }));
  expect(JSON.stringify(two.view).length).toBeLessThan(5_000);
});

test('[PY-12] the report tells what ran, and has the marks beside the code', async () => {
  const server = await startServer({ cards: [traceCard, ...plainCards.slice(1)] });
  const pair = await pairAsked(server);
  const { room, first, second, one, two, ask: asked, sheet } = pair;
  const [theirs, mine] = [await second.write(sheet), await first.write(sheet)];
  theirs.code.delete(0, theirs.code.length);
  theirs.code.insert(0, 'def f(x):\n    return x + 1\n');
  await until(() => expect(mine.code.toString()).toBe(theirs.code.toString()));
  const mark = { type: 'mark', ask: asked, ...PLACE } as const;
  await one.does({ ...mark, line: 1, quote: 'def f(x):', verdict: 'clear' });
  await one.does({ ...mark, line: 7, quote: '    return x + 1', verdict: 'vague' });
  await one.does({ ...mark, line: 3, quote: 'gone()', verdict: 'wrong' });
  await two.does({ type: 'commit-trace', ask: asked, n: 1, rows });
  const traced = { ask: asked, n: 1, agreed: 2, wrong: 1, missed: 0, first: 0 };
  await one.does({ type: 'traced', ...traced, report: { rows: [real], truncated: false } });
  await two.does(ran(asked, { output: 'earlier' }));
  await two.does(ran(asked, { outcome: 'raised', line: 2, output: 'TypeError: no' }));
  const cases = [
    { name: 'test_f', outcome: 'fail', message: '1 != 2', ms: 1 },
    { name: 'test_g', outcome: 'pass', message: '', ms: 1 },
  ];
  await one.does(checked(asked, { cases }));
  await one.does(checked(asked, { hidden: true, cases: [], broken: 'SyntaxError: bad' }));
  await endAndSeal(one, two);
  await both('swap', one, two);
  await ask(two, 'two');
  await endAndSeal(two, one);
  await both('finish', two, one);
  await one.sees((view) => view.debrief?.revealedAt !== null && view.phase === 'debrief');

  for (const who of [first, second]) {
    const report = (await who.get(`/api/rooms/${room}/report.json`)).json as Report;
    expect(report.rounds[0]?.asks[0]?.ran).toMatchObject({
      runs: 2,
      run: { outcome: 'raised', line: 2, output: 'TypeError: no' },
      check: { passed: 1, failed: 1, cases },
      hiddenCheck: { broken: true, why: 'SyntaxError: bad' },
      trace: { rows, result: { agreed: 2, wrong: 1, first: 0, report: { rows: [real] } } },
      marks: [
        { verdict: 'clear', lineAtEnd: 1 },
        { verdict: 'vague', line: 7, lineAtEnd: 2 },
        { verdict: 'wrong', line: 3, lineAtEnd: null },
      ],
    });
    expect(report.rounds[1]?.asks[0]?.ran).toEqual({ runs: 0, marks: [] });
    const markdown = (await who.get(`/api/rooms/${room}/report.md`)).text;
    for (const line of [
      'clear 1 | def f(x):',
      'vague 2 |     return x + 1',
      '- wrong, line 3: gone()',
      'Run 2 times. The last run, raised on line 2 after 0.01 s:',
      'The last check, 1 of 2 pass.',
      '- fail, test\\_f: 1 != 2',
      'The last hidden check could not run.',
      'line 1; x = 1',
      'What happened: trace, 2 agreed, 1 wrong, 0 missed, first in row 1.',
      'line 1; x = 2; branch true; returns 2',
    ]) {
      expect(markdown.split('\n')).toContain(line);
    }
  }
});

test('[PY-1] [CMD-3] an observer’s run is refused, and what they see of a run is what the candidate sees', async () => {
  const server = await startServer();
  const { room, secret, one, two, ask: asked } = await pairAsked(server);
  for (const tab of [one, two]) await tab.does({ type: 'allow-observers', agreed: true });
  const watcher = await peer(server, 'Watcher');
  await watcher.join(room, secret);
  const three = await watcher.connect(room);
  expect(await three.refusal(ran(asked))).toBe('read-only');
  await two.does(ran(asked));
  await one.does({ type: 'beat', ask: asked, beat: 0, heard: true });
  await three.sees((view) => view.moments?.length === 1);
  expect(three.view.moments).toEqual((two.view.moments ?? []).filter(({ kind }) => kind === 'run'));
});
