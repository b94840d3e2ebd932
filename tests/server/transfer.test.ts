/** Being the same person on several devices: one-time codes, who may guess them, and signing devices out. */

import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Devices, TransferCode } from '../../shared/api.ts';
import { CODE_MS, readCode } from '../../shared/transfer.ts';
import { Peer, peer, request, type Answer } from '../support/peer.ts';
import { startServer, TestClock, until, type TestServer } from '../support/server.ts';
import { temporarySqlite } from '../support/stores.ts';
import { pairAsked, pairIn } from './pair.ts';

const codeOf = async (who: Peer): Promise<TransferCode> => {
  const { status, json } = await who.post('/api/me/transfer');
  expect(status).toBe(201);
  return json as TransferCode;
};

/** A browser that nobody has used here. */
const strangeDevice = (server: TestServer): Peer => new Peer(server, '', '', '');

const claim = (device: Peer, code: string, more: object = {}): Promise<Answer> =>
  device.post('/api/me/claim', { code, ...more });

/** The device as it is after a claim. */
function after(device: Peer, { headers, json }: Answer): Peer {
  const { id, name } = json as { id: string; name: string };
  return new Peer(device.server, id, name, headers.get('set-cookie')?.split(';')[0] ?? '');
}

const refusal = ({ status, json }: Answer) => ({ status, refusal: (json as { refusal?: string }).refusal });

test('[ME-1] with the code another device is the same person, in the same seat, beside the old one', async () => {
  const server = await startServer();
  const { first, room, one } = await pairIn(server);
  const { code, link } = await codeOf(first);
  expect(link).toBe(`${server.url}/you#move=${code}`);
  const answer = await claim(strangeDevice(server), code);
  expect(answer).toMatchObject({ status: 200, json: { id: first.id, name: 'First' } });
  expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly/i);
  const second = after(first, answer);
  expect(second.cookie).not.toBe(first.cookie);
  expect((await second.connect(room)).view.me).toEqual(one.view.me);
  expect((await first.get('/api/me')).status).toBe(200);
});

test('[ME-1] a code is typed in any case, with or without dashes, and by what its letters look like', async () => {
  const server = await startServer({ publicUrl: 'https://practice.example.org' });
  const first = await peer(server, 'First');
  for (const typed of [
    (code: string) => code.toLowerCase(),
    (code: string) => ` ${code.replaceAll('-', ' ')} `,
    (code: string) => code.replaceAll('-', '').replaceAll('1', 'l').replaceAll('0', 'O'),
  ]) {
    const { code, link } = await codeOf(first);
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(link).toBe(`https://practice.example.org/you#move=${code}`);
    expect((await claim(strangeDevice(server), typed(code))).json).toEqual({ id: first.id, name: 'First' });
  }
  expect(readCode('U123-4567-89AB')).toBeNull();
});

test('[ME-2] one that is unknown, used, too old or replaced is answered alike', async () => {
  const clock = new TestClock();
  const server = await startServer({ now: clock.now });
  const first = await peer(server, 'First');
  const device = strangeDevice(server);
  const replaced = (await codeOf(first)).code;
  const used = (await codeOf(first)).code;
  expect((await claim(device, used)).status).toBe(200);
  const { code: old, expiresAt } = await codeOf(first);
  expect(expiresAt - clock.time).toBe(CODE_MS);
  clock.pass(CODE_MS);
  const answers = [];
  for (const code of [replaced, used, old, 'ZZZZ-ZZZZ-ZZZZ', 'nonsense', '']) answers.push(await claim(device, code));
  for (const { status, text, headers } of answers) {
    expect({ status, text }).toEqual({ status: 404, text: answers[0]?.text });
    expect(headers.get('set-cookie')).toBeNull();
  }
});

test('[ME-2] the code is in no file and no log line', async () => {
  const sqlite = await temporarySqlite();
  onTestFinished(() => sqlite.dispose());
  const server = await startServer({ store: sqlite.store });
  const first = await peer(server, 'First');
  const { code } = await codeOf(first);
  const files = ['', '-wal'].map((end) => readFile(`${sqlite.file}${end}`).catch(() => Buffer.alloc(0)));
  const stored = Buffer.concat(await Promise.all(files));
  expect(stored.includes(first.id)).toBe(true);
  for (const hidden of [code, code.replaceAll('-', '')]) {
    expect(stored.includes(hidden)).toBe(false);
    expect(server.log.join()).not.toContain(hidden);
  }
});

