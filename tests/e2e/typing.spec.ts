/** What keyboards of many layouts, input methods and pastes do to a room. */

import type { Page } from '@playwright/test';
import { HELD, Keyboard, paste, reachesTheBrowser } from './support/keys.ts';
import { expect, test, twoInALobby, twoInARound, type Peer } from './support/peers.ts';

const heard = (page: Page) => page.getByText(/^heard \d/);

test('[KEY-1] [KEY-2] on a Mac, Option types and Ctrl with Shift taps', async ({ server, person }) => {
  const asker = await person('Kim');
  const answerer = await person('Sam');
  const keyboard = await Keyboard.of(asker.page);
  await keyboard.isOnAMac();
  await answerer.join(await asker.openRoom(server.url));
  await asker.beginRound();
  await asker.askCard();
  await asker.code.click();
  await asker.page.keyboard.press('Control+Home');
  for (const [text, code] of [
    ['[', 'Digit5'],
    [']', 'Digit6'],
    ['|', 'Digit7'],
    ['{', 'Digit8'],
    ['}', 'Digit9'],
    ['¡', 'Digit1'],
  ])
    await keyboard.press(text!, code!, HELD.alt, text);
  await keyboard.press('π', 'KeyP', HELD.alt, 'π');
  await keyboard.press('Dead', 'KeyN', HELD.alt);
  await expect(answerer.code).toContainText('¡π');
  expect(await asker.text()).toMatch(/^\[\]\|\{\}¡π/);
  await expect(heard(asker.page)).toHaveCount(0);
  await expect(asker.code).toBeFocused();

  await keyboard.press('!', 'Digit1', HELD.ctrl | HELD.shift);
  await expect(heard(asker.page)).toHaveCount(1);
  await expect(asker.page.getByText(/^Beat 1 heard: .*⌃\+⇧\+1 takes it back\.$/)).toBeVisible();
  await keyboard.press('!', 'Digit1', HELD.ctrl | HELD.shift);
  await expect(heard(asker.page)).toHaveCount(0);
  await expect(asker.page.getByText('Beat 1 is taken back.')).toBeVisible();

  await asker.page.getByLabel('Key bindings').selectOption('emacs');
  await asker.code.click();
  await asker.page.keyboard.press('Control+Home');
  // On a German Mac; Emacs would turn the word into lower case.
  await keyboard.press('@', 'KeyL', HELD.alt, '@');
  await expect(answerer.code).toContainText('@[]|');
  await keyboard.press('N', 'KeyN', HELD.ctrl | HELD.shift);
  await expect(asker.page.getByRole('textbox', { name: 'Note' })).toBeFocused();
  await asker.press('More about this room');
  await asker.page.getByRole('menuitem', { name: /keys/i }).click();
  await expect(asker.page.getByRole('dialog')).toContainText('⌃+⇧+1 … 9');
  await expect(asker.page.getByRole('dialog')).not.toContainText('Alt');
});

test('[KEY-1] [KEY-2] elsewhere, AltGr types and Alt taps', async ({ server, person }) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  const keyboard = await Keyboard.of(asker.page);
  await asker.code.click();
  await asker.page.keyboard.press('Control+Home');
  const altGr = { altKey: true, ctrlKey: true };
  expect(await reachesTheBrowser(asker.code, { key: '[', code: 'Digit8', ...altGr })).toBe(true);
  expect(await reachesTheBrowser(asker.code, { key: 'ń', code: 'KeyN', ...altGr })).toBe(true);
  await keyboard.press('{', 'Digit7', HELD.alt, '{');
  await keyboard.press('1', 'Numpad1', HELD.alt);
  await keyboard.press('ń', 'KeyN', HELD.alt, 'ń');
  await expect(answerer.code).toContainText('ń');
  await expect(asker.code).toBeFocused();
  await expect(heard(asker.page)).toHaveCount(0);

  await keyboard.press('1', 'Digit1', HELD.alt);
  await expect(heard(asker.page)).toHaveCount(1);
  await expect(asker.page.getByText(/^Beat 1 heard: .*Alt\+1 takes it back\.$/)).toBeVisible();
  await keyboard.press('1', 'Digit1', HELD.alt);
  await expect(heard(asker.page)).toHaveCount(0);
});

/** Time passes for the page's own clock, and nobody waits. */
const later = (page: Page) =>
  page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 1_000;
  });

