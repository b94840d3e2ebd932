/** What browsers and networks do to a page: false alarms, lost lines, storage that fails, translation, reloads. */

import type { Page, WebSocketRoute } from '@playwright/test';
import { expect, test, twoInARound, type Peer } from './support/peers.ts';

/** Under this name engine.io listens for `offline`, as on any other machine. */
const byAddress = (url: string) => url.replace('localhost', '127.0.0.1');

const sayOffline = (page: Page) => page.evaluate(() => dispatchEvent(new Event('offline')));

test('[NET-1] an `offline` event changes nothing while the server can be reached', async ({ server, person }) => {
  const { asker, answerer } = await twoInARound(person, byAddress(server.url));
  const closed: string[] = [];
  for (const { page } of [asker, answerer]) {
    await page.exposeFunction('sawTrouble', (words: string) => closed.push(words));
    await page.evaluate(() => {
      const look = () => {
        const found = /Reconnecting|Offline|lost its connection/.exec(document.body.innerText);
        if (found) void (window as unknown as { sawTrouble: (words: string) => void }).sawTrouble(found[0]);
      };
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
  }
  for (const { page } of [asker, answerer]) await sayOffline(page);
  await answerer.type('# typed after the event');
  await expect(asker.code).toContainText('# typed after the event');
  await asker.type('# and back');
  await expect(answerer.code).toContainText('# and back');
  expect(closed).toEqual([]);
});

test('[NET-2] the other peer is told of a sheet that has lost its line, and what was typed is merged', async ({
  server,
  person,
}) => {
  const lines: WebSocketRoute[] = [];
  let down = false;
  const { asker, answerer } = await twoInARound(async (name) => {
    const made = await person(name);
    if (name === 'Sam')
      await made.context.routeWebSocket(/\/yjs\//, (line) => {
        if (down) return void line.close({ code: 1013 });
        lines.push(line);
        line.connectToServer();
      });
    return made;
  }, server.url);
  down = true;
  for (const line of lines) await line.close({ code: 1013 });
  await answerer.type('# typed without a line');
  await expect(answerer.page.getByText('Offline. What you type is kept.')).toBeVisible();
  const told = asker.page.getByText('Sam’s sheet has lost its connection.');
  await expect(told).toBeVisible();
  down = false;
  await expect(asker.code).toContainText('# typed without a line');
  await expect(told).toHaveCount(0);
});

const reload = async ({ page }: Peer, to: string) => {
  await page.goto('about:blank');
  await page.goBack();
  await page.waitForURL(to);
};

test('[TYPED-1] half-typed words survive a reload, back and forward, and go once they are sent', async ({
  server,
  person,
}) => {
  const { asker } = await twoInARound(person, server.url);
  const { page } = asker;
  const note = page.getByRole('textbox', { name: 'Note' });
  await note.fill('half a no');
  await page.reload();
  await expect(note).toHaveValue('half a no');
  await reload(asker, page.url());
  await expect(note).toHaveValue('half a no');
  await note.press('Enter');
  await expect(page.getByRole('region', { name: 'Your moments' }).getByText('half a no')).toBeVisible();
  await page.reload();
  await expect(note).toHaveValue('');

  await asker.code.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+End');
  await asker.press('Pin the selection');
  const about = page.getByRole('textbox', { name: 'What about it?' });
  await about.fill('half the words of a pin');
  await page.reload();
  await expect(about).toHaveValue('half the words of a pin');
  await asker.press('Leave it');
  await page.reload();
  await expect(note).toHaveValue('');
  await expect(about).toHaveCount(0);
});

test('[TYPED-1] nor does a swipe leave the page of an editor', async ({ server, person }) => {
  const { answerer } = await twoInARound(person, server.url);
  const behaviour = await answerer.page.evaluate(() => getComputedStyle(document.documentElement).overscrollBehaviorX);
  expect(behaviour).toBe('none');
});

const STORAGES: Record<string, () => void> = {
  throws: () => {
    const fail = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    for (const name of ['localStorage', 'indexedDB', 'caches']) Object.defineProperty(window, name, { get: fail });
  },
  'never answers': () => {
    const request = {} as IDBOpenDBRequest;
    const silent = {
      open: () => request,
      databases: () => new Promise(() => undefined),
      deleteDatabase: () => request,
    };
    Object.defineProperty(window, 'indexedDB', { value: silent });
    const never = () => new Promise(() => undefined);
    Object.defineProperty(window, 'caches', { value: { open: never, keys: never } });
  },
};
for (const [how, stub] of Object.entries(STORAGES)) {
  test(`[TYPED-2] a sheet opens without delay in a browser whose storage ${how}, and says what is true`, async ({
    server,
    person,
  }) => {
    const { answerer } = await twoInARound(async (name) => {
      const made = await person(name);
      if (name === 'Sam') await made.context.addInitScript(stub);
      return made;
    }, server.url);
    await answerer.type('# typed without storage');
    await expect(answerer.page.getByText('Saved', { exact: true })).toBeVisible();
    await server.kill();
    await expect(answerer.page.getByText(/This browser keeps nothing of what you type/).first()).toBeVisible();
    await expect(answerer.page.getByText(/What you type is kept/)).toHaveCount(0);
    await server.up();
    await expect(answerer.page.getByText('Saved', { exact: true })).toBeVisible();
  });
}

/** As Chrome does: the text goes into two nested <font>, and the node that it was in is out of the page. */
const translate = (page: Page) =>
  page.evaluate(() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walk.nextNode()) texts.push(walk.currentNode as Text);
    texts.forEach((text, i) => {
      const outer = document.createElement('font');
      const inner = outer.appendChild(document.createElement('font'));
      if (text.parentElement?.closest('script, style')) return;
      text.replaceWith(outer);
      // Both ways of wrapping are in use: the node itself moves inside, or a copy of it.
      inner.append(i % 2 ? text : text.data);
    });
  });

test('[PAGE-1] a page that is translated goes on: clock, save state, names, what comes and goes', async ({
  server,
  person,
}) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  for (const { page } of [asker, answerer]) {
    await translate(page);
    // Translators look for the attribute or for the class.
    await expect(page.locator('[translate="no"]').first()).toBeAttached();
    await expect(page.locator('[translate="no"]:not(.notranslate, .notranslate *)')).toHaveCount(0);
  }
  const { page } = answerer;
  const figures = page.getByRole('group', { name: 'Round clock' }).locator('.figures');
  const before = await figures.innerText();
  await expect(figures).not.toHaveText(before);
  await server.kill();
  await expect(page.getByText('Offline. What you type is kept.')).toBeVisible();
  await expect(asker.page.getByText(/Reconnecting/)).toBeVisible();
  for (const each of [asker, answerer]) await translate(each.page);
  await server.up();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  for (const each of [asker, answerer]) await expect(each.page.getByText(/Reconnecting/)).toHaveCount(0);
  await answerer.type('# typed on a translated page');
  await expect(asker.code).toContainText('# typed on a translated page');
  await asker.endRound();
  await expect(page.getByRole('heading', { name: 'Feedback on round 1' })).toBeVisible();
  await expect(page.getByText('of 25:00')).toHaveCount(0);
});
