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

test('[SHEET-18] a story opens on its outline, and Run comes with the code', async ({ server, person }) => {
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

test('[SHEET-18] a trace opens on its table', async ({ server, person }) => {
  const { asker, answerer } = await asked(person, server.url, 'A rule for each zone');
  for (const peer of [asker, answerer]) {
    await expect(tabOf(peer, 'Trace')).toHaveAttribute('aria-selected', 'true');
    await expect(runButton(peer)).toBeVisible();
  }
});

test('[ROUND-11] what is sent is in sight, wide and narrow, and counted on a folded card', async ({
  server,
  person,
}) => {
  const { asker, answerer } = await asked(person, server.url, STORY);
  const { page } = answerer;
  const card = page.getByRole('region', { name: 'Card' });
  const just = page.getByRole('status', { name: 'Just in' });
  await card.evaluate((node) => (node.scrollTop = node.scrollHeight));
  await asker.guide('Hints');
  await asker.press('Send it');
  await expect(just).toContainText('A hint: ');
  await expect(card.getByRole('region', { name: 'Hint' }).first()).toBeInViewport({ ratio: 1 });
  await isSound(answerer);
  await just.getByRole('button', { name: 'Dismiss' }).click();
  await expect(just).toBeEmpty();

  await answerer.press('Fold the card away');
  await asker.press('Send it');
  await expect(just).toContainText('A hint: ');
  await expect(answerer.button('Show the card, 1 new')).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  const tab = page.getByRole('button', { name: 'Card 1 new' });
  await expect(tab).toBeInViewport({ ratio: 1 });
  await answerer.isAccessible();
  await tab.click();
  await expect(card.getByRole('region', { name: 'Hint' }).first()).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('button', { name: 'Card', exact: true })).toBeVisible();
});

test('[ROUND-11] the list of moments shows its newest entry in full', async ({ server, person }) => {
  const { asker } = await asked(person, server.url, STORY);
  const list = asker.page.getByRole('region', { name: 'Your moments' });
  const note = asker.page.getByRole('textbox', { name: 'Note' });
  for (let i = 1; i <= 12; i++) {
    await note.fill(`note ${i}: how the bug was found, and what was said about the people who had to wait for it`);
    await note.press('Enter');
    await expect(list.getByText(`note ${i}:`)).toBeInViewport({ ratio: 1 });
  }
  await asker.page.keyboard.press('Alt+Digit1');
  await expect(list.locator('li').last()).toContainText('beat');
  await expect(list.locator('li').last()).toBeInViewport({ ratio: 1 });
});

test('[GUIDE-1] [GUIDE-2] the guide fits on a screen, its sections a press away and its beats always at hand', async ({
  server,
  person,
}) => {
  const { asker } = await asked(person, server.url, STORY);
  const guide = asker.page.getByRole('region', { name: 'Guide' });
  const fits = () => guide.evaluate((node) => node.scrollHeight - node.clientHeight);
  await expect(tabOf(asker, 'Beats')).toHaveAttribute('aria-selected', 'true');
  for (const section of ['Prompt', 'Hints', 'Follow-ups', 'Red flags', 'Answer']) {
    await asker.guide(section);
    await expect(guide.getByRole('group', { name: 'Beats' }).getByRole('button').first()).toBeInViewport({ ratio: 1 });
    for (const tab of await guide.getByRole('tab').all()) await expect(tab).toBeInViewport({ ratio: 1 });
    expect(await fits(), section).toBeLessThanOrEqual(0);
  }
  const beat = guide.getByRole('button', { name: /^Beat 2: / });
  await beat.click();
  await expect(beat).toHaveAttribute('aria-pressed', 'true');
  await isSound(asker);

  await asker.outline.click();
  await asker.page.keyboard.press('Alt+KeyG');
  await expect(tabOf(asker, 'Prompt')).toHaveAttribute('aria-selected', 'true');
  await asker.page.keyboard.press('Alt+KeyG');
  await expect(tabOf(asker, 'Beats')).toHaveAttribute('aria-selected', 'true');
  await expect(asker.outline).toBeFocused();
  await expect(guide.getByText(/^heard \d/)).toBeVisible();
  await asker.page.setViewportSize({ width: 390, height: 844 });
  await asker.guide('Follow-ups');
  await expect(guide.getByRole('checkbox').first()).toBeInViewport();
});

test('[FOLLOW-1] [FOLLOW-2] one press goes to where the other is, a second follows them, typing ends it', async ({
  server,
  person,
}) => {
  const { asker, answerer } = await asked(person, server.url, STORY);
  await answerer.showCode();
  await answerer.code.click();
  await answerer.page.keyboard.insertText(Array.from({ length: 120 }, (_, i) => `line_${i + 1} = 0`).join('\n'));
  const elsewhere = asker.button('Sam, line 120, elsewhere. Go to Sam');
  await expect(elsewhere).toBeVisible();
  await elsewhere.focus();
  await asker.page.keyboard.press('Enter');
  await expect(asker.code.getByText('line_120 = 0')).toBeInViewport();
  await asker.button('Sam, line 120. Follow Sam').click();
  await expect(asker.button('Sam, line 120. Stop following Sam')).toHaveAttribute('aria-pressed', 'true');
  await isSound(asker);

  await answerer.page.keyboard.press('Control+Home');
  await expect(asker.button(/^Sam, line 1\. Stop/)).toBeVisible();
  await expect(asker.code.getByText('line_1 = 0')).toBeInViewport();
  await tabOf(answerer, 'Outline').click();
  await answerer.outline.click();
  await answerer.page.keyboard.type('so');
  await expect(tabOf(asker, 'Outline')).toHaveAttribute('aria-selected', 'true');
  await expect(asker.button('Sam, Situation. Stop following Sam')).toBeVisible();
  await asker.outline.click();
  await asker.page.keyboard.type('x');
  await expect(asker.button('Sam, Situation. Follow Sam')).toHaveAttribute('aria-pressed', 'false');
  await answerer.showCode();
  await answerer.code.click();
  await answerer.page.keyboard.press('Control+End');
  await expect(asker.button('Sam, line 120, elsewhere. Go to Sam')).toBeVisible();
  await expect(tabOf(asker, 'Outline')).toHaveAttribute('aria-selected', 'true');
  await expect(answerer.button(/^Kim, Situation, elsewhere/)).toBeVisible();
});
