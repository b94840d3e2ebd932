/** What leaves the room: the file that holds a session, opened without any network, and the link to a shared report. */

import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { expect, Peer, test, twoInARound } from './support/peers.ts';

const RAN = 'ranFromWords=1';
const HOSTILE_NAME = `<img src=x onerror=${RAN}>`;
const HOSTILE = `</script><img src=x onerror="${RAN}"><!-- <script>${RAN}</script>`;

/** From a round in progress to the debrief, with hostile words in every place that takes some. */
async function finish(asker: Peer, answerer: Peer): Promise<void> {
  await answerer.type(`# ${HOSTILE}`);
  await expect(asker.code).toContainText('ranFromWords');
  await asker.endRound();
  for (const peer of [asker, answerer]) {
    await peer.fillForm(`${peer.name} ${HOSTILE}`);
    await peer.seal();
  }
  await asker.press('Propose to finish here instead');
  await answerer.press('Agree and finish');
  await expect(asker.page.getByRole('heading', { name: /^Debrief/ })).toBeVisible();
}

/**
 * Opens a file in a browser without a network.
 * @returns what the page asked for and what it complained of, to be read later
 */
async function openOffline(browser: Browser, path: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`file://${path}`);
  return { page, asked, complaints };
}

/** Opens the replay of the round and plays it on: the code comes, letter by letter, as it was typed. */
async function playsBack(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: 'Replay round 1' })
    .or(page.getByRole('link', { name: 'Replay round 1' }))
    .click();
  const dialog = page.getByRole('dialog', { name: 'Replay of round 1' });
  await expect(dialog.getByText('def note_rejection').first()).toBeVisible();
  const typed = dialog.getByText('# </script>').first();
  await expect(typed).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(typed).toBeVisible({ timeout: 30_000 });
  await new Peer(page, 'a reader').isAccessible();
  await page.keyboard.press('Escape');
}

const ranAnything = (page: Page) => page.evaluate(() => 'ranFromWords' in window);

test('[FILE-2] [FILE-3] the file of a session opens from disk with no network at all, and its text stays text', async ({
  server,
  person,
  browser,
}, testInfo) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  const renamed = await answerer.page.request.patch(`${server.url}/api/me`, { data: { name: HOSTILE_NAME } });
  expect(renamed.ok()).toBe(true);
  await finish(asker, answerer);
  const download = asker.page.waitForEvent('download');
  await asker.page.getByRole('link', { name: 'One file, to open offline' }).click();
  const file = testInfo.outputPath('session.html');
  await (await download).saveAs(file);

  const { page, asked, complaints } = await openOffline(browser, file);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Kim and ${HOSTILE_NAME}`);
  await expect(page.getByRole('heading', { name: 'Round 1' })).toBeVisible();
  await expect(page.locator('.markdown').first()).toBeVisible();
  await expect(page.getByText(`Kim ${HOSTILE}`).first()).toBeVisible();
  await new Peer(page, 'a reader').isAccessible();
  await playsBack(page);
  expect(await ranAnything(page)).toBe(false);
  expect(await page.locator('img, iframe, link, a[href]').count()).toBe(0);
  expect(asked).toEqual([`file://${file}`]);
  expect(complaints).toEqual([]);

  const still = await openOffline(browser, file, { javaScriptEnabled: false });
  await expect(still.page.getByRole('heading', { name: 'Round 1' })).toBeVisible();
  await expect(still.page.getByText('ranFromWords').first()).toBeVisible();
  expect(still.asked).toEqual([`file://${file}`]);
});

test('[LINK-2] [LINK-4] a mentor reads a shared report and its replay, until either peer ends it', async ({
  server,
  person,
}) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  await finish(asker, answerer);
  await asker.press('Propose to share it');
  await answerer.press('Allow sharing');
  await asker.press('Make a link');
  const link = await asker.page.getByRole('textbox', { name: 'Link to the report' }).inputValue();

  const mentor = await person('Mentor');
  await mentor.page.goto(link);
  await expect(mentor.page.getByRole('heading', { level: 1 })).toContainText('Kim and Sam');
  await expect(mentor.page.getByText(/You cannot change anything here/)).toBeVisible();
  await mentor.isAccessible();
  await playsBack(mentor.page);
  await expect(mentor.page.getByRole('textbox')).toHaveCount(0);
  await expect(mentor.page.locator('a[href^="/r/"]')).toHaveCount(0);
  expect(await ranAnything(mentor.page)).toBe(false);
  expect(await mentor.context.cookies()).toEqual([]);

  await expect(answerer.page.getByText(/There is a link, made by Kim/)).toBeVisible();
  await answerer.press('Stop sharing');
  await expect(asker.button('Propose to share it')).toBeVisible();
  await mentor.page.reload();
  await expect(mentor.page.getByText(/does not open a report/)).toBeVisible();
  await mentor.isAccessible();
});
