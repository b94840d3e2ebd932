/** The live layer of a round: the sheet that a card needs, what is sent, where the other is, and what they do. */

import { checkButton, runButton, tabOf } from './support/bench.ts';
import { expect, test, twoInALobby, type Peer } from './support/peers.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

const STORY = 'A bug that you shipped';

/** On this page as it is: nothing wider than the page, and axe finds nothing, light and dark. */
async function isSound(peer: Peer): Promise<void> {
  for (const size of SIZES) {
    await peer.page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await peer.page.emulateMedia({ colorScheme });
      await peer.isAccessible();
    }
    const wide = await peer.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, `${size.width} px`).toBeLessThanOrEqual(0);
  }
  await peer.page.emulateMedia({ colorScheme: null });
  await peer.page.setViewportSize({ width: 1440, height: 900 });
}

/** Two people in a round, with a card that is looked for by its title. */
async function asked(
  person: Parameters<typeof twoInALobby>[0],
  url: string,
  title: string,
): Promise<{ asker: Peer; answerer: Peer }> {
  const two = await twoInALobby(person, url);
  await two.asker.beginRound();
  await two.asker.page.getByRole('searchbox', { name: 'Find a card' }).fill(title);
  await two.asker.askCard(title);
  await expect(two.answerer.page.getByRole('tablist', { name: 'Sheet' })).toBeVisible();
  return two;
}

test('[SHEET-17] a story opens on its outline, and Run comes with the code', async ({ server, person }) => {
  const { asker, answerer } = await asked(person, server.url, STORY);
  for (const peer of [asker, answerer]) {
    await expect(tabOf(peer, 'Outline')).toHaveAttribute('aria-selected', 'true');
    await expect(peer.outline).toBeVisible();
    await expect(runButton(peer)).toHaveCount(0);
    await expect(checkButton(peer)).toHaveCount(0);
    await isSound(peer);
  }
  await asker.showCode();
  await asker.type('print(1)');
  await expect(runButton(asker)).toBeVisible();
  await expect(runButton(answerer)).toBeVisible();
  await expect(tabOf(answerer, 'Outline')).toHaveAttribute('aria-selected', 'true');
});

test('[SHEET-17] a trace opens on its table', async ({ server, person }) => {
  const { asker, answerer } = await asked(person, server.url, 'A rule for each zone');
  for (const peer of [asker, answerer]) {
    await expect(tabOf(peer, 'Trace')).toHaveAttribute('aria-selected', 'true');
    await expect(runButton(peer)).toBeVisible();
  }
});
