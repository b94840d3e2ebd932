/**
 * Many sheets, each opened, edited and left: what they cost is given back. SHEETS says how many; `npm run soak:sheets`
 * takes 30,000.
 */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { SHEET_MESSAGE } from '../../shared/wire.ts';
import { until } from '../support/server.ts';
import { docSaying, syncFrame } from '../support/frames.ts';
import { gatedStore, openStage, type Stage } from '../support/sheetClient.ts';
import { temporarySqlite } from '../support/stores.ts';

const SHEETS = Number(process.env.SHEETS ?? 3_000);
/** Of these, so many are opened before anything is measured: what is loaded and compiled on first use is no leak. */
const WARM_UP = Math.min(1_000, SHEETS / 2);
/** Sheets at a time. */
const LANES = 16;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes of this process that belong to what is alive. */
function alive(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const handles = (): string[] =>
  process
    .getActiveResourcesInfo()
    .filter((kind) => kind !== 'Timeout')
    .sort();

/** Joins, types, is told that it is stored, and leaves. */
async function visit(stage: Stage, sheet: string): Promise<void> {
  const url = `ws://127.0.0.1:${stage.port}/yjs/${sheet}?acks=1`;
  const ws = new WebSocket(url, { headers: { cookie: 'peer=ann' } });
  await new Promise<void>((left, failed) => {
    ws.on('error', failed);
    ws.on('close', (code) => (code === 1005 ? left() : failed(new Error(`closed with ${code}`))));
    ws.on('open', () => ws.send(syncFrame(0, Y.encodeStateVector(new Y.Doc()))));
    ws.on('message', (data: Buffer) => {
      if (data[0] === SHEET_MESSAGE.sync && data[1] === 1)
        ws.send(syncFrame(1, Y.encodeStateAsUpdate(docSaying(`visited ${sheet}`))));
      // The first names what was stored before: nothing.
      if (data[0] === SHEET_MESSAGE.stored && data[1] === 1) ws.close();
    });
  });
}

async function visitAll(stage: Stage, from: number, to: number): Promise<void> {
  let next = from;
  const lane = async (): Promise<void> => {
    while (next < to) await visit(stage, `s${next++}`);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await until(() => expect(stage.channel.stats()).toMatchObject({ sheets: 0, connections: 0 }), 30_000);
}

it('[SHEET-15] gives back what sheets cost once everybody has left', { timeout: 3_600_000 }, async () => {
  const sqlite = await temporarySqlite();
  onTestFinished(() => sqlite.dispose());
  const stage = await openStage({}, gatedStore(sqlite.store, { remembers: false }));
  for (let i = 0; i < SHEETS; i += 500)
    await stage.sheets(Array.from({ length: Math.min(500, SHEETS - i) }, (_, j) => `s${i + j}`));
  await visitAll(stage, 0, WARM_UP);
  await until(() => expect(handles()).not.toContain('TCPSocketWrap'), 30_000);
  const before = { bytes: alive(), handles: handles(), rss: process.memoryUsage.rss() };
  await visitAll(stage, WARM_UP, SHEETS);
  await until(() => expect(handles()).toEqual(before.handles), 30_000);
  await until(() => expect(alive()).toBeLessThan(before.bytes * 1.1), 30_000);
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  const { counts } = stage.channel.stats();
  console.log(
    `${SHEETS} sheets, ${counts.stored} edits: alive ${megabytes(before.bytes)} -> ${megabytes(alive())} MB, ` +
      `resident ${megabytes(before.rss)} -> ${megabytes(process.memoryUsage.rss())} MB ` +
      `(with the database's thread and this test)`,
  );
  expect(counts.stored).toBe(SHEETS);
});
