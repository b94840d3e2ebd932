/**
 * Code that a peer typed tries to get out of the sandbox: each attempt fails, and succeeds in a frame without walls.
 */

import { expect, test, type Browser, type Frame, type Page } from '@playwright/test';
import { runOn, startPythonServer, type PythonServer } from './support/python.ts';
import { ATTEMPTS, type Attempt } from './support/walls.ts';

// One server and two pages for all: each loads Python once.
test.describe.configure({ mode: 'default' });

/** Everything but data: scripts, which Pyodide takes for the sign of a worker that it does not want. */
const OPEN_POLICY = "default-src * blob: 'unsafe-inline' 'unsafe-eval'; connect-src * ws:; img-src * data:";

let server: PythonServer;
let walled: Page;
let open: Page;
let app: string;

test.beforeAll(async ({ browser }) => {
  server = await startPythonServer();
  app = new URL(server.url).origin;
  walled = await visit(browser);
  open = await visit(browser, takeDown);
});

test.afterAll(async () => {
  await walled.context().close();
  await open.context().close();
  await server.close();
});

/** Somebody who has a name, and so a cookie; and a second cookie, which scripts of the page could read. */
async function visit(browser: Browser, before?: (page: Page) => Promise<void>): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await before?.(page);
  await page.goto(server.url);
  await page.evaluate(async () => {
    await fetch('/api/me', { method: 'POST', body: JSON.stringify({ name: 'Kim' }) });
    document.cookie = 'readable=secret';
    new BroadcastChannel('wall').onmessage = ({ data }) => window.posted.push(data);
    await window.sandbox.load();
  });
  return page;
}

/** The frame as it would be with neither its policy nor its opaque origin. */
async function takeDown(page: Page): Promise<void> {
  await page.route('**/frame.html', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': OPEN_POLICY } });
  });
  await page.addInitScript(() => {
    const { setAttribute } = HTMLIFrameElement.prototype;
    HTMLIFrameElement.prototype.setAttribute = function (name, value) {
      const open = 'allow-scripts allow-same-origin allow-popups allow-modals allow-forms allow-top-navigation';
      setAttribute.call(this, name, name === 'sandbox' ? open : value);
    };
  });
}

let marks = 0;
const newMark = (): string => `wall-${(marks += 1)}-`;
const wasAskedFor = (mark: string): boolean => server.requests.some((request) => request.includes(mark));

/** What the browser was asked before this was done, the server has heard of after it. */
const settle = (page: Page): Promise<unknown> => page.evaluate(() => fetch('/healthz').then(({ ok }) => ok));

/** Whether an attempt gets anywhere: by what it prints, by what the page hears, by what the server is asked. */
async function getsOut(page: Page, { code }: Attempt): Promise<boolean> {
  const mark = newMark();
  await page.evaluate(() => void (window.posted.length = 0));
  let over = false;
  let printed = '';
  const ran = runOn(page, code(app, mark), { limitMs: 20_000 });
  const ended = ran.then(({ stdout }) => {
    printed = stdout;
    over = true;
  });
  const isOut = async (): Promise<boolean> =>
    printed.includes('GOT') || wasAskedFor(mark) || (await page.evaluate(() => window.posted.length > 0));
  await expect.poll(async () => over || (await isOut()), { timeout: 30_000 }).toBe(true);
  await page.evaluate(() => window.stopPython());
  await ended;
  await settle(page);
  return isOut();
}

for (const attempt of ATTEMPTS) {
  test(`code does not get out by ${attempt.name}`, async () => {
    expect(await getsOut(walled, attempt)).toBe(false);
    if (attempt.opens) expect(await getsOut(open, attempt), 'without walls').toBe(true);
  });
}

/** The frame with the interpreter, as if code had got from its worker into it. */
function frameOf(page: Page): Frame {
  const frame = page.frames().find((one) => one.url().endsWith('frame.html'));
  if (!frame) throw new Error('there is no frame');
  return frame;
}

/** Were code to reach the frame itself, it would still be of an opaque origin, under the same policy. */
const IN_THE_FRAME: Record<string, (mark: string) => unknown> = {
  'reading cookies': () => document.cookie.includes('secret'),
  localStorage: () => typeof localStorage.length === 'number',
  'the document of the page': () => parent.document.title === 'Sandbox',
  "the page's sandbox": () => 'sandbox' in parent && (parent as Window).sandbox !== undefined,
  'a picture': (mark) =>
    new Promise((done) => {
      const image = new Image();
      image.onload = image.onerror = () => done(false);
      image.src = `/favicon.ico?${mark}`;
    }),
  'a style sheet': (mark) => {
    document.head.insertAdjacentHTML('beforeend', `<link rel="stylesheet" href="/x.css?${mark}">`);
    return false;
  },
  'a sound': (mark) => {
    void new Audio(`/x.mp3?${mark}`).play().catch(() => {});
    return false;
  },
  'a script': (mark) => {
    const script = document.createElement('script');
    script.src = `/sandbox.js?${mark}`;
    document.head.append(script);
    return false;
  },
  'a frame in the frame': (mark) => {
    document.body.insertAdjacentHTML('beforeend', `<iframe src="/sandbox?${mark}"></iframe>`);
    return false;
  },
  sendBeacon: (mark) => {
    navigator.sendBeacon(`/x?${mark}`);
    return false;
  },
  'a form': (mark) => {
    document.body.insertAdjacentHTML('beforeend', `<form action="/x?${mark}" method="post" target="other"></form>`);
    document.forms[0]?.submit();
    return false;
  },
  'window.open': (mark) => window.open(`/x?${mark}`) !== null,
};

for (const [name, act] of Object.entries(IN_THE_FRAME)) {
  test(`the frame itself does not get out by ${name}`, async () => {
    const got = async (page: Page, mark: string): Promise<boolean> =>
      (await frameOf(page)
        .evaluate(act as (mark: string) => unknown, mark)
        .catch(() => false)) === true;
    const mark = newMark();
    expect(await got(walled, mark)).toBe(false);
    await settle(walled);
    expect(wasAskedFor(mark)).toBe(false);
    const byOpen = newMark();
    const gotOut = await got(open, byOpen);
    await expect.poll(() => gotOut || wasAskedFor(byOpen), 'without walls').toBe(true);
  });
}
