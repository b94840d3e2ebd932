/** What a narrow screen asks of the pages. */

import { expect, test, twoInALobby, type Peer } from './support/peers.ts';

test('[TEXT-3] no field of a phone makes the page zoom', async ({ server, person }) => {
  test.setTimeout(240_000);
  const { asker, answerer } = await twoInALobby(person, server.url);
  const small = async ({ page }: Peer) => {
    await page.setViewportSize({ width: 390, height: 844 });
    return page
      .locator('input, select, textarea, [contenteditable]')
      .evaluateAll((fields) =>
        fields.flatMap((field) =>
          parseFloat(getComputedStyle(field).fontSize) < 16
            ? [`${location.pathname} ${field.outerHTML.slice(0, 120)}`]
            : [],
        ),
      );
  };
  expect(await small(asker)).toEqual([]);
  expect(await small(answerer)).toEqual([]);
  await asker.page.setViewportSize({ width: 1440, height: 900 });
  await asker.beginRound();
  expect(await small(asker), 'choosing a card').toEqual([]);
  await asker.page.setViewportSize({ width: 1440, height: 900 });
  await asker.press('Bring your own question');
  expect(await small(asker), 'an own question').toEqual([]);
  await asker.page.setViewportSize({ width: 1440, height: 900 });
  await asker.press('Bring your own question');
  await asker.askCard();
  await expect(answerer.code).toBeVisible();
  expect(await small(asker), 'the interviewer').toEqual([]);
  expect(await small(answerer), 'the candidate').toEqual([]);
  await asker.page.setViewportSize({ width: 1440, height: 900 });
  await asker.endRound();
  await expect(answerer.page.getByRole('heading', { name: /Feedback on round/ })).toBeVisible();
  expect(await small(asker), 'a form').toEqual([]);
  expect(await small(answerer), 'a form').toEqual([]);
  for (const path of ['/', '/deck', '/you', '/progress']) {
    await asker.page.goto(`${server.url}${path}`);
    await expect(asker.page.getByRole('heading').first()).toBeVisible();
    expect(await small(asker), path).toEqual([]);
  }
});

test('[TEXT-3] the longest names make no page of a phone wider', async ({ server, person }) => {
  test.setTimeout(240_000);
  const asker = await person('W'.repeat(40));
  const answerer = await person('👩‍💻'.repeat(8));
  await answerer.join(await asker.openRoom(server.url));
  await expect(asker.button('Begin the round')).toBeEnabled();
  const fits = async (where: string) => {
    for (const { page } of [asker, answerer]) {
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(390);
    }
  };
  await fits('lobby');
  await answerer.press(/^Remove /);
  const remove = answerer.page.getByRole('dialog').getByRole('button', { name: /^Remove / });
  const box = await remove.boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 390, 'the button of a dialog').toBe(true);
  await answerer.page.keyboard.press('Escape');
  await asker.page.setViewportSize({ width: 1440, height: 900 });
  await asker.beginRound();
  await asker.askCard();
  await fits('round');
  await asker.page.setViewportSize({ width: 1440, height: 900 });
  await asker.endRound();
  await expect(answerer.page.getByRole('heading', { name: /Feedback on round/ })).toBeVisible();
  await fits('form');
  for (const peer of [asker, answerer]) {
    await peer.fillForm('words'.repeat(30));
    await peer.seal();
  }
  await asker.press('Propose to finish here instead');
  await fits('proposal');
  await answerer.press('Agree and finish');
  await expect(asker.page.getByRole('heading', { name: /^Debrief/ })).toBeVisible();
  await expect(answerer.page.getByRole('heading', { name: /^Debrief/ })).toBeVisible();
  await fits('debrief');
  for (const path of ['/', '/you', '/progress']) {
    for (const { page } of [asker, answerer]) {
      await page.goto(`${server.url}${path}`);
      await expect(page.getByRole('button', { name: /^Your name is/ })).toBeVisible();
    }
    await fits(path);
  }
});
