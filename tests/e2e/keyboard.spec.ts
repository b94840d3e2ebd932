/** Without a mouse: a whole round by keyboard alone, and the focus where pages change under it. */

import type { Locator, Page } from '@playwright/test';
import { CARD, expect, test, twoInALobby, twoInARound, type Peer } from './support/peers.ts';

/** More stops than any page has. */
const MOST_TABS = 150;

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stops = 0; stops < MOST_TABS; stops++) {
    if (await target.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${String(target)}`);
}

/** Down a list that is one stop of the Tab key. */
async function arrowTo(page: Page, target: Locator): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await target.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`The arrows never come to ${String(target)}`);
}

async function pressByKey(peer: Peer, name: string | RegExp): Promise<void> {
  await tabTo(peer.page, peer.button(name).first());
  await peer.page.keyboard.press('Enter');
}

async function fillFormByKey({ page }: Peer): Promise<void> {
  const lessons = page.locator('section:has(fieldset input[type=radio]):has(h2):has(input[type=checkbox])');
  for (const section of await lessons.all()) {
    await tabTo(page, section.getByRole('radio').first());
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, section.getByRole('checkbox').first());
    await page.keyboard.press('Space');
    for (const label of [/^Do this instead/, 'What happened']) {
      await tabTo(page, section.getByRole('textbox', { name: label }));
      await page.keyboard.type('by keyboard');
    }
  }
}

test('a round from the first page to the sealed form', async ({ server, person }) => {
  test.setTimeout(180_000);
  const asker = await person('Kim');
  const answerer = await person('Sam');
  const { page } = asker;
  await page.goto(server.url);
  await pressByKey(asker, 'Open a room');
  await page.keyboard.type('Kim');
  await page.keyboard.press('Enter');
  await answerer.join(await asker.invite());
  await expect(asker.button('Begin the round')).toBeEnabled();
  await pressByKey(asker, 'Begin the round');

  await tabTo(page, page.locator('button[data-card][tabindex="0"]'));
  await arrowTo(page, asker.button(new RegExp(`^${CARD}`)).first());
  await page.keyboard.press('Enter');
  await pressByKey(asker, 'Ask this card');
  await expect(answerer.code).toContainText('def note_rejection');
  await expect(asker.code).toContainText('def note_rejection');
  await expect(asker.code).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(asker.code).toBeFocused();
  await page.keyboard.type('# by keyboard');
  await expect(answerer.code).toContainText('# by keyboard');

  await page.keyboard.press('Alt+Digit1');
  await expect(page.getByText(/^heard /)).toBeVisible();
  await page.keyboard.press('Alt+KeyH');
  await expect(page.getByText(/^Hint 1 noted as said: /)).toBeVisible();
  await page.keyboard.press('Alt+KeyN');
  await page.keyboard.type('names the list');
  await page.keyboard.press('Enter');
  await expect(page.getByText('names the list')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(asker.code).toBeFocused();

  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Alt+KeyP');
  await expect(page.getByRole('textbox', { name: 'What about it?' })).toBeFocused();
  await asker.isAccessible();
  await page.keyboard.type('this place');
  await page.keyboard.press('Enter');
  await expect(page.getByText('this place')).toBeVisible();
  await expect(asker.code).toBeFocused();

  // The editor lets Tab go for two seconds after Escape.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await pressByKey(asker, 'End round');
  await pressByKey(asker, 'End the round');
  await expect(page.getByRole('heading', { name: 'Feedback on round 1' })).toBeVisible();
  await fillFormByKey(asker);
  await pressByKey(asker, 'Seal the form');
  await pressByKey(asker, 'Seal it');
  await expect(page.getByRole('heading', { name: 'Feedback on round 1' })).toBeFocused();
});

test('[KEY-6] [DRAW-6] a card prepared in the lobby is asked by a few keys, and the focus follows the work', async ({
  server,
  person,
}) => {
  const { asker, answerer } = await twoInALobby(person, server.url);
  const { page } = asker;
  const change = asker.button('Change the plan');
  await change.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Practise')).toBeFocused();
  await asker.button('Cancel').focus();
  await page.keyboard.press('Enter');
  await expect(change).toBeFocused();

  const cards = page.getByRole('group', { name: 'Cards', exact: true });
  const stops = cards.locator('button[data-card][tabindex="0"]');
  const second = cards.locator('button[data-card]').nth(1);
  await expect(second).toBeVisible();
  await expect(stops).toHaveCount(1);
  await stops.focus();
  await page.keyboard.press('ArrowDown');
  await expect(second).toBeFocused();
  await expect(stops).toHaveCount(1);
  const title = await second.locator('.strong').innerText();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: `Guide to ${title}` })).toBeVisible();
  await page.getByLabel('Kind').selectOption('code-reading');

  await asker.button('Begin the round').focus();
  await page.keyboard.press('Enter');
  const first = cards.locator('button[data-card]').first();
  await expect(first.locator('.strong')).toHaveText(title);
  await expect(page.getByText('Prepared: you have read these here')).toBeVisible();
  await expect(page.getByLabel('Kind')).toHaveValue('code-reading');
  await expect(first).toBeFocused();
  await expect(first).toHaveAttribute('aria-current', 'true');
  await asker.isAccessible();

  const ask = asker.button('Ask this card');
  let presses = 0;
  while (!(await ask.evaluate((node) => node === document.activeElement)) && presses < 10) {
    await page.keyboard.press('Tab');
    presses++;
  }
  expect(presses).toBeLessThanOrEqual(3);
  await page.keyboard.press('Enter');
  await expect(answerer.page.getByRole('heading', { name: title })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Guide', exact: true })).toBeFocused();

  await asker.press('Ask another card');
  await expect(cards).toBeVisible();
  // Whichever tab the card opens on.
  const sheet = page.locator('[data-sheet]');
  await expect(sheet.getByRole('tabpanel').first()).toBeVisible();
  await expect(cards.locator(':focus')).toHaveCount(1);
  await asker.isAccessible();
  await page.keyboard.press('Home');
  await expect(first).toBeFocused();
  await asker.button('Back to the sheet').focus();
  await page.keyboard.press('Enter');
  await expect(sheet.locator(':focus')).toHaveCount(1);
});

test('[KEY-6] the deck is one stop of the Tab key', async ({ server, person }) => {
  const kim = await person('Kim');
  const { page } = kim;
  await kim.openRoom(server.url);
  await page.goto(`${server.url}/deck`);
  const links = page.locator('a[data-card]');
  await expect(page.locator('a[data-card][tabindex="0"]')).toHaveCount(1);
  await links.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(links.last()).toBeFocused();
  await expect(page.locator('a[data-card][tabindex="0"]')).toHaveCount(1);
});

test('a form keeps its focus, and its question, while the draft is saved', async ({ server, person }) => {
  const { asker } = await twoInARound(person, server.url);
  await asker.endRound();
  await asker.fillForm('words');
  await expect(asker.page.getByText('Draft saved')).toBeVisible();
  const comment = asker.page.getByRole('textbox', { name: 'What happened' }).first();
  await comment.fill('other words');
  await expect(asker.page.getByText('Saving…')).toBeVisible();
  await expect(asker.page.getByText('Draft saved')).toBeVisible();
  await expect(comment).toBeFocused();

  await comment.fill('last words');
  await asker.press('Seal the form');
  await expect(asker.page.getByText('Saving…')).toBeVisible();
  await expect(asker.page.getByText('Draft saved')).toBeVisible();
  await expect(asker.button('Seal it')).toBeVisible();
});

test('another card is read from its top, and only its own sheet can be taken back', async ({ server, person }) => {
  const { asker } = await twoInARound(person, server.url);
  const guide = asker.page.getByRole('region', { name: 'Guide' });
  await guide.evaluate((node) => (node.scrollTop = node.scrollHeight));
  await asker.press('Ask another card');
  await asker.askCard('A rule for each zone');
  await expect(guide.getByRole('heading', { name: 'A rule for each zone' })).toBeInViewport();
  await expect(asker.button(/Take it back/)).toBeVisible();
  await asker.press(/^1\. /);
  await expect(asker.button(/Take it back/)).toHaveCount(0);
});

/** The keyboard of a phone leaves what is typed here as it is. */
async function isPlain(field: Locator): Promise<void> {
  for (const correction of ['autocapitalize', 'autocorrect']) await expect(field).toHaveAttribute(correction, 'off');
}

test('Vim’s command line has a name, and like the search no corrections', async ({ server, person }) => {
  const { answerer } = await twoInARound(person, server.url);
  await answerer.code.click();
  await answerer.page.keyboard.press('Control+f');
  await isPlain(answerer.page.getByRole('textbox', { name: 'Find' }));
  await answerer.page.keyboard.press('Escape');
  await answerer.page.getByLabel('Key bindings').selectOption('vim');
  await answerer.code.click();
  await expect(answerer.page.locator('.cm-vim-panel')).toBeVisible();
  await answerer.page.keyboard.type(':');
  await expect(answerer.page.getByRole('textbox', { name: 'Vim command' })).toBeFocused();
  await isPlain(answerer.page.getByRole('textbox', { name: 'Vim command' }));
  await answerer.isAccessible();
  await answerer.page.keyboard.press('Escape');
  await expect(answerer.code).toBeFocused();
});

test('the menu of a room opens, is accessible, and gives the focus back', async ({ server, person }) => {
  const { asker } = await twoInARound(person, server.url);
  const menu = asker.button('More about this room');
  await menu.focus();
  await asker.page.keyboard.press('Enter');
  await expect(asker.page.getByRole('menuitem').first()).toBeFocused();
  await asker.isAccessible();
  await asker.page.keyboard.press('Escape');
  await expect(asker.page.getByRole('menuitem')).toHaveCount(0);
  await expect(menu).toBeFocused();
});
