/**
 * What was typed together, played back: from two real editors over the server's log to the recording that its route
 * answers with.
 */

import { expect, it, onTestFinished, vi } from 'vitest';
import * as Y from 'yjs';
import { textsOf } from '../../shared/replay/keys.ts';
import type { Recording } from '../../shared/replay/recording.ts';
import type { Report } from '../../shared/report/report.ts';
import type { Store } from '../../server/store/store.ts';
import { peer, type Answer, type Peer } from '../support/peer.ts';
import { startServer, TestClock, until } from '../support/server.ts';
import { KillableServer } from '../support/killable.ts';
import type { Provider } from '../support/sheetClient.ts';
import { decodeRecording } from '../support/recordings.ts';
import { memoryStore } from '../support/stores.ts';
import { pairAsked, playOn } from './pair.ts';

const pathOf = (room: string, sheet: string): string => `/api/rooms/${room}/recordings/${sheet}`;

async function recordingFor(reader: Peer, path: string, headers: Record<string, string> = {}): Promise<Recording> {
  const response = await fetch(`${reader.server.url}${path}`, { headers: { cookie: reader.cookie, ...headers } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-encoding')).toBe(headers['accept-encoding'] === 'identity' ? null : 'gzip');
  return decodeRecording(new Uint8Array(await response.arrayBuffer()));
}

const textIn = (recording: Recording, name: string): string | undefined =>
  textsOf(recording.texts, recording.edits)[recording.texts.indexOf(name)];

it('[REC-3] plays to what the frozen sheet says, with who wrote what and when', async () => {
  const clock = new TestClock();
  const wall = vi.spyOn(Date, 'now').mockImplementation(clock.now);
  onTestFinished(() => wall.mockRestore());
  const server = await startServer();
  const { room, sheet, first, second, one } = await pairAsked(server);
  const [ann, bob] = [await first.write(sheet), await second.write(sheet)];
  const began = clock.time;
  bob.code.insert(bob.code.length, 'total = 0\n');
  await until(() => expect(ann.code.toString()).toContain('total'));
  clock.pass(1_000);
  ann.doc.transact(() => {
    ann.code.delete(0, 2);
    ann.code.insert(ann.code.length, '# why\n');
  });
  await until(() => expect(bob.code.toString()).toBe(ann.code.toString()));
  clock.pass(2_000);
  bob.doc.getText('frame/decision').insert(0, 'We count 🙂');
  await until(() => expect(ann.doc.getText('frame/decision').length).toBeGreaterThan(0));
  await one.does({ type: 'end-round' });

  for (const reader of [first, second]) {
    const recording = await recordingFor(reader, pathOf(room, sheet));
    expect(textIn(recording, 'code')).toBe(ann.code.toString());
    expect(textIn(recording, 'frame/decision')).toBe('We count 🙂');
    const [seed, ...edits] = recording.edits;
    expect(seed).toMatchObject({ by: -1, at: 0, removed: 0, inserted: '# start of one\n' });
    expect(
      edits.map(({ by, text, at, removed, inserted }) => [
        recording.peers[by],
        recording.texts[text],
        at,
        removed,
        inserted,
      ]),
    ).toEqual([
      [second.id, 'code', 15, 0, 'total = 0\n'],
      [first.id, 'code', 0, 2, ''],
      [first.id, 'code', 23, 0, '# why\n'],
      [second.id, 'frame/decision', 0, 0, 'We count 🙂'],
    ]);
    expect(edits.map(({ time }) => time - began)).toEqual([0, 1_000, 1_000, 3_000]);
  }
  const plain = await recordingFor(first, pathOf(room, sheet), { 'accept-encoding': 'identity' });
  expect(plain).toEqual(await recordingFor(second, pathOf(room, sheet)));
});

it('[REC-8] is made when the round ends, before anybody asks for it', async () => {
  const store = memoryStore();
  const read: string[] = [];
  const loadLog: Store['loadLog'] = (sheet, from) => {
    read.push(sheet);
    return store.loadLog(sheet, from);
  };
  const { sheet, one } = await pairAsked(await startServer({ store: { ...store, loadLog } }));
  expect(read).toEqual([]);
  await one.does({ type: 'end-round' });
  await until(() => expect(read).toContain(sheet));
});

/** Until you see the caret of the other: it was sampled before. */
const shown = (by: Provider, of: Provider) =>
  until(() => {
    const cursor: unknown = of.awareness.getLocalState()?.['cursor'];
    expect(by.awareness.getStates().get(of.doc.clientID)?.['cursor']).toEqual(cursor);
  });

/** Shows one's caret there, as an editor does. */
function show({ awareness }: Provider, text: Y.Text, anchor: number, head = anchor): void {
  const position = (index: number) => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));
  awareness.setLocalStateField('cursor', { anchor: position(anchor), head: position(head) });
}

