/**
 * What runs beside the text of a sheet: its output, the traced table and the reading line, and that no value gets into
 * the text.
 */

import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from '../../shared/wire.ts';
import { openStage } from '../support/sheetClient.ts';

const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 15_000, interval: 10 });

/** As a run begins: whatever an earlier one printed is gone. */
function run(doc: Y.Doc, by: string, text: string): void {
  const output = doc.getMap<unknown>('output');
  doc.transact(() => {
    for (const [key, value] of Object.entries({ by, run: 'r1', status: 'finished', ms: 12.5, line: 3 })) {
      output.set(key, value);
    }
    output.set('text', new Y.Text(text));
  });
}

function addRow(doc: Y.Doc, line: string): Y.Map<string> {
  const row = new Y.Map<string>(Object.entries({ line, values: 'x = 1', branch: '', printed: '', returned: '' }));
  doc.getArray('trace/1').push([row]);
  return row;
}

const seenBy = (doc: Y.Doc) => ({
  code: doc.getText('code').toString(),
  output: doc.getMap('output').toJSON(),
  trace: doc.getArray('trace/1').toJSON() as unknown,
  reading: doc.getMap('reading').toJSON(),
});

it('[PY-11] output, table and reading line reach both, and outlive a reload and a restart', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('run', 'print(1)\n');
  const [ann, bob] = [stage.provider(sheet, 'ann'), stage.provider(sheet, 'bob')];
  await Promise.all([ann.synced(), bob.synced()]);
  run(ann.doc, 'ann', '1\n');
  (ann.doc.getMap('output').get('text') as Y.Text).insert(2, '2\n');
  ann.doc.getMap('reading').set('line', 1);
  addRow(ann.doc, '1').set('line', '10');
  await eventually(() => expect(seenBy(bob.doc)).toEqual(seenBy(ann.doc)));
  bob.doc.getMap('reading').set('line', 2);
  (bob.doc.getArray('trace/1').get(0) as Y.Map<string>).set('values', 'x = 2');
  addRow(bob.doc, '11');
  run(bob.doc, 'bob', 'again\n');
  await eventually(() => expect(seenBy(ann.doc)).toEqual(seenBy(bob.doc)));
  await stage.restart();
  await eventually(() => expect(ann.ws.synced && bob.ws.synced).toBe(true));
  run(ann.doc, 'ann', 'after the restart\n');
  bob.doc.getArray('trace/1').delete(0);
  const late = stage.provider(sheet, 'bob');
  await late.synced();
  await eventually(() => expect(seenBy(late.doc)).toEqual(seenBy(ann.doc)));
  expect(seenBy(late.doc)).toMatchObject({
    code: 'print(1)\n',
    output: { by: 'ann', status: 'finished', text: 'after the restart\n' },
    trace: [{ line: '11', values: 'x = 1' }],
    reading: { line: 2 },
  });
  expect([...ann.closes, ...bob.closes].filter((code) => code >= 4400 && code < 4500)).toEqual([]);
});

it('[PY-11] takes runs of one who was offline, their replaced output collected as garbage', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('offline');
  const [ann, bob] = [stage.provider(sheet, 'ann'), stage.provider(sheet, 'bob')];
  await Promise.all([ann.synced(), bob.synced()]);
  run(ann.doc, 'ann', 'first\n');
  await eventually(() => expect(seenBy(bob.doc)).toEqual(seenBy(ann.doc)));
  ann.ws.disconnect();
  for (const text of ['one\n', 'two\n', 'three\n']) run(ann.doc, 'ann', text);
  addRow(ann.doc, '1');
  ann.doc.getArray('trace/1').delete(0);
  ann.doc.getText('code').insert(0, 'x');
  run(bob.doc, 'bob', 'meanwhile\n');
  ann.ws.connect();
  await eventually(() => {
    expect(seenBy(bob.doc)).toEqual(seenBy(ann.doc));
    expect(seenBy(bob.doc).code).toBe('x');
  });
  expect(ann.closes.filter((code) => code >= 4400 && code < 4500)).toEqual([]);
});

it('[PY-11] [SHEET-4] an observer sees the run and writes nothing of it', async () => {
  const stage = await openStage();
  const sheet = await stage.sheet('watched');
  stage.allow('olga', { right: 'read', seat: 'observer' });
  const [ann, olga] = [stage.provider(sheet, 'ann'), stage.provider(sheet, 'olga')];
  await Promise.all([ann.synced(), olga.synced()]);
  run(ann.doc, 'ann', 'mine\n');
  addRow(ann.doc, '1');
  ann.doc.getMap('reading').set('line', 4);
  await eventually(() => expect(seenBy(olga.doc)).toEqual(seenBy(ann.doc)));
  run(olga.doc, 'olga', 'hers\n');
  addRow(olga.doc, '2');
  olga.doc.getMap('reading').set('line', 9);
  ann.doc.getMap('reading').set('line', 5);
  const late = stage.provider(sheet, 'bob');
  await late.synced();
  await eventually(() => expect(seenBy(late.doc)).toEqual(seenBy(ann.doc)));
  expect(seenBy(late.doc)).toMatchObject({ output: { by: 'ann', text: 'mine\n' }, reading: { line: 5 } });
  expect(seenBy(late.doc).trace).toHaveLength(1);
  expect(stage.store.log.every(({ peer }) => peer !== 'olga')).toBe(true);
});

it('[PY-11] no value and no nested text can be put beside characters of the code, or of the starter text', async () => {
  const stage = await openStage();
  for (const [restarts, value] of [{ image: 'x' }, new Y.Text('x')].entries()) {
    const sheet = await stage.sheet(`beside-${restarts}`, 'start');
    if (restarts > 0) await stage.restart();
    const [ann, bob] = [stage.provider(sheet, 'ann'), stage.provider(sheet, 'bob')];
    await Promise.all([ann.synced(), bob.synced()]);
    ann.doc.getText('code').insertEmbed(3, value);
    await eventually(() => expect(ann.closes).toContain(CLOSE.malformed));
    expect((await stage.channel.text(sheet)).code).toBe('start');
    expect(bob.doc.getText('code').toDelta()).toEqual([{ insert: 'start' }]);
  }
});
