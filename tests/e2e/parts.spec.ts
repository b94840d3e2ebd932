/**
 * Parts of a room that are fetched late: there before they are needed, and telling what to do when they cannot be had.
 */

import { expect } from '@playwright/test';
import { test, twoInALobby, twoInARound, type Peer } from './support/peers.ts';

/** As after an upgrade of the server: what is asked for is no longer there. */
const loseAssets = ({ page }: Peer) => page.route('**/assets/**', (route) => route.fulfill({ status: 404 }));

/** Until the later phases have been fetched ahead: a busy page begins late. */
async function settled({ page }: Peer): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/FeedbackPhase-')),
  );
  await page.waitForLoadState('networkidle');
}

test('what was fetched while the room was idle needs no server any more', async ({ server, person }) => {
  const { asker, answerer } = await twoInALobby(person, server.url);
  for (const peer of [asker, answerer]) {
    await settled(peer);
    await loseAssets(peer);
  }
  await asker.press('Begin the round');
  await expect(asker.page.getByText('Choose a card')).toBeVisible();
  await expect(answerer.page.getByText('Your interviewer is choosing a card')).toBeVisible();
  await asker.endRound();
  await expect(answerer.page.getByRole('heading', { name: /Feedback on round/ })).toBeVisible();
});

test('a phase that cannot be fetched says what to do, and comes when it is tried again', async ({ server, person }) => {
  const visitor = await person('Kim');
  await visitor.page.route('**/assets/LobbyPhase-*', (route) => route.abort());
  await visitor.page.goto(server.url);
  await visitor.press('Open a room');
  await visitor.sayName();
  const failure = visitor.page.getByRole('alert').filter({ hasText: 'could not be fetched' });
  await expect(failure).toContainText('reload it');
  await visitor.isAccessible();
  await visitor.page.unrouteAll();
  await visitor.press('Try again');
  await expect(visitor.page.getByRole('textbox', { name: 'Invite link' })).toBeVisible();
});

test('the menu and the search of the editor open by keyboard', async ({ server, person }) => {
  const { asker } = await twoInARound(person, server.url);
  const { page } = asker;
  await asker.button('More about this room').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(asker.button('More about this room')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('menuitem', { name: 'List all keys' }).press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await asker.code.click();
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('textbox', { name: 'Find' })).toBeFocused();
});