const caretsOf = ({ carets, peers, texts }: Recording) =>
  carets.map(({ by, text, anchor, head }) => [peers[by], texts[text] ?? null, anchor, head]);

it('[REC-3] has each caret where it was, in order, also of what came before a kill', { timeout: 60_000 }, async () => {
  const server = await KillableServer.start();
  const { room, sheet, first, second, one } = await pairAsked(server);
  const [ann, bob] = [first.provider(sheet), second.provider(sheet)];
  await Promise.all([ann.synced(), bob.synced()]);
  /** Anybody who types after having moved: what is stored with the edit is in the log when the other peer sees it. */
  const write = async (from: Provider, to: Provider, index: number, text: string) => {
    from.code.insert(index, text);
    await until(() => expect(to.code.toString()).toBe(from.code.toString()));
  };
  show(ann, ann.code, 2, 7);
  await shown(bob, ann);
  await write(ann, bob, 0, '## ');
  show(bob, bob.code, 4);
  await shown(ann, bob);
  await write(bob, ann, 0, '\n');
  await server.kill();
  await server.up();
  await Promise.all([ann, bob].map((each) => until(() => expect(each.ws.wsconnected).toBe(true))));
  await Promise.all([ann.synced(), bob.synced()]);
  await write(ann, bob, 0, '!');
  await until(async () => expect((await one.command({ type: 'end-round' })).ok).toBe(true));
  const recording = await recordingFor(second, pathOf(room, sheet));
  expect(textIn(recording, 'code')).toBe(bob.code.toString());
  const carets = caretsOf(recording);
  expect(carets.slice(0, 2)).toEqual([
    [first.id, 'code', 2, 7],
    [second.id, 'code', 4, 4],
  ]);
  // Both editors have told the new process again, before anything was typed there.
  const again = carets.slice(2).map(([by, text, anchor, head]) => [by, text, Number(head) - Number(anchor)]);
  expect(again).toContainEqual([first.id, 'code', 5]);
  const times = recording.carets.map(({ time }) => time);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

it('[REC-7] tells the figures of a sheet with the report', async () => {
  const server = await startServer();
  const pair = await pairAsked(server);
  const { doc } = await pair.second.write(pair.sheet);
  doc.getText('frame/decision').insert(0, 'Count');
  await until(async () => expect((await server.store.loadSheet(pair.sheet))?.last).toBe(2));
  await playOn(pair);
  const report = (await pair.first.get(`/api/rooms/${pair.room}/report.json`)).json as Report;
  expect(report.rounds[0]?.asks[0]?.figures).toMatchObject({
    writers: [{ peer: pair.second.id, edits: 1, seconds: { length: 1 } }],
    frame: { decision: expect.any(Number) as number },
  });
});

it('[REC-4] is for the two peers of its round, once that has ended', async () => {
  const server = await startServer();
  const { room, secret, sheet, first, second, one, two } = await pairAsked(server);
  for (const tab of [one, two]) await tab.does({ type: 'allow-observers', agreed: true });
  const [watcher, stranger] = [await peer(server, 'Olga'), await peer(server, 'Nobody')];
  expect((await watcher.join(room, secret)).json).toEqual({ seat: 'observer' });
  const refusal = ({ status, json }: Answer) => [status, (json as { refusal?: string }).refusal];
  const path = pathOf(room, sheet);
  expect(refusal(await first.get(path))).toEqual([409, 'wrong-phase']);
  expect(refusal(await watcher.get(path))).toEqual([403, 'not-a-member']);
  await one.does({ type: 'end-round' });
  expect((await second.get(path)).status).toBe(200);
  for (const other of [watcher, stranger]) expect(refusal(await other.get(path))).toEqual([403, 'not-a-member']);
  expect(refusal(await first.get(pathOf(room, 'no-such-sheet')))).toEqual([404, 'not-found']);
  expect(refusal(await first.get(pathOf('no-such-room', sheet)))).toEqual([404, 'not-found']);
  expect((await fetch(`${server.url}${path}`)).status).toBe(401);
  const { headers } = await first.get(path);
  expect(headers.get('cache-control')).toBe('no-store');
});