test('[ME-3] a device with sessions of its own is asked first, and the code still works', async () => {
  const server = await startServer();
  const { first, second, room } = await pairIn(server);
  const { code } = await codeOf(first);
  expect(refusal(await claim(second, code))).toEqual({ status: 409, refusal: 'own-history' });
  expect((await second.get('/api/me')).json).toMatchObject({ id: second.id });
  const moved = after(second, await claim(second, code, { leaveBehind: true }));
  expect(moved.id).toBe(first.id);
  expect((await second.get('/api/me')).status).toBe(204);
  expect((await moved.join(room)).json).toEqual({ seat: 'interviewer' });
});

test('[ME-3] a wrong code is not told from a right one by that question', async () => {
  const server = await startServer();
  const { second } = await pairIn(server);
  expect(refusal(await claim(second, 'ZZZZ-ZZZZ-ZZZZ'))).toEqual({ status: 404, refusal: 'not-found' });
});

test('[ME-3] a device without any is not asked, and leaves no name behind', async () => {
  const server = await startServer();
  const [first, other] = [await peer(server, 'First'), await peer(server, 'Other')];
  const moved = after(other, await claim(other, (await codeOf(first)).code));
  expect(moved.id).toBe(first.id);
  expect(await server.store.names([other.id])).toEqual(new Map());
});

test('[ME-5] after ten wrong codes from an address even a right one is refused, for a minute', async () => {
  const server = await startServer();
  const first = await peer(server, 'First');
  const { code } = await codeOf(first);
  const from = (address: string) => (typed: string) =>
    request(server, 'POST', '/api/me/claim', { body: { code: typed }, headers: { 'x-forwarded-for': address } });
  const [guesser, owner] = [from('192.0.2.1'), from('192.0.2.2')];
  for (let i = 0; i < 10; i++) expect((await guesser('ZZZZ-ZZZZ-ZZZZ')).status).toBe(404);
  expect(refusal(await guesser(code))).toEqual({ status: 429, refusal: 'too-fast' });
  expect((await owner(code)).status).toBe(200);
});

test('[ME-5] [LIMIT-1] of many wrong codes at once ten are looked at, and nobody elsewhere is kept from moving', async () => {
  const server = await startServer();
  const { code } = await codeOf(await peer(server, 'First'));
  const from = (address: string, typed = 'ZZZZ-ZZZZ-ZZZZ') =>
    request(server, 'POST', '/api/me/claim', { body: { code: typed }, headers: { 'x-forwarded-for': address } });
  const answers = await Promise.all(Array.from({ length: 250 }, () => from('192.0.2.1')));
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(10);
  // One person has all addresses of a network of 64 bits.
  const network = await Promise.all(Array.from({ length: 30 }, (_, i) => from(`2001:db8::${i}:1`)));
  expect(network.filter(({ status }) => status === 404)).toHaveLength(10);
  expect((await from('192.0.2.2', code)).status).toBe(200);
});

test('[ME-5] right codes use up nothing', async () => {
  const server = await startServer();
  const first = await peer(server, 'First');
  for (let i = 0; i < 12; i++)
    expect((await claim(strangeDevice(server), (await codeOf(first)).code)).status).toBe(200);
});

test('[ME-4] signing out the others leaves this device alone, on every channel', async () => {
  const server = await startServer();
  const { first, room, sheet } = await pairAsked(server);
  const phone = after(first, await claim(strangeDevice(server), (await codeOf(first)).code));
  expect(((await phone.get('/api/me/devices')).json as Devices).devices).toHaveLength(2);
  const [old, kept] = [await first.connect(room), await phone.connect(room)];
  const tap = first.watch(sheet);
  await until(() => expect(tap.text).toContain('# start of one'));
  expect(((await phone.post('/api/me/devices/sign-out-others')).json as Devices).devices).toHaveLength(1);
  await until(() => expect([old.closed, tap.code]).toEqual(['io server disconnect', 4503]));
  expect((await first.get('/api/me')).status).toBe(204);
  const again = first.watch(sheet);
  await until(() => expect(again.code).toBe(4401));
  kept.socket.connect();
  await kept.returned(1);
  expect((await phone.get('/api/me')).status).toBe(200);
});
