/**
 * What a person does in a room, in the words of its pages; and a test with a server and as many people as it asks for.
 */

import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { ServerProcess } from './server.ts';

/** The first card that the default plan offers: found by its title. */
export const CARD = 'Rows for the rejection report';

export class Peer {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly name: string;

  constructor(page: Page, name: string) {
    this.page = page;
    this.context = page.context();
    this.name = name;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  async press(name: string | RegExp): Promise<void> {
    await this.button(name).first().click();
  }

  async sayName(): Promise<void> {
    await this.page.getByRole('textbox', { name: /name/i }).fill(this.name);
    await this.page.keyboard.press('Enter');
  }

  /** Opens a room from the home page. @returns the invite */
  async openRoom(url: string): Promise<string> {
    await this.page.goto(url);
    await this.press('Open a room');
    await this.sayName();
    return this.invite();
  }

  async invite(): Promise<string> {
    const field = this.page.getByRole('textbox', { name: 'Invite link' });
    await expect(field).toHaveValue(/#/);
    return field.inputValue();
  }

  async join(invite: string): Promise<void> {
    await this.page.goto(invite);
    await this.sayName();
  }

  get code(): Locator {
    return this.page.getByRole('tabpanel', { name: 'Code' }).locator('.cm-content');
  }

  /** The first part of the answer outline. */
  get outline(): Locator {
    return this.page.getByRole('tabpanel', { name: 'Outline' }).locator('.cm-content').first();
  }

  /** The whole text of the code editor, also what is scrolled out of sight. */
  text(): Promise<string> {
    return this.code.evaluate((element) => {
      const copy = element.cloneNode(true) as Element;
      for (const caret of copy.querySelectorAll('.cm-peer-caret')) caret.remove();
      return [...copy.children].map((line) => line.textContent).join('\n');
    });
  }

  /** Of a card whose sheet opens on something else. */
  async showCode(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Code', exact: true }).click();
  }

  /** Turns the guide to a section. */
  async guide(section: string): Promise<void> {
    await this.page.getByRole('region', { name: 'Guide' }).getByRole('tab', { name: section }).click();
  }

  /** Types at the end of the code. */
  async type(text: string): Promise<void> {
    await this.code.click();
    await this.page.keyboard.press('Control+End');
    await this.page.keyboard.type(text, { delay: 15 });
  }

  /** Until the round is there: the lobby has a list of cards of its own. */
  async beginRound(): Promise<void> {
    await this.press('Begin the round');
    await expect(this.button('End round')).toBeVisible();
  }

  async askCard(title = CARD): Promise<void> {
    await expect(this.button('End round')).toBeVisible();
    await this.page.getByText(title).first().click();
    await this.press('Ask this card');
    await expect(this.page.getByRole('tablist', { name: 'Sheet' })).toBeVisible();
  }

  async endRound(): Promise<void> {
    await this.press('End round');
    await this.press('End the round');
    await expect(this.page.getByRole('heading', { name: /Feedback on round/ })).toBeVisible();
  }

  /** Fills every lesson with level 3 and seals the form. */
  async fillForm(words: string): Promise<void> {
    const lessons = this.page.locator('section:has(fieldset input[type=radio]):has(h2)');
    for (const section of await lessons.all()) {
      const groups = section.locator('fieldset:has(input[type=radio])');
      for (const group of await groups.all()) await group.getByRole('radio').nth(2).check();
      // How the interviewer was rests on no moments.
      const attached = section.getByRole('checkbox', { checked: true });
      const moments = section.getByRole('checkbox');
      if ((await moments.count()) > 0 && (await attached.count()) === 0) await moments.first().check();
      for (const label of [/^Do this instead/, 'What happened']) {
        const field = section.getByRole('textbox', { name: label });
        if ((await field.count()) > 0) await field.first().fill(`${words}: ${String(label)}`);
      }
    }
  }

  async seal(): Promise<void> {
    await this.press('Seal the form');
    await this.press('Seal it');
    await expect(this.button('Seal it')).toHaveCount(0);
  }

  /** axe finds nothing on the page as it is. */
  async isAccessible(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    expect(found, this.page.url()).toEqual([]);
  }
}

interface Room {
  server: ServerProcess;
  /** A person with a browser of their own. */
  person: (name: string, server?: ServerProcess) => Promise<Peer>;
}

export const test = base.extend<Room>({
  // eslint wants no empty pattern, Playwright wants a pattern.
  server: async ({ browserName: _browserName }, use) => {
    const server = await ServerProcess.start();
    await use(server);
    await server.stop();
  },
  person: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    const faults: string[] = [];
    await use(async (name) => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(`${name}: ${error.message}`));
      return new Peer(page, name);
    });
    for (const context of contexts) await context.close();
    expect(faults, 'nothing was thrown in any page').toEqual([]);
  },
});

export { expect };

/** Two people in a lobby. */
export async function twoInALobby(
  person: Room['person'],
  url: string,
): Promise<{ asker: Peer; answerer: Peer; invite: string }> {
  const asker = await person('Kim');
  const answerer = await person('Sam');
  const invite = await asker.openRoom(url);
  await answerer.join(invite);
  await expect(asker.button('Begin the round')).toBeEnabled();
  return { asker, answerer, invite };
}

/** Two people in round 1, with a card asked. */
export async function twoInARound(
  person: Room['person'],
  url: string,
): Promise<{ asker: Peer; answerer: Peer; invite: string }> {
  const two = await twoInALobby(person, url);
  await two.asker.press('Begin the round');
  await two.asker.askCard();
  await expect(two.answerer.code).toContainText('def note_rejection');
  return two;
}
