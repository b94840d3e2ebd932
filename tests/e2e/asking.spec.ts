/** What an interviewer asks beside a plain card: rapid fire, question by question, and a question of their own. */

import { expect, type Page } from '@playwright/test';
import { marked } from 'marked';
import { HOSTILE_MARKDOWN, TEXT_ELEMENTS } from '../support/hostile-markdown.ts';
import { test, twoInALobby, type Peer } from './support/peers.ts';

const RAPID = 'Ten small questions on the interpreter';
const SECOND = /What does the interpreter lock protect/;

async function askRapid(asker: Peer): Promise<void> {
  await asker.beginRound();
  await asker.page.getByRole('searchbox', { name: 'Find a card' }).fill('on the interpreter');
  await asker.askCard(RAPID);
}

test('[RAPID-1] [RAPID-2] rapid fire is stepped through, each question with its minute, nothing ahead', async ({
  server,
  person,
}) => {
  const { asker, answerer } = await twoInALobby(person, server.url);
  await askRapid(asker);
  const card = answerer.page.getByRole('region', { name: 'Card' });
  await expect(card).toContainText('10 questions, a minute each');
  await asker.press('Ask the first question');
  const question = card.getByRole('region', { name: 'Question', exact: true });
  await expect(question).toContainText('Question 1 of 10');
  await expect(question.getByRole('timer')).toContainText(/0[01]:[0-5]\d/);
  expect(await answerer.page.content()).not.toMatch(SECOND);

  await asker.outline.click();
  await asker.page.keyboard.press('Alt+KeyJ');
  await expect(question).toContainText('Question 2 of 10');
  await expect(question).toContainText(SECOND);
  await expect(card.getByRole('region', { name: 'Earlier questions' })).toContainText('An order and its line');
  const hand = asker.page.getByRole('region', { name: 'Questions' });
  await expect(hand.getByRole('heading', { name: 'Model answer' })).toBeVisible();
  await expect(asker.page.getByText('question 2', { exact: true })).toBeVisible();
  await asker.page.keyboard.press('Alt+KeyK');
  await expect(question).toContainText('Question 1 of 10');
  for (const peer of [asker, answerer]) await peer.isAccessible();
});

/** Fails the test when a card runs, asks or fetches anything. */
function watch({ page }: Peer, home: string): { reached: string[] } {
  const reached: string[] = [];
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => reached.push('a dialog')));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !/^(blob|data):/.test(url)) reached.push(url);
  });
  return { reached };
}

/** Everything that is in rendered Markdown and is not plain text. */
const strange = (page: Page) =>
  page.locator('.markdown').evaluateAll((places, allowed) => {
    const found = places.flatMap((place) => [...place.querySelectorAll('*')]);
    const elements = found.filter((element) => !element.matches(allowed)).map(({ tagName }) => tagName);
    const attributes = found
      .flatMap((element) => [...element.attributes])
      .filter(({ name }) => !['href', 'title', 'start', 'target', 'rel', 'tabindex'].includes(name))
      .map(({ name }) => name);
    const links = found.flatMap((element) =>
      element instanceof HTMLAnchorElement && element.hasAttribute('href') ? element.protocol : [],
    );
    return [...elements, ...attributes, ...links.filter((protocol) => !/^https?:$/.test(protocol))];
  }, TEXT_ELEMENTS);

test('[OWN-4] the corpus would run, were it not cleaned', async ({ person }) => {
  const { page } = await person('Kim');
  await page.route('**', (route) => route.abort());
  // One of them goes to another page, which would take the rest with it.
  const staying = HOSTILE_MARKDOWN.filter((text) => !text.includes('http-equiv'));
  for (const text of [staying.join('\n\n'), ...staying.slice(0, 3)]) {
    await page.setContent(marked.parse(text, { async: false }));
  }
  await expect.poll(() => page.evaluate(() => 'ranFromCard' in window)).toBe(true);
  expect(await page.locator('iframe, style, script, img, svg, math, form').count()).toBeGreaterThan(0);
});

