/**
 * One person on two devices: moved by a code, their data taken away, and deleted; what the other person is left with.
 */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, twoInARound } from './support/peers.ts';

test('move by the code, take everything away, delete yourself', async ({ server, person }) => {
  test.setTimeout(180_000);
  const { asker, answerer } = await twoInARound(person, server.url);
  await asker.endRound();
  await expect(answerer.page.getByRole('heading', { name: /Feedback on round/ })).toBeVisible();
  for (const peer of [asker, answerer]) {
    await peer.fillForm(`${peer.name} wrote this`);
    await peer.seal();
  }
  await asker.press('Propose to finish here instead');
  await answerer.press('Agree and finish');
  await expect(answerer.page.getByText('Kim wrote this').first()).toBeVisible();

  await asker.page.getByRole('link', { name: /^You/ }).click();
  await asker.press('Make a code');
  const code = await asker.page.getByLabel(/^The code/).innerText();
  await expect(asker.page.getByText('This link opens on this machine only'), 'no code for a phone').toBeVisible();
  await expect(asker.page.getByRole('img', { name: /QR code/ })).toHaveCount(0);
  await asker.isAccessible();

  const phone = await person('Kim’s phone');
  await phone.page.goto(`${server.url}/you#move=${code.toLowerCase()}`);
  await expect(phone.page.getByRole('textbox', { name: /Code from/ })).toHaveValue(code.toLowerCase());
  expect(phone.page.url()).not.toContain('move');
  await phone.isAccessible();
  await phone.press('Move here');
  await expect(phone.page.getByRole('link', { name: 'With Sam' })).toBeVisible();

  await phone.page.goto(`${server.url}/you`);
  await expect(phone.page.getByText('signed in on 2 devices')).toBeVisible();
  const download = phone.page.waitForEvent('download');
  await phone.page.getByRole('link', { name: /JSON/ }).click();
  expect((await download).suggestedFilename()).toMatch(/^practice-room-.*\.json$/);

  await phone.page.getByRole('textbox', { name: 'Type your name to confirm' }).fill('kim');
  await phone.press('Delete all my data');
  await expect(phone.page.getByText('Type your name exactly as it is here')).toBeVisible();
  await phone.isAccessible();
  await phone.page.getByRole('textbox', { name: 'Type your name to confirm' }).fill('Kim');
  await phone.press('Delete all my data');
  await expect(phone.button('Open a room')).toBeVisible();
  await expect(phone.page.getByText('Your rooms')).toHaveCount(0);
  await expect(phone.page.getByRole('button', { name: /Your name is/ })).toHaveCount(0);

  await answerer.page.reload();
  await expect(answerer.page.getByText('The form of a former peer was withdrawn').first()).toBeVisible();
  await expect(answerer.page.getByText('Sam wrote this').first()).toBeVisible();
  await expect(answerer.page.getByText('Kim')).toHaveCount(0);
  await answerer.isAccessible();
  await asker.page.goto(`${server.url}/you`);
  await expect(asker.page.getByText('Bring your sessions to this device')).toBeVisible();
});

test('a name is changed on your own page or in the bar, and the focus stays', async ({ server, person }) => {
  const { asker } = await twoInARound(person, server.url);
  const { page } = asker;
  await page.goto(`${server.url}/you`);
  const name = page.getByRole('main').getByRole('textbox', { name: 'Your name', exact: true });
  await name.fill('  Kim B. ');
  await asker.press('Save the name');
  const bar = page.getByRole('button', { name: /^Your name is/ });
  await expect(bar).toHaveText(/Kim B\./);
  await expect(name).toHaveValue('Kim B.');
  await expect(asker.button('Save the name')).toBeFocused();
  await bar.click();
  await page.getByRole('banner').getByRole('textbox', { name: 'Your name' }).fill('Kim C.');
  await page.keyboard.press('Enter');
  await expect(name).toHaveValue('Kim C.');
});

test('[ERASE-4] while a backup reads the database, the page says that deleting is pending', async ({
  server,
  person,
}) => {
  const { asker } = await twoInARound(person, server.url);
  await asker.page.goto(`${server.url}/you`);
  const backup = new Database(join(server.dataDir, 'practice-room.sqlite'));
  backup.exec('begin');
  backup.prepare('select * from peers').all();
  await asker.page.getByRole('textbox', { name: 'Type your name to confirm' }).fill('Kim');
  await asker.press('Delete all my data');
  await expect(asker.page.getByText('as soon as another program, such as a backup, has stopped reading')).toBeVisible();
  await asker.isAccessible();
  backup.close();
  await asker.press('Go to the start page');
  await expect(asker.button('Open a room')).toBeVisible();
  await expect(asker.page.getByText('Your rooms')).toHaveCount(0);
});

test('somebody new says a name, and sees the deck or the card that they came for', async ({ server, person }) => {
  const visitor = await person('Kim');
  await visitor.page.goto(server.url);
  await visitor.page.getByRole('link', { name: 'Look through the deck' }).click();
  await visitor.sayName();
  await expect(visitor.page.getByText(/^\d+ cards$/)).toBeVisible();
  const other = await person('Sam');
  await other.page.goto(`${server.url}/deck/default-that-remembers`);
  await other.sayName();
  await expect(other.page.getByRole('heading', { name: 'The editor opens with' })).toBeVisible();
});
