/** Characters that deceive, in the words of people: shown wherever they are read, in the room and outside it. */

import { readFile } from 'node:fs/promises';
import { HELD, Keyboard, reachesTheBrowser } from './support/keys.ts';
import { expect, test, twoInARound } from './support/peers.ts';

const CTRL_S = { key: 's', code: 'KeyS', ctrlKey: true };
const NOTE = 'says\u202e none\u200b of it';
const SHOWN = 'says⟨U+202E⟩ none⟨U+200B⟩ of it';

test('[TEXT-1] [KEY-4] in a note, a comment and a promise: live, in the report, its replay and its files', async ({
  server,
  person,
}) => {
  test.setTimeout(300_000);
  const { asker, answerer } = await twoInARound(person, server.url);
  const { page } = asker;
  await answerer.type('\n# c');
  await answerer.page.keyboard.insertText('\u202edecode');
  await expect(asker.code.locator('.odd')).toHaveText('U+202E');
  await page.getByRole('textbox', { name: 'Note' }).fill(NOTE);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Your moments' }).getByText(SHOWN)).toBeVisible();
  await asker.endRound();
  await expect(page.getByText(SHOWN).first()).toBeVisible();
  for (const peer of [asker, answerer]) {
    await peer.fillForm(`${peer.name}\u202e wrote\u2028 it`);
    await peer.seal();
  }
  await asker.press('Propose to finish here instead');
  await answerer.press('Agree and finish');
  await expect(page.getByRole('heading', { name: /^Debrief/ })).toBeVisible();
  await page.getByRole('textbox', { name: 'The one thing' }).fill('Say it\u2066 first');
  await asker.press('Save it');
  for (const peer of [asker, answerer]) {
    for (const words of [SHOWN, 'Sam⟨U+202E⟩ wrote⟨U+2028⟩ it', 'Say it⟨U+2066⟩ first'])
      await expect(peer.page.getByText(words).first()).toBeAttached();
    await expect(peer.page.locator('pre .odd').first()).toHaveText('U+202E');
    expect(await peer.page.locator('main').innerText()).not.toMatch(/[\u202e\u2028\u200b]/);
  }

  await asker
    .button('Replay round 1')
    .or(page.getByRole('link', { name: 'Replay round 1' }))
    .click();
  const replay = page.getByRole('dialog', { name: 'Replay of round 1' });
  await replay.getByRole('slider').press('End');
  await expect(replay.locator('.odd').first()).toHaveText('U+202E');
  await expect(replay.getByText(SHOWN).first()).toBeVisible();
  await page.keyboard.press('Escape');

  for (const link of ['Markdown', /One file/]) {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: link }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text).toContain(SHOWN);
    if (link === 'Markdown') expect(text).not.toMatch(/[\u202e\u2028\u200b]/);
  }

  await page.goto(`${page.url().split('#')[0]}/report`);
  await expect(page.getByText(SHOWN).first()).toBeAttached();
  expect(await reachesTheBrowser(page.locator('body'), CTRL_S)).toBe(false);
  await expect(page.getByText(/^Everything is saved/)).toBeVisible();
  await page.getByRole('button', { name: 'Change it', exact: true }).click();
  await page.getByRole('textbox', { name: 'The one thing' }).fill('half a promise');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'The one thing' })).toHaveValue('half a promise');
  const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('typed/')));
  expect(kept, 'kept for its room').toEqual([expect.stringMatching(/^typed\/.+\/promise$/)]);
});

test('[KEY-4] no page lets the browser save it', async ({ server, person }) => {
  const { page } = await person('Kim');
  for (const path of ['/', '/deck', '/deck/default-that-remembers', '/you', '/progress', '/nowhere', '/s/nothing']) {
    await page.goto(server.url + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    for (const held of [{}, { key: 'S' }, { ctrlKey: false, metaKey: true }, { keyCode: 229 }])
      expect(await reachesTheBrowser(page.locator('body'), { ...CTRL_S, ...held }), path).toBe(false);
    await expect(page.getByText('There is nothing to save on this page.').first()).toBeVisible();
  }
});

test('[TYPED-1] [KEY-3] a note that is being changed survives a reload, and no composition changes it', async ({
  server,
  person,
}) => {
  const { asker } = await twoInARound(person, server.url);
  const { page } = asker;
  const keyboard = await Keyboard.of(page);
  await page.getByRole('textbox', { name: 'Note' }).fill('as it was');
  await page.keyboard.press('Enter');
  await asker.press('Edit the note');
  const field = page.getByRole('textbox', { name: 'Edit the note' });
  await expect(field).toBeFocused();
  await field.fill('half changed');
  await page.reload();
  await expect(field).toHaveValue('half changed');
  await field.fill('');
  await keyboard.compose('にほん');
  await keyboard.press('Escape', 'Escape');
  await keyboard.press('Enter', 'Enter');
  expect(await reachesTheBrowser(field, { key: 'Enter', code: 'Enter', keyCode: 229 })).toBe(true);
  await expect(field).toHaveValue('にほん');
  await keyboard.choose('日本');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Your moments' })).toContainText('日本');
  await expect(asker.button('Edit the note')).toBeFocused();
  await asker.press('Edit the note');
  await field.fill('not this');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(asker.button('Edit the note')).toBeVisible();
  await expect(field).toHaveCount(0);
});

test('[KEY-2] on French and Czech keyboards a beat is tapped by the key of its digit', async ({ server, person }) => {
  const { asker } = await twoInARound(person, server.url);
  const keyboard = await Keyboard.of(asker.page);
  const before = await asker.text();
  await asker.code.click();
  for (const [key, code, beat] of [
    ['&', 'Digit1', 1],
    ['ě', 'Digit2', 2],
  ] as const) {
    await keyboard.press(key, code, HELD.alt);
    await expect(
      asker.page.getByText(new RegExp(`^Beat ${beat} heard: .*Alt\\+${beat} takes it back\\.$`)),
    ).toBeVisible();
  }
  expect(await asker.text()).toBe(before);
});
