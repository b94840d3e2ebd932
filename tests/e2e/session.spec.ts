/** A whole session as two people play it: two rounds, two forms each, and the exchanged report. */

import { expect, test, twoInALobby, twoInARound, type Peer } from './support/peers.ts';

async function feedback(asker: Peer, answerer: Peer, round: number): Promise<void> {
  await asker.endRound();
  await expect(answerer.page.getByRole('heading', { name: `Feedback on round ${round}` })).toBeVisible();
  for (const peer of [asker, answerer]) {
    await peer.fillForm(`${peer.name} in round ${round}`);
    await peer.seal();
  }
}

test('two rounds, from the invite to the exchanged report', async ({ server, person }) => {
  test.setTimeout(300_000);
  const { asker, answerer, invite } = await twoInALobby(person, server.url);
  for (const peer of [asker, answerer]) await peer.isAccessible();

  const third = await person('Toni');
  await third.page.goto(invite);
  await expect(third.page.getByText(/Both seats are taken/).first()).toBeVisible();
  await third.isAccessible();

  await asker.press('Begin the round');
  await expect(answerer.page.getByText('Your interviewer is choosing a card')).toBeVisible();
  for (const peer of [asker, answerer]) await peer.isAccessible();
  await asker.askCard();
  await expect(answerer.page.getByText('Please read it aloud')).toBeVisible();
  await expect(answerer.code).toContainText('def note_rejection');
  await expect(answerer.page.getByText('Listen for')).toHaveCount(0);

  await asker.page.keyboard.press('Alt+Digit1');
  await expect(asker.page.getByText(/^heard /).first()).toBeVisible();
  await asker.guide('Hints');
  await asker.press(/Send it/);
  await expect(answerer.page.getByText('Hint', { exact: false }).first()).toBeVisible();
  for (const peer of [asker, answerer]) await peer.isAccessible();
  await answerer.type('# a thought of mine');
  await expect(asker.code).toContainText('# a thought of mine');

  await feedback(asker, answerer, 1);
  await expect(asker.page.getByText('Sam in round 1')).toHaveCount(0);
  await asker.isAccessible();
  await asker.press(/Swap seats/);
  await answerer.press('Agree and swap');
  await expect(answerer.page.getByText('Choose a card')).toBeVisible();
  await expect(asker.page.getByText('Your interviewer is choosing a card')).toBeVisible();

  await answerer.askCard('A rule for each zone');
  await asker.showCode();
  await answerer.showCode();
  await expect(asker.code).toBeVisible();
  await asker.type('# and one of mine');
  await expect(answerer.code).toContainText('# and one of mine');
  await feedback(answerer, asker, 2);
  await asker.press(/Finish the session/);
  await answerer.press('Agree and finish');

  for (const peer of [asker, answerer]) {
    await expect(peer.page.getByRole('heading', { name: /^Debrief/ })).toBeVisible();
    for (const words of ['Kim in round 1', 'Sam in round 1', 'Kim in round 2', 'Sam in round 2']) {
      await expect(peer.page.getByText(words).first()).toBeVisible();
    }
    await peer.isAccessible();
  }
  await asker.page.getByRole('textbox', { name: 'The one thing' }).fill('Name the default first');
  await asker.press('Save it');
  await expect(answerer.page.getByText('Name the default first')).toBeVisible();
  await answerer.page.getByRole('textbox', { name: 'The one thing' }).fill('Say the limit before the code');
  await answerer.press('Save it');

  const mark = answerer.button('Useful').first();
  await mark.focus();
  await answerer.page.keyboard.press('Space');
  await expect(mark).toHaveAttribute('aria-pressed', 'true');
  await expect(asker.page.getByText('Sam found this useful.')).toBeVisible();
  await asker.press('Propose to share it');
  await answerer.press('Allow sharing');
  await expect(asker.button('Stop sharing')).toBeVisible();
  for (const peer of [asker, answerer]) await peer.isAccessible();

  await third.page.goto(asker.page.url());
  await expect(third.page.getByText('Kim in round 1')).toHaveCount(0);

  const markdown = asker.page.waitForEvent('download');
  await asker.page.getByRole('link', { name: 'Markdown' }).click();
  expect((await markdown).suggestedFilename()).toMatch(/\.md$/);

  await asker.press('Again, with the same peer');
  await expect(asker.page.getByRole('heading', { name: 'You and Sam' })).toBeVisible();
  await answerer.press('Go there');
  await expect(answerer.page.getByRole('heading', { name: 'You and Kim' })).toBeVisible();
  await expect(answerer.page.getByText('Name the default first')).toBeVisible();
  await asker.press('Begin the round');
  await expect(asker.page.getByText('Sam promised, thinking aloud: Say the limit before the code')).toBeVisible();
  await expect(answerer.page.getByText('You promised, thinking aloud: Say the limit before the code')).toBeVisible();
});

test('[SHEET-8] two type at once, and undo takes back your own edits', async ({ server, person }) => {
  const { asker, answerer } = await twoInARound(person, server.url);
  await asker.type('# first line of Kim\n');
  await expect(answerer.code).toContainText('first line of Kim');
  await answerer.code.click();
  await answerer.page.keyboard.press('Control+Home');
  await Promise.all([
    answerer.page.keyboard.type('# written above by Sam\n', { delay: 20 }),
    asker.page.keyboard.type('# written below by Kim', { delay: 20 }),
  ]);
  for (const peer of [asker, answerer]) {
    await expect(peer.code).toContainText('# written above by Sam');
    await expect(peer.code).toContainText('# written below by Kim');
  }
  await expect.poll(() => asker.text()).toBe(await answerer.text());

  for (let i = 0; i < 10; i++) await answerer.page.keyboard.press('Control+z');
  await expect(asker.code).not.toContainText('written above by Sam');
  for (const peer of [asker, answerer]) {
    await expect(peer.code).toContainText('# first line of Kim');
    await expect(peer.code).toContainText('# written below by Kim');
    await expect(peer.code).toContainText('def note_rejection');
  }
});

test('[ROOM-4] [ROOM-7] an observer watches what the candidate sees, and is removed', async ({ server, person }) => {
  const { asker, answerer, invite } = await twoInALobby(person, server.url);
  await asker.press('Propose to allow observers');
  await answerer.press('Allow');
  const watcher = await person('Toni');
  await watcher.page.goto(invite);
  await watcher.press('Watch');
  await watcher.sayName();
  await expect(asker.page.getByText('Toni').first()).toBeVisible();
  await asker.press('Begin the round');
  await asker.askCard();
  await expect(watcher.code).toContainText('def note_rejection');
  await expect(watcher.page.getByText('Listen for')).toHaveCount(0);
  await watcher.isAccessible();
  await watcher.code.click();
  await watcher.page.keyboard.type('# not mine to write');
  await answerer.type('# mine to write');
  await expect(watcher.code).toContainText('# mine to write');
  expect(await asker.text()).not.toContain('# not mine to write');

  await asker.press('More about this room');
  await asker.page.getByRole('menuitem', { name: 'Observers' }).click();
  await asker.press('Remove Toni');
  await expect(watcher.page.getByText('A peer has removed you from this room')).toBeVisible();
});

test('every other page is accessible, wide and narrow', async ({ server, person }) => {
  const visitor = await person('Kim');
  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await visitor.page.setViewportSize(size);
    for (const path of ['/', '/deck', '/deck/default-that-remembers', '/nowhere', '/r/nothing']) {
      await visitor.page.goto(server.url + path);
      await expect(visitor.page.getByRole('heading', { level: 1 })).toBeVisible();
      await visitor.isAccessible();
    }
  }
});
