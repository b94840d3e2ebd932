/** The reader of a deck's folder and its watcher, over real files. */

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deckDirs, readConfig } from '../../server/config.ts';
import { DeckFaults, readDeck } from '../../server/deck/read.ts';
import { watchDeck } from '../../server/deck/watch.ts';
import { CARD_MD, GOOD, TOPICS_YAML } from './sample.ts';

let dir: string;

async function put(file: string, text: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(dir, file)), { recursive: true });
  await writeFile(join(dir, file), text);
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'deck-'));
  await put('topics.yaml', TOPICS_YAML);
  await put('STORY.md', '# A story');
  for (const [file, text] of Object.entries(GOOD)) await put(`services/retry-the-carrier/${file}`, text);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** What reading the deck throws, or null. */
function errorNow(): unknown {
  try {
    readDeck([dir]);
    return null;
  } catch (error) {
    return error;
  }
}

/** The lines of the error, with the folder cut off. */
function faults(): string[] {
  const error = errorNow();
  if (!(error instanceof DeckFaults)) throw new Error(`no faults: ${String(error)}`);
  return error.message.split('\n').map((line) => line.replaceAll(`${dir}/`, ''));
}

describe('a good deck', () => {
  it('has its cards by slug and its topics by area', async () => {
    const { cards, areas } = readDeck([dir]);
    expect([...cards.keys()]).toEqual(['retry-the-carrier']);
    expect(cards.get('retry-the-carrier')).toMatchObject({ area: 'services', start: GOOD['start.py'] });
    expect(areas).toEqual([
      { area: 'services', topics: ['retries-and-timeouts', 'third-party-apis'] },
      { area: 'testing', topics: ['flaky-tests'] },
    ]);
  });

  it('gives a card one version for one content, and another for another', async () => {
    const versionNow = () => {
      const deck = readDeck([dir]);
      const card = deck.cards.get('retry-the-carrier')!;
      expect(deck.version(JSON.parse(JSON.stringify(card)))).toBe(deck.version(card));
      return deck.version(card);
    };
    const before = versionNow();
    expect(versionNow()).toBe(before);
    await put('services/retry-the-carrier/check.py', 'import unittest  # more\n');
    expect(versionNow()).not.toBe(before);
  });

  it('minds nothing that editors, systems and Python leave behind', async () => {
    await put('.DS_Store', 'x');
    await put('services/.gitkeep', '');
    await put('services/retry-the-carrier/__pycache__/start.pyc', 'x');
    await put('services/retry-the-carrier/start.py~', 'x');
    expect(readDeck([dir]).cards.size).toBe(1);
  });
});

describe('a Python package beside the areas', () => {
  it('is none of them', async () => {
    await put('shop/__init__.py', '');
    await put('shop/tests/card.md', 'no card');
    expect(readDeck([dir]).cards.size).toBe(1);
  });

  it('says so by its __init__.py alone', async () => {
    await put('shop/money.py', 'x = 1');
    expect(faults()).toEqual(['shop:1: area "shop" is not one of services, testing']);
  });
});

describe('a bad deck', () => {
  it('names the file and line of every fault of every card', async () => {
    await put('services/other/card.md', CARD_MD.replace('kind: debugging', 'kind: quizz').replace('20', '99'));
    await put('testing/third/notes.txt', '');
    expect(errorNow()).toBeInstanceOf(DeckFaults);
    expect(String(errorNow())).toContain(`${dir}/services/other/card.md:3: kind "quizz" is not one of concept, `);
    expect(faults()).toEqual([
      expect.stringMatching(/^services\/other\/card\.md:3: kind /),
      expect.stringMatching(/^services\/other\/card\.md:5: minutes /),
      expect.stringMatching(/^testing\/third\/card\.md:1: card\.md is missing/),
      expect.stringMatching(/^testing\/third\/notes\.txt:1: unknown file /),
    ]);
  });

  it('has a slug twice, even where one of the two is broken', async () => {
    await put('testing/retry-the-carrier/card.md', 'nothing');
    expect(faults()).toContain(
      'testing/retry-the-carrier/card.md:1: slug "retry-the-carrier" is taken by services/retry-the-carrier; ' +
        'choose another',
    );
  });

  it('has an area that the curriculum lacks, or files where no card can be', async () => {
    await put('cooking/x/card.md', CARD_MD);
    await put('services/stray.md', '');
    await put('stray.py', '');
    expect(faults()).toEqual([
      'cooking:1: area "cooking" is not one of services, testing',
      'services/stray.md:1: unknown file; an area holds a folder for each card',
      'stray.py:1: unknown file; a deck holds topics.yaml, texts (.md) and areas',
    ]);
  });

  it('holds bytes that are no text', async () => {
    await put('services/retry-the-carrier/start.py', Buffer.from([0x78, 0xff, 0xfe]));
    expect(faults()).toEqual(['services/retry-the-carrier/start.py:1: must be UTF-8 text']);
  });

  it('has no card, no topics.yaml, or is not there', async () => {
    await rm(join(dir, 'services'), { recursive: true });
    expect(faults()).toEqual([expect.stringMatching(/:1: the deck has no card/)]);
    await rm(join(dir, 'topics.yaml'));
    expect(faults()).toEqual([expect.stringMatching(/^topics\.yaml:1: cannot be read: ENOENT/)]);
    expect(() => readDeck([join(dir, 'nowhere')])).toThrow(/nowhere\/topics\.yaml:1: cannot be read/);
  });

  it.each([
    ['other lessons', 'product-grounding: h', 'charm: h', 'topics.yaml:1: lessons must be answer-structure, '],
    [
      'a topic twice',
      '- flaky-tests',
      '- third-party-apis',
      'topics.yaml:15: topic "third-party-apis" is listed twice',
    ],
    ['a topic in capitals', '- flaky-tests', '- Flaky', 'topics.yaml:15: topic "Flaky" must be words of a-z'],
    ['bad YAML', 'areas:', 'areas: [', 'bad YAML: '],
    ['no areas', /areas:[\s\S]*/, '', 'topics.yaml:1: areas must hold lists of topics'],
  ])('has a curriculum with %s', async (_name, from, to, fault) => {
    await put('topics.yaml', TOPICS_YAML.replace(from, to));
    expect(faults()).toContainEqual(expect.stringContaining(fault));
  });
});

