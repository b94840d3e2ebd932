/** What a person does around the editor of a round: runs, checks, predicts and reads. */

import type { Locator } from '@playwright/test';
import { expect, type Peer } from './peers.ts';

/** A card with checks that both see, hidden ones, and no call to trace. */
export const CHECKED = 'The ladder of statuses';

/** How long Python may take to come up for the first time, beside other tests. */
const COLD = { timeout: 60_000 };

export const tabOf = ({ page }: Peer, name: string | RegExp): Locator => page.getByRole('tab', { name });

export const outputOf = ({ page }: Peer): Locator => page.getByRole('region', { name: 'Output' });

export const runButton = ({ page }: Peer): Locator => page.getByRole('button', { name: 'Run', exact: true });
export const checkButton = ({ page }: Peer): Locator => page.getByRole('button', { name: 'Check', exact: true });
export const stopButton = ({ page }: Peer): Locator => page.getByRole('button', { name: 'Stop', exact: true });

/** Until what is around the editor is there. */
export async function atTheBench(...peers: Peer[]): Promise<void> {
  for (const peer of peers) await expect(tabOf(peer, 'Output')).toBeVisible();
}

/** Asks a card that is looked for by its title. */
export async function askFound(asker: Peer, answerer: Peer, title: string, text: string): Promise<void> {
  await expect(asker.button('End round')).toBeVisible();
  await asker.page.getByRole('searchbox', { name: 'Find a card' }).fill(title);
  await asker.askCard(title);
  await expect(answerer.code).toContainText(text);
  await atTheBench(asker, answerer);
}

/** Puts this instead of all the code. */
export async function write({ code, page }: Peer, text: string): Promise<void> {
  await code.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

/** Runs the code by key; until it ended, in these words. */
export async function runByKey(peer: Peer, ends: string | RegExp): Promise<void> {
  await peer.page.keyboard.press('Control+Enter');
  await expect(outputOf(peer).getByRole('status')).toContainText(ends, COLD);
}

export { COLD };
