/** Two machines: plain http under a name that is no loopback, so that pages have no secure context. */

import { expect, test } from './support/peers.ts';
import { ServerProcess } from './support/server.ts';

test('a room works over plain http on a local network', async ({ person }) => {
  const server = await ServerProcess.start('practice.lan');
  try {
    const asker = await person('Kim');
    const answerer = await person('Sam');
    const invite = await asker.openRoom(server.url);
    expect(invite.startsWith(server.url)).toBe(true);
    expect(await asker.page.evaluate(() => window.isSecureContext)).toBe(false);
    await expect(asker.page.getByText(/loopback/)).toHaveCount(0);
    await asker.press('Copy the invite');
    await expect(asker.page.getByText(/copied/i).first()).toBeVisible();

    await answerer.join(invite);
    await expect(asker.button('Begin the round')).toBeEnabled();
    await asker.press('Begin the round');
    await asker.askCard();
    await answerer.type('# over the network');
    await expect(asker.code).toContainText('# over the network');
    await asker.endRound();
    await expect(answerer.page.getByRole('heading', { name: 'Feedback on round 1' })).toBeVisible();
  } finally {
    await server.stop();
  }
});
