/** What people look at fits on the screen, and what they are told is true: from the first visit to the debrief. */

import { CARD, expect, test, twoInALobby, twoInARound, type Peer } from './support/peers.ts';

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** What is wider than the page, or sticks out of it. */
const tooWide = ({ page }: Peer): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter((node) => node.getBoundingClientRect().right > width + 1)
      .map((node) => `${Math.round(node.getBoundingClientRect().right)} ${node.outerHTML.slice(0, 100)}`);
  });

const CARDS = [CARD, 'A rule for each zone', 'The ladder of statuses', 'Workers for 42,000 orders'];

test('a first visit complains of nothing in the console', async ({ server, person }) => {
  const { page } = await person('Kim');
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(server.url);
  await expect(page.getByRole('button', { name: 'Open a room' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(complaints).toEqual([]);
});

test('four cards and an observer fit, and the card on show is in sight', async ({ server, person }) => {
  test.setTimeout(240_000);
  const { asker, answerer, invite } = await twoInALobby(person, server.url);
  await asker.press('Propose to allow observers');
  await answerer.press('Allow observers');
  const observer = await person('Lou');
  await observer.page.goto(invite);
  await observer.press('Watch');
  await observer.sayName();
  await asker.beginRound();
  for (const [i, title] of CARDS.entries()) {
    if (i > 0) await asker.press('Ask another card');
    await asker.page.getByRole('searchbox', { name: 'Find a card' }).fill(title);
    await asker.askCard(title);
    const tab = asker.button(new RegExp(`^${i + 1}\\. ${title}`));
    await expect(tab).toHaveAttribute('aria-current', 'true');
    await expect(tab).toBeInViewport({ ratio: 0.95 });
  }
  await asker.press(/^1\. /);
  await expect(asker.button(/^1\. /)).toBeInViewport({ ratio: 0.95 });

  const chips = observer.page.getByRole('banner').or(observer.page.locator('.round > header')).locator('.chip');
  await expect(chips).toHaveCount(3);
  const tops = await chips.evaluateAll((all) => all.map((chip) => Math.round(chip.getBoundingClientRect().top)));
  expect(new Set(tops).size, 'one line of people').toBe(1);

  for (const peer of [asker, answerer, observer]) {
    await peer.page.setViewportSize(PHONE);
    expect(await tooWide(peer), `${peer.name} in the round`).toEqual([]);
    await peer.page.setViewportSize(WIDE);
  }
});

test('a debrief fits on a phone, and a first link ends no other', async ({ server, person }) => {
  test.setTimeout(240_000);
  const { asker, answerer } = await twoInARound(person, server.url);
  await asker.endRound();
  for (const peer of [asker, answerer]) {
    await peer.fillForm(`${peer.name} wrote this`);
    await peer.seal();
  }
  await asker.press('Propose to finish here instead');
  await answerer.press('Agree and finish');
  for (const peer of [asker, answerer]) {
    await expect(peer.page.getByText('Kim wrote this').first()).toBeVisible();
    await peer.page.setViewportSize(PHONE);
    expect(await tooWide(peer), `${peer.name} in the debrief`).toEqual([]);
    await peer.page.setViewportSize(WIDE);
  }

  await asker.press('Propose to share it');
  await answerer.press('Allow sharing');
  await asker.press('Make a link');
  await expect(asker.page.getByText('The link is ready.').first()).toBeAttached();
  await expect(asker.page.getByText('The old one no longer works')).toHaveCount(0);
});
