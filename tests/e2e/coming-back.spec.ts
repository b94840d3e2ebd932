/** Coming back: after a reload, without a network, after a crash of the server, in a second tab. */

import { expect, test, twoInARound } from './support/peers.ts';

test('[SHEET-9] what is typed offline is kept and merged', async ({ server, person }) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  await answerer.context.setOffline(true);
  await answerer.type('# typed without a network');
  await asker.type('# typed meanwhile\n');
  await expect(answerer.page.getByText(/What you type is kept/).first()).toBeVisible({ timeout: 30_000 });
  await answerer.context.setOffline(false);
  for (const peer of [asker, answerer]) {
    await expect(peer.code).toContainText('# typed without a network', { timeout: 15_000 });
    await expect(peer.code).toContainText('# typed meanwhile', { timeout: 15_000 });
  }
  expect((await asker.text()).split('def note_rejection').length, 'the starter text is there once').toBe(2);
});

test('[SHEET-9] also when the page is reloaded before the server is back', async ({ server, person }) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  await server.kill();
  await answerer.type('# typed while the server was down');
  await expect(answerer.page.getByText(/What you type is kept/).first()).toBeVisible();
  const reloaded = answerer.page.reload().catch(() => undefined);
  await reloaded;
  await server.up();
  await answerer.page.goto(asker.page.url());
  for (const peer of [asker, answerer]) {
    await expect(peer.code).toContainText('# typed while the server was down', { timeout: 15_000 });
  }
});

test('[CMD-7] a note written while the server is away waits in sight, and outlives the page', async ({
  server,
  person,
}) => {
  const { asker } = await twoInARound(person, server.url);
  const { page } = asker;
  await server.kill();
  await expect(page.getByText(/Reconnecting/).first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Note' }).fill('named the risk without being asked');
  await page.keyboard.press('Enter');
  const moments = page.getByRole('region', { name: 'Your moments' });
  await expect(moments.getByText('note, not sent yet')).toBeVisible();
  const room = page.url();
  await page.reload().catch(() => undefined);
  await server.up();
  await page.goto(room);
  await expect(moments.getByText('named the risk without being asked')).toHaveCount(1);
  await expect(moments.getByText('not sent yet')).toHaveCount(0);
  await page.reload();
  await expect(moments.getByText('named the risk without being asked')).toHaveCount(1);
});

test('[RUN-3] after a kill both return to seat, phase, clock and text by themselves', async ({ server, person }) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  await answerer.type('# before the crash');
  await expect(asker.code).toContainText('# before the crash');
  await server.kill();
  await expect(asker.page.getByText(/Reconnecting/).first()).toBeVisible();
  await server.up();
  await answerer.type(' and after it');
  await expect(asker.code).toContainText('# before the crash and after it');
  for (const peer of [asker, answerer]) await expect(peer.page.getByText(/Reconnecting/)).toHaveCount(0);
  await expect(asker.page.getByText('Listen for')).toBeVisible();
});

test('a reload and a second tab are the same person in the same seat', async ({ server, person }) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  await answerer.type('# before the reload');
  await answerer.page.reload();
  await expect(answerer.code).toContainText('# before the reload');
  const tab = await answerer.context.newPage();
  await tab.goto(answerer.page.url());
  await expect(tab.locator('.cm-content').first()).toContainText('# before the reload');
  await tab.locator('.cm-content').first().click();
  await tab.keyboard.press('Control+End');
  await tab.keyboard.type('# from the second tab');
  await expect(asker.code).toContainText('# from the second tab');
  await tab.close();
  await expect(asker.page.getByText(/away/i)).toHaveCount(0);
});

test('[FORM-6] a draft survives a reload and a crash of the server', async ({ server, person }) => {
  const { asker } = await twoInARound(person, server.url);
  await asker.endRound();
  await asker.fillForm('words of a draft');
  await expect(asker.page.getByText('Draft saved')).toBeVisible();
  await server.kill();
  await server.up();
  await asker.page.reload();
  await expect(asker.page.getByRole('textbox', { name: 'What happened' }).first()).toHaveValue(/words of a draft/);
  await asker.seal();
  await expect(asker.page.getByText(/Waiting for/).first()).toBeVisible();
});
