/** Opened under an address that the server does not expect: every page says which setting it is, and none waits. */

import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './support/peers.ts';
import { ServerProcess } from './support/server.ts';

const PAGES = ['/', '/deck', '/progress', '/you', '/r/some-room', '/r/some-room#some-secret'];

test('[ID-4] a page under another address than PUBLIC_URL says so, with the setting', async ({ person }) => {
  const server = await ServerProcess.start('practice.lan', 'http://practice.example:1234');
  try {
    const { page } = await person('Kim');
    for (const path of PAGES) {
      await page.goto('about:blank');
      await page.goto(`${server.url}${path}`);
      const why = `PUBLIC_URL is http://practice.example:1234, and this page was opened under`;
      await expect(page.getByText(why).first(), path).toBeVisible();
      await expect(page.locator('.spinner'), path).toHaveCount(0);
    }
  } finally {
    await server.stop();
  }
});

test('[ID-4] so does one behind a proxy that does not pass on Host', async ({ person, server }) => {
  const { hostname, port } = new URL(server.url);
  const proxy = createServer((from, to) => {
    const headers = { ...from.headers, host: `${hostname}:${port}` };
    const passed = request({ host: hostname, port, path: from.url, method: from.method, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(to);
    });
    passed.on('error', () => to.destroy());
    from.pipe(passed);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  try {
    const kim = await person('Kim');
    const url = `http://practice.lan:${(proxy.address() as AddressInfo).port}`;
    await kim.page.goto(url);
    await kim.press('Open a room');
    await kim.sayName();
    await expect(kim.page.getByText(`start it with PUBLIC_URL=${url}`).first()).toBeVisible();
    await expect(kim.page.locator('.spinner')).toHaveCount(0);
  } finally {
    proxy.closeAllConnections();
    await new Promise((closed) => proxy.close(closed));
  }
});
