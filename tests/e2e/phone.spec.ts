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