test('[KEY-3] a press of an input method sends nothing and closes nothing', async ({ server, person }) => {
  const { asker } = await twoInARound(person, server.url);
  const { page } = asker;
  const keyboard = await Keyboard.of(page);
  const note = page.getByRole('textbox', { name: 'Note' });
  await note.click();
  await keyboard.compose('にほん');
  await keyboard.press('Enter', 'Enter');
  await expect(note).toHaveValue('にほん');
  await keyboard.choose('日本');
  await expect(note).toHaveValue('日本');
  // Safari: the press comes when the composition is over.
  expect(await reachesTheBrowser(note, { key: 'Enter', code: 'Enter', keyCode: 229 })).toBe(true);
  await expect(note).toHaveValue('日本');
  await page.keyboard.press('Enter');
  await expect(note).toHaveValue('');
  await expect(page.getByRole('region', { name: 'Your moments' })).toContainText('日本');

  await asker.press('More about this room');
  await page.getByRole('menuitem', { name: 'Change my name' }).click();
  const name = page.getByRole('dialog').getByRole('textbox');
  await expect(name).toHaveValue('Kim');
  await name.fill('');
  await keyboard.compose('きむ');
  await keyboard.press('Escape', 'Escape');
  await reachesTheBrowser(name, { key: 'Escape', code: 'Escape', keyCode: 229 });
  await expect(page.getByRole('dialog')).toBeVisible();
  await keyboard.choose('キム');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('[SHEET-8] undo takes back a whole composition, and never shows half of it', async ({ server, person }) => {
  const { answerer } = await twoInARound(person, server.url);
  const { page } = answerer;
  const keyboard = await Keyboard.of(page);
  await answerer.type('# a');
  await later(page);
  const before = await answerer.text();
  for (const part of ['n', 'に', 'にh', 'にほ', 'にほん', '日本']) {
    await keyboard.compose(part);
    await expect(answerer.code).toContainText(`# a${part}`);
    await later(page);
  }
  await keyboard.choose('日本');
  await later(page);
  await keyboard.compose('g');
  await later(page);
  await keyboard.choose('語');
  await expect(answerer.code).toContainText('# a日本語');
  await page.keyboard.press('Control+z');
  await expect(answerer.code).not.toContainText('語');
  await expect(answerer.code).toContainText('# a日本');
  await page.keyboard.press('Control+z');
  await expect(answerer.code).not.toContainText('日');
  expect(await answerer.text()).toBe(before);
  await page.keyboard.press('Control+y');
  await expect(answerer.code).toContainText('# a日本');
});

test('[TEXT-1] characters that deceive are shown to both, and made plain on paste', async ({ server, person }) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  await answerer.type('\n');
  await answerer.page.keyboard.insertText('if access != "\u202enone": # only\u00a0admin');
  await expect(asker.code.locator('.odd')).toHaveText('U+202E');
  await expect(asker.code.locator('.odd-space')).toHaveAttribute('title', 'Not a plain space: U+00A0');
  await answerer.isAccessible();

  await answerer.code.click();
  await answerer.page.keyboard.press('Control+a');
  await paste(answerer.code, 'def f():\n\treturn\u00a0"👩‍👧"\u200b\n');
  await expect(answerer.page.getByText(/^In what you pasted, 1 tab became four spaces, 1 unusual space/)).toBeVisible();
  await expect(asker.code).toContainText('    return "👩‍👧"');
  await expect(asker.code.locator('.odd, .odd-space, .odd-tab')).toHaveCount(0);
  await answerer.page.keyboard.press('Control+z');
  await expect(asker.code.locator('.odd')).toHaveText('U+200B');
  await expect(asker.code.locator('.odd-tab, .odd-space')).toHaveCount(2);
  await answerer.page.keyboard.press('Control+z');
  await expect(asker.code.locator('.odd')).toHaveText('U+202E');
});

async function command(peer: Peer, words: string): Promise<void> {
  await peer.code.click();
  await peer.page.keyboard.press('Escape');
  await peer.page.keyboard.type(`:${words}`);
  await peer.page.keyboard.press('Enter');
}

test('[KEY-4] [KEY-5] saving and Vim’s habits do no harm', async ({ server, person }) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  const { page } = answerer;
  const saved = page.getByText(/^Everything is saved/);
  for (const init of [
    { key: 's', ctrlKey: true },
    { key: 's', metaKey: true },
    { key: 'S', ctrlKey: true },
  ])
    expect(await reachesTheBrowser(answerer.code, { code: 'KeyS', ...init })).toBe(false);
  await expect(saved).toBeVisible();
  expect(
    await reachesTheBrowser(asker.page.getByRole('textbox', { name: 'Note' }), {
      key: 's',
      code: 'KeyS',
      ctrlKey: true,
    }),
  ).toBe(false);
  await expect(asker.page.getByText(/^Everything is saved/)).toBeVisible();

  await page.getByLabel('Key bindings').selectOption('vim');
  await expect(page.locator('.cm-vim-panel')).toBeVisible();
  const before = await answerer.text();
  await answerer.code.click();
  await page.keyboard.press('l');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('v');
  await page.keyboard.press('j');
  await page.keyboard.press('Tab');
  expect(await answerer.text()).toBe(before);
  for (const words of ['w', 'wq', 'x', 'q', 'q!', 'wa']) {
    await command(answerer, words);
    await expect(
      page.getByText(words.startsWith('w') && words !== 'wq' ? /Everything is saved/ : /The sheet stays open/).last(),
    ).toBeVisible();
    await expect(page.getByText(/Not an editor command/)).toHaveCount(0);
    await expect(answerer.code).toBeVisible();
  }
  expect(await answerer.text()).toBe(before);
  expect(await reachesTheBrowser(answerer.code, { key: 's', code: 'KeyS', ctrlKey: true })).toBe(false);
  await answerer.code.click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(answerer.code).not.toBeFocused();
  await page.getByLabel('Key bindings').selectOption('emacs');
  expect(await reachesTheBrowser(answerer.code, { key: 's', code: 'KeyS', ctrlKey: true })).toBe(false);
});