describe('several folders', () => {
  let second: string;
  const cardIn = async (folder: string, slug: string, text = CARD_MD) => {
    await mkdir(join(folder, 'testing', slug), { recursive: true });
    await writeFile(join(folder, 'testing', slug, 'card.md'), text);
  };

  beforeEach(async () => (second = await mkdtemp(join(tmpdir(), 'deck-second-'))));
  afterEach(() => rm(second, { recursive: true, force: true }));

  it('make one deck, with the topics of all', async () => {
    await cardIn(second, 'ours', CARD_MD.replace('- flaky-tests', '- our-topic'));
    await writeFile(join(second, 'topics.yaml'), TOPICS_YAML.replace('- flaky-tests', '- our-topic'));
    const { cards, areas } = readDeck([dir, second]);
    expect([...cards.keys()]).toEqual(['retry-the-carrier', 'ours']);
    expect(areas.find(({ area }) => area === 'testing')?.topics).toEqual(['flaky-tests', 'our-topic']);
  });

  it('need one list of topics between them', async () => {
    await cardIn(second, 'ours');
    expect(readDeck([dir, second]).cards.size).toBe(2);
    expect(readDeck([second, dir]).cards.size).toBe(2);
    expect(() => readDeck([second])).toThrow(/topics\.yaml:1: cannot be read/);
  });

  it('hold no slug twice: the fault names both places', async () => {
    await cardIn(second, 'retry-the-carrier');
    const places = [join(second, 'testing/retry-the-carrier/card.md'), join(dir, 'services/retry-the-carrier')];
    expect(() => readDeck([dir, second])).toThrow(
      `${places[0]}:1: slug "retry-the-carrier" is taken by ${places[1]}; choose another`,
    );
  });

  it('are all there, or it is said which is not', async () => {
    expect(() => readDeck([dir, join(second, 'gone')])).toThrow(/gone:1: cannot be read: ENOENT/);
  });

  it('are all watched', async () => {
    await cardIn(second, 'ours');
    const live = watchDeck([dir, second], readDeck([dir, second]), { onDeck: vi.fn(), onFaults: vi.fn() });
    const title = (card: string) => live.current().cards.get(card)?.title;
    try {
      await cardIn(second, 'ours', CARD_MD.replace('Retry the carrier', 'Ours changed'));
      await vi.waitFor(() => expect(title('ours')).toBe('Ours changed'), 5_000);
      await put('services/retry-the-carrier/card.md', CARD_MD.replace('Retry the carrier', 'Changed'));
      await vi.waitFor(() => expect(title('retry-the-carrier')).toBe('Changed'), 5_000);
    } finally {
      live.close();
    }
  });

  it('are named by DECK_DIR, with what separates paths between them', () => {
    expect(deckDirs({})).toEqual(['./questions']);
    expect(deckDirs({ DECK_DIR: ` a ${delimiter}b${delimiter}${delimiter}a` })).toEqual(['a', 'b']);
    expect(readConfig({ DECK_DIR: `a${delimiter}b` }).deckDirs).toEqual([resolve('a'), resolve('b')]);
  });
});

describe('the watcher', () => {
  it('serves what was changed, keeps the last good deck over a broken one, and recovers', async () => {
    const onFaults = vi.fn();
    const live = watchDeck([dir], readDeck([dir]), { onDeck: vi.fn(), onFaults });
    const title = () => live.current().cards.get('retry-the-carrier')?.title;
    try {
      await put('services/retry-the-carrier/card.md', CARD_MD.replace('Retry the carrier', 'Changed'));
      await vi.waitFor(() => expect(title()).toBe('Changed'), 5_000);
      await put('services/retry-the-carrier/card.md', CARD_MD.replace('kind: debugging', 'kind: quizz'));
      await vi.waitFor(() => expect(onFaults).toHaveBeenCalledWith(expect.stringContaining('card.md:3: kind ')), 5_000);
      expect(title()).toBe('Changed');
      await put('services/retry-the-carrier/card.md', CARD_MD);
      await vi.waitFor(() => expect(title()).toBe('Retry the carrier'), 5_000);
      await cp(join(dir, 'services/retry-the-carrier'), join(dir, 'testing/another'), { recursive: true });
      await vi.waitFor(() => expect(live.current().cards.size).toBe(2), 5_000);
    } finally {
      live.close();
    }
  });
});
