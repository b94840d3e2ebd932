/** Coming back in a browser that has lost who it was: the other peer lets them in with one press. */

import { expect, test, twoInARound, type Peer } from './support/peers.ts';

const ASK = 'Ask Kim to let you back in';
const PROMPT = /asks to come back as/;

/** The invite in a browser of its own. */
async function opened(person: (name: string) => Promise<Peer>, invite: string, name = 'Sam'): Promise<Peer> {
  const newcomer = await person(name);
  await newcomer.page.goto(invite);
  return newcomer;
}

async function asks(newcomer: Peer, other = 'Kim'): Promise<void> {
  await expect(newcomer.page.getByRole('heading', { name: 'Is it you?' })).toBeVisible();
  await newcomer.page.getByRole('textbox', { name: 'Your name' }).fill(newcomer.name);
  await newcomer.press(`Ask ${other} to let you back in`);
  await expect(newcomer.page.getByText(`Waiting for ${other} to let you back in`)).toBeVisible();
}

test('[BACK-1] [BACK-5] a closed private window: one press of the other, and seat, text and notes are back', async ({
  server,
  person,
}) => {
  const { asker, answerer, invite } = await twoInARound(person, server.url);
  await answerer.type('# half of the answer');
  await asker.page.getByRole('textbox', { name: 'Note' }).fill('a note of the lost one');
  await asker.page.keyboard.press('Enter');
  const moments = (peer: Peer) => peer.page.getByRole('region', { name: 'Your moments' });
  await expect(moments(asker).getByText('a note of the lost one')).toBeVisible();
  await expect(moments(asker).getByText('not sent yet')).toHaveCount(0);
  await asker.context.close();

  const back = await opened(person, invite, 'Kim');
  await asks(back, 'Sam');
  await expect(answerer.page.getByText(PROMPT)).toBeVisible();
  for (const peer of [back, answerer]) await peer.isAccessible();
  await answerer.press('Let them back in');
  await expect(back.page.getByText('Listen for')).toBeVisible();
  await expect(back.code).toContainText('# half of the answer');
  await expect(moments(back).getByText('a note of the lost one')).toBeVisible();
  await expect(answerer.page.getByText(PROMPT)).toHaveCount(0);
  expect(back.page.url()).not.toContain('#');
  await back.type('\n# goes on');
  await expect(answerer.code).toContainText('# goes on');
  await back.page.reload();
  await expect(back.code).toContainText('# goes on');
});

test('[BACK-2] the browser that comes back later is told why it is not let in', async ({ server, person }) => {
  const { asker, answerer, invite } = await twoInARound(person, server.url);
  const room = answerer.page.url();
  await answerer.page.goto('about:blank');
  const back = await opened(person, invite);
  await asks(back);
  await asker.press('Let them back in');
  await expect(back.code).toContainText('def note_rejection');
  await answerer.page.goto(room);
  await expect(answerer.page.getByRole('heading', { name: /Before you come in|This room is full/ })).toBeVisible();
  await expect(answerer.code).toHaveCount(0);
});

test('[BACK-2] so is its open page', async ({ server, person }) => {
  const { asker, answerer, invite } = await twoInARound(person, server.url);
  await server.kill();
  await answerer.context.setOffline(true);
  await server.up();
  await expect(asker.page.getByText(/Reconnecting/)).toHaveCount(0, { timeout: 30_000 });
  const back = await opened(person, invite);
  await asks(back);
  await asker.press('Let them back in');
  await expect(back.code).toContainText('def note_rejection');
  await answerer.context.setOffline(false);
  await expect(answerer.page.getByText(/You came back to this room in another browser/)).toBeVisible({
    timeout: 30_000,
  });
});

test('[BACK-3] where others may watch, the lost one is asked and does not become an observer', async ({
  server,
  person,
}) => {
  const { asker, answerer, invite } = await twoInARound(person, server.url);
  await asker.press('More about this room');
  await asker.page.getByRole('menuitem', { name: 'Observers' }).click();
  await asker.press('Propose to allow observers');
  await asker.page.keyboard.press('Escape');
  await answerer.press('Allow observers');
  const watching = await opened(person, invite, 'Wil');
  await expect(watching.page.getByRole('heading', { name: 'You can watch' })).toBeVisible();
  await watching.isAccessible();
  await answerer.context.close();
  // By itself, as soon as the absence is noticed.
  await expect(watching.page.getByRole('heading', { name: 'Is it you?' })).toBeVisible();
  await watching.press('I was not in this room');
  await watching.sayName();
  await expect(watching.page.getByText('You are watching').first()).toBeVisible();
  const back = await opened(person, invite);
  await asks(back);
  await asker.press('Let them back in');
  await expect(back.code).toContainText('def note_rejection');
  await expect(asker.page.getByText(PROMPT)).toHaveCount(0);
});

test('[BACK-3] of two who ask the later one is answered, and a stranger is declined', async ({ server, person }) => {
  const { asker, answerer, invite } = await twoInARound(person, server.url);
  await answerer.context.close();
  const stranger = await opened(person, invite, 'Eve');
  await asks(stranger);
  await expect(asker.page.getByText('“Eve”')).toBeVisible();
  const back = await opened(person, invite);
  await asks(back);
  await expect(stranger.page.getByText('Somebody else asked after you')).toBeVisible();
  await stranger.press(ASK);
  await expect(stranger.page.getByText(/^Waiting for Kim/)).toBeVisible();
  await expect(back.page.getByText('Somebody else asked after you')).toBeVisible();
  await asker.press('It is somebody else');
  await expect(stranger.page.getByText('You were not let in. Talk to Kim')).toBeVisible();
  await back.press(ASK);
  await asker.press('Let them back in');
  await expect(back.code).toContainText('def note_rejection');
  await expect(stranger.page.getByRole('heading', { name: 'This room is full' })).toBeVisible();
  await stranger.isAccessible();
});
