/** How views cross the wire: whole when a connection begins, and from then on what changed. */

import { expect, test } from 'vitest';
import type { Peer, Tab } from '../support/peer.ts';
import { startServer, until } from '../support/server.ts';
import { formOf, pairAsked } from './pair.ts';

/** What has come over a tab's line since it was asked last, by kind. Acks are left out. */
const messages = (tab: Tab) =>
  tab.packets.splice(0).flatMap((packet) => {
    const kind = /^2\["(\w+)"/.exec(packet)?.[1];
    return kind === undefined ? [] : [{ kind, bytes: Buffer.byteLength(packet) }];
  });

/** As many notes as that, as fast as the limit of commands lets one peer. */
async function fill(who: Peer, room: string, notes: number): Promise<void> {
  const tab = await who.connect(room);
  const text = 'named the constraint first, then asked for the numbers';
  for (let i = 0; i < notes; i++) {
    await until(async () => expect(await tab.command({ type: 'note', text })).toMatchObject({ ok: true }));
  }
  tab.close();
}

test('[VIEW-5] [VIEW-3] a beat in a full room sends the interviewer under 1 kB, the candidate nothing', async () => {
  const server = await startServer();
  const { room, first, one, two, ask } = await pairAsked(server);
  await fill(first, room, 150);
  await one.sees(({ moments }) => moments?.length === 151);
  messages(one);
  const arrived = two.packets.length;
  await one.does({ type: 'beat', ask, beat: 0, heard: true });
  const told = messages(one);
  expect(told.map(({ kind }) => kind)).toEqual(['changes']);
  expect(told[0]?.bytes).toBeLessThan(1_000);
  expect(two.packets.length).toBe(arrived);
  // A page that comes now is told all, and shows the same.
  const another = await first.connect(room);
  expect(another.view.moments).toEqual(one.view.moments);
  expect(messages(another).map(({ kind }) => kind)).toEqual(['view']);
});

test('[VIEW-6] each connection begins with the whole view, and all tabs of a peer show the same', async () => {
  const server = await startServer();
  const { room, second, one, two } = await pairAsked(server);
  await two.does({ type: 'note', text: 'written before' });
  const another = await second.connect(room);
  await two.does({ type: 'note', text: 'written in one of two tabs' });
  await another.sees(({ seq }) => seq === two.view.seq);
  expect(another.view.moments).toEqual(two.view.moments);
  messages(two);
  const since = two.connections;
  two.socket.io.engine.close();
  await one.does({ type: 'pause' });
  await two.returned(since);
  await two.sees(({ clock }) => !clock.running);
  expect(messages(two)[0]?.kind).toBe('view');
  await another.sees(({ clock }) => !clock.running);
  const { sentAt: _, ...clock } = two.view.clock;
  expect(another.view).toMatchObject({ ...two.view, clock });
});

test('[VIEW-5] [FORM-6] a saved draft sends what was written since, to all tabs of its author', async () => {
  const server = await startServer();
  const { room, first, one, two } = await pairAsked(server);
  await one.does({ type: 'end-round' });
  await one.sees((view) => view.myForm !== undefined);
  const another = await first.connect(room);
  await one.does({ type: 'save-draft', form: formOf(one, 'first words'), rev: 0 });
  await two.sees((view) => view.myForm !== undefined);
  for (const tab of [one, two]) messages(tab);
  await one.does({ type: 'save-draft', form: formOf(one, 'second words'), rev: 1 });
  await until(() => expect(another.view.myForm).toEqual(one.view.myForm));
  expect(one.view.myForm).toMatchObject({ rev: 2, form: formOf(one, 'second words') });
  expect(messages(one).map(({ kind }) => kind)).toEqual(['changes']);
  expect(messages(two)).toEqual([]);
});
