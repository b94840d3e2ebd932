/** All of a text deleted, by either peer: both can put it back, after a reload too. */

import { expect, test, twoInARound } from './support/peers.ts';

test('[SHEET-17] both peers can put back what was deleted, after a reload too', async ({ server, person }) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  await answerer.type('\n# the work of half an hour');
  await expect(asker.code).toContainText('# the work of half an hour');
  const whole = await answerer.text();
  await answerer.page.keyboard.press('Control+A');
  await answerer.page.keyboard.press('Delete');
  for (const peer of [asker, answerer]) {
    await expect(peer.page.getByText('The sheet is empty. Put back:')).toBeVisible();
    await expect(peer.button('the starting code')).toBeVisible();
    await expect(peer.button(/^the last text \(\d+ lines\)$/)).toBeVisible();
  }
  await answerer.isAccessible();
  await answerer.page.reload();
  await asker.page.reload();
  await answerer.press(/^the last text/);
  await expect.poll(() => answerer.text()).toBe(whole);
  await expect.poll(() => asker.text()).toBe(whole);
  for (const peer of [asker, answerer]) await expect(peer.page.getByText('The sheet is empty')).toHaveCount(0);

  await answerer.code.click();
  await answerer.page.keyboard.press('Control+Z');
  await expect.poll(() => answerer.text()).toBe('');
  await asker.press('the starting code');
  await expect(answerer.code).toContainText('def note_rejection');
  await expect(answerer.code).not.toContainText('half an hour');
  expect((await asker.text()).split('def note_rejection')).toHaveLength(2);
});

test('[SHEET-17] a part of the outline is put back; one that was never written is not offered', async ({
  server,
  person,
}) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  const fields = ({ page }: typeof asker) => page.getByRole('group', { name: 'Answer outline' }).getByRole('textbox');
  for (const peer of [asker, answerer]) await peer.page.getByRole('tab', { name: 'Outline' }).click();
  const words = 'Three warehouses, and one of them is full.';
  await fields(answerer).first().click();
  await answerer.page.keyboard.type(words);
  await expect(fields(asker).first()).toContainText(words);
  for (let i = 0; i < words.length; i++) await answerer.page.keyboard.press('Backspace');
  await expect(asker.page.getByText(/is empty. Put back:/)).toHaveCount(1);
  await answerer.page.reload();
  await asker.press('the last text (1 line)');
  await answerer.page.getByRole('tab', { name: 'Outline' }).click();
  await expect(fields(answerer).first()).toContainText(words);
  await expect(answerer.page.getByText(/is empty. Put back:/)).toHaveCount(0);
});