test('[ID-6] [ID-7] a name is seen, and one that looks like another is told apart', async ({ server, person }) => {
  const asker = await person('Ada');
  const answerer = await person('Аda');
  const invite = await asker.openRoom(server.url);
  await answerer.page.goto(invite);
  const name = answerer.page.getByRole('textbox', { name: /name/i });
  for (const invisible of ['\u3164', '\u2800', '\u200b \u202e']) {
    await name.fill(invisible);
    await answerer.page.keyboard.press('Enter');
    await expect(answerer.page.getByText('A name needs at least one character that can be seen.')).toBeVisible();
  }
  await answerer.sayName();
  await expect(asker.page.getByText('Аda (2)').first()).toBeVisible();
  await expect(answerer.page.getByText('Аda (2)').first()).toBeVisible();
});

test('[TEXT-1] a prompt shows them to both seats, and code pasted into a question becomes plain', async ({
  server,
  person,
}) => {
  const { asker, answerer } = await twoInALobby(person, server.url);
  await asker.beginRound();
  await asker.press('Bring your own question');
  const field = (name: string | RegExp) => asker.page.getByRole('textbox', { name });
  await field('Title').fill('Who\u202e is\u200b let in');
  await field('Prompt').fill('Read\u202e this:\n\n```python\nif\u00a0access:\u2066\n```\n\n👩‍💻');
  await field('Beat 1').fill('sees\u200b it');
  const start = field(/^Code the editor opens with/);
  await start.focus();
  await paste(start, 'def f():\n\treturn\u00a01\u202e\n');
  await expect(start).toHaveValue('def f():\n    return 1\n');
  await expect(asker.page.getByText(/^In what you pasted, 1 tab became four spaces/)).toBeVisible();
  await asker.press('Ask this question');
  await asker.page.getByRole('tab', { name: 'Prompt' }).click();
  for (const { page } of [asker, answerer]) {
    await expect(page.getByText('Read⟨U+202E⟩ this:').first()).toBeVisible();
    await expect(page.getByText('if⟨U+00A0⟩access:⟨U+2066⟩').first()).toBeVisible();
    await expect(page.getByText('👩‍💻').first()).toBeVisible();
    await expect(page.getByText('Who is let in').first()).toBeVisible();
  }
  await asker.page.getByRole('tab', { name: 'Beats' }).click();
  await expect(asker.page.getByText('sees⟨U+200B⟩ it')).toBeVisible();
  await expect(answerer.code).toContainText('    return 1');
});