test('[OWN-4] a question full of scripts does nothing, in either seat', async ({ server, person }) => {
  const { asker, answerer } = await twoInALobby(person, server.url);
  const ears = [watch(asker, server.url), watch(answerer, server.url)];
  await asker.beginRound();
  await asker.press('Bring your own question');
  const field = (name: string | RegExp) => asker.page.getByRole('textbox', { name });
  const hostile = HOSTILE_MARKDOWN.join('\n\n');
  await field('Title').fill('<img src=x onerror="window.ranFromCard=1">');
  await field('Prompt').fill(`${hostile}\n\nThe end of the prompt`);
  await asker.page.getByText('How it will look').click();
  await field('Beat 1').fill('<img src=x onerror="window.ranFromCard=1"> [x](javascript:window.ranFromCard=1) hears');
  await field(/^Hints/).fill(
    HOSTILE_MARKDOWN.filter((text) => !text.includes('\n'))
      .slice(16, 21)
      .join('\n'),
  );
  await field(/^Model answer/).fill(hostile);
  await asker.press('Ask this question');
  await expect(answerer.page.getByText('The end of the prompt')).toBeVisible();
  await asker.guide('Answer');
  await expect(asker.page.getByRole('heading', { name: 'Model answer' })).toBeVisible();
  await asker.guide('Hints');
  // Each press takes its button away.
  const sends = asker.button('Send it');
  for (let left = await sends.count(); left > 0; left--) {
    await sends.first().click();
    await expect(sends).toHaveCount(left - 1);
  }

  const isHarmless = async ({ page }: Peer) => {
    await expect(page.locator('.markdown:visible').first()).toBeVisible();
    expect(await strange(page)).toEqual([]);
    for (const link of await page.locator('.markdown a:not([href]):visible').all()) await link.click({ force: true });
    expect(await page.evaluate(() => 'ranFromCard' in window)).toBe(false);
  };
  await isHarmless(answerer);
  for (const section of ['Prompt', 'Beats', 'Hints', 'Answer']) {
    await asker.guide(section);
    await isHarmless(asker);
  }
  expect(ears.flatMap(({ reached }) => reached)).toEqual([]);
});

test('[OWN-1] [OWN-5] a question of your own survives a reload, says what it lacks, and is asked', async ({
  server,
  person,
}) => {
  const { asker, answerer } = await twoInALobby(person, server.url);
  const field = (name: string | RegExp) => asker.page.getByRole('textbox', { name });
  await asker.press('Bring your own question');
  await field('Title').fill('The night the report was empty');
  await field('Prompt').fill('Tell me **how you found out**.');
  await field('Beat 1').fill('names the symptom');
  await asker.page.getByLabel('Lesson of beat 1').selectOption({ label: 'Debugging stories' });
  await asker.isAccessible();
  await asker.page.reload();
  await expect(asker.button('Begin the round')).toBeEnabled();
  await asker.beginRound();
  await asker.press('Bring your own question');
  await expect(field('Title')).toHaveValue('The night the report was empty');
  await expect(field('Beat 1')).toHaveValue('names the symptom');
  await expect(asker.page.getByLabel('Lesson of beat 1')).toHaveValue('debugging-stories');

  await field('Title').fill('');
  await asker.press('Ask this question');
  await expect(asker.page.getByText('Give it a title.')).toBeVisible();
  await field('Title').fill('The night the report was empty');
  await field('Beat 1').press('Enter');
  await asker.page.keyboard.type('says what they ruled out');
  await asker.press('Ask this question');
  await expect(answerer.page.getByRole('heading', { name: 'The night the report was empty' })).toBeVisible();
  await expect(answerer.page.getByText('how you found out')).toBeVisible();
  await expect(asker.page.getByText('says what they ruled out')).toBeVisible();
  expect(await answerer.page.content()).not.toContain('says what they ruled out');
  await asker.press('Ask another card');
  await asker.press('Bring your own question');
  await expect(field('Title')).toHaveValue('');
});
