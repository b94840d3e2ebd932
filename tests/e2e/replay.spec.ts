/** The replay of a round: what it shows of several instants, where judgements lead, and picking a moment on it. */

import type { Locator } from '@playwright/test';
import { expect, test, twoInARound, type Peer } from './support/peers.ts';

const replay = ({ page }: Peer): Locator => page.getByRole('dialog', { name: /^Replay of round/ });
const slider = (peer: Peer): Locator => replay(peer).getByRole('slider');
const codeIn = (peer: Peer): Locator => replay(peer).getByRole('textbox', { name: /^Code of/ });
const momentIn = (peer: Peer, name: RegExp): Locator =>
  replay(peer).getByRole('region', { name: 'Moments' }).getByRole('button', { name });

/** A round in which both typed: the candidate before the note, the interviewer after it. */
async function playedRound({ asker, answerer }: { asker: Peer; answerer: Peer }): Promise<void> {
  await answerer.type('\n# written by Sam');
  await expect(asker.code).toContainText('# written by Sam');
  await asker.page.keyboard.press('Alt+Digit1');
  await expect(asker.page.getByText(/^heard /).first()).toBeVisible();
  await asker.page.getByRole('textbox', { name: 'Note' }).fill('said what it costs');
  await asker.page.keyboard.press('Enter');
  await expect(asker.page.getByRole('region', { name: 'Your moments' })).toContainText('said what it costs');
  await asker.type('\n# written by Kim');
  await asker.page.keyboard.press('Shift+Home');
  await asker.page.keyboard.press('Alt+KeyP');
  await asker.page.getByRole('textbox', { name: 'What about it?' }).fill('a line of mine');
  await asker.page.keyboard.press('Enter');
  await expect(asker.page.getByRole('region', { name: 'Your moments' })).toContainText('a line of mine');
  await expect(answerer.code).toContainText('# written by Kim');
  await asker.endRound();
}

/** The candidate's form with a judgement that rests on a note added at the instant that was picked. */
async function pickOnTheTimeline(asker: Peer): Promise<void> {
  const lesson = asker.page.locator('section:has(fieldset input[type=radio]):has(h2)').first();
  await lesson.getByRole('radio').first().check();
  await lesson.getByRole('button', { name: 'Pick on the timeline' }).click();
  await expect(slider(asker)).toBeFocused();
  await expect(codeIn(asker)).toContainText('def note_rejection');
  await asker.isAccessible();
  await momentIn(asker, /said what it costs/).click();
  await replay(asker)
    .getByRole('button', { name: /^Attach: \d\d:\d\d note/ })
    .click();
  await expect(replay(asker).getByRole('button', { name: /^Attached: / })).toBeDisabled();
  await slider(asker).press('End');
  await replay(asker)
    .getByRole('textbox', { name: /^Or a note at/ })
    .fill('ended n times');
  await replay(asker).getByRole('button', { name: 'Add and attach' }).click();
  await expect(momentIn(asker, /said what it costs/)).toBeVisible();
  await asker.page.keyboard.press('Escape');
  for (const name of [/said what it costs/, /ended n times/]) {
    await expect(lesson.getByRole('checkbox', { name })).toBeChecked();
  }
}

test('[PLAY-1] [PLAY-2] [PLAY-9] a round is picked from, judged, and played back', async ({ server, person }) => {
  test.setTimeout(300_000);
  const { asker, answerer } = await twoInARound(person, server.url);
  await playedRound({ asker, answerer });
  await pickOnTheTimeline(asker);
  await answerer.fillForm('Sam');
  await answerer.seal();
  await asker.fillForm('Kim');
  await asker.seal();
  await asker.press('Propose to finish here instead');
  await answerer.press('Agree and finish');

  const { page } = answerer;
  const judged = page.getByRole('link', { name: '3 of 4 · Solid' }).first();
  await judged.click();
  await expect(slider(answerer)).toBeFocused();
  await expect(replay(answerer).getByText(/Kim about Sam, .*: 3 of 4/)).toBeVisible();
  await expect(replay(answerer).getByText('said what it costs').first()).toBeVisible();
  await expect(codeIn(answerer)).toContainText('# written by Sam');
  await expect(codeIn(answerer), 'what came later is not there yet').not.toContainText('# written by Kim');
  await expect(codeIn(answerer).locator('.cm-peer-caret[data-seat=candidate]')).toHaveCount(1);
  await answerer.isAccessible();

  await page.keyboard.press('n');
  await expect(momentIn(answerer, /a line of mine/)).toHaveAttribute('aria-current', 'true');
  await expect(codeIn(answerer).locator('.cm-pinned')).toHaveText('# written by Kim');
  await expect(codeIn(answerer).locator('.cm-peer-caret[data-seat=interviewer]')).toHaveCount(1);
  await page.keyboard.press('Home');
  await expect(slider(answerer)).toHaveAttribute('aria-valuetext', /^00:00 of \d\d:\d\d/);
  await page.keyboard.press(']');
  await expect(codeIn(answerer)).toContainText('def note_rejection');
  await expect(codeIn(answerer)).not.toContainText('# written by Sam');
  await page.keyboard.press('.');
  await page.keyboard.press('.');
  await expect(codeIn(answerer)).toContainText('#');
  await page.keyboard.press('End');
  await expect(codeIn(answerer)).toContainText('# written by Kim');

  await replay(answerer).getByRole('combobox', { name: 'Speed' }).selectOption('32×');
  await page.keyboard.press('Home');
  await replay(answerer).getByRole('button', { name: 'Play', exact: true }).click();
  await expect(codeIn(answerer)).toContainText('# written by Kim');
  await expect(replay(answerer).getByRole('button', { name: 'Play', exact: true })).toBeVisible();

  await page.setViewportSize({ width: 390, height: 844 });
  await replay(answerer).getByRole('tab', { name: 'Moments' }).click();
  await momentIn(answerer, /said what it costs/).click();
  await replay(answerer).getByRole('tab', { name: 'Code' }).click();
  await expect(codeIn(answerer)).toContainText('# written by Sam');
  await expect(codeIn(answerer)).not.toContainText('# written by Kim');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await answerer.isAccessible();
  await page.keyboard.press('Escape');
  await expect(judged, 'the focus is back where it was').toBeFocused();

  const address = await judged.getAttribute('href');
  await page.goto(server.url + address);
  await expect(codeIn(answerer)).toContainText('# written by Sam');
  await expect(codeIn(answerer)).not.toContainText('# written by Kim');
});
