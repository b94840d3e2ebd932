/** Keeps a deck fresh while its author writes: reads again on change, and serves the last good one meanwhile. */

import { watch } from 'node:fs';
import { DeckFaults, readDeck, type Deck } from './read.ts';

/** The deck as it is now. */
export interface LiveDeck {
  current: () => Deck;
  close: () => void;
}

/** Called with the result of each reading. */
export interface DeckWatcher {
  onDeck: (deck: Deck) => void;
  /** One line a fault; the last good deck stays. */
  onFaults: (message: string) => void;
}

/** Editors write a file in several steps; a reading waits until none has come for so long, in ms. */
const QUIET_MS = 100;

export const stillDeck = (deck: Deck): LiveDeck => ({ current: () => deck, close: () => {} });

/** @param first the deck as it was read at the start */
export function watchDeck(dirs: readonly string[], first: Deck, { onDeck, onFaults }: DeckWatcher): LiveDeck {
  let deck = first;
  let timer: NodeJS.Timeout | undefined;

  const readAgain = () => {
    try {
      deck = readDeck(dirs);
      onDeck(deck);
    } catch (error) {
      // A folder that is being renamed can be gone between two looks at it: the next change reads it again.
      onFaults(error instanceof DeckFaults ? error.message : `the deck cannot be read: ${String(error)}`);
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(readAgain, QUIET_MS);
    timer.unref();
  };
  const watchers = dirs.map((dir) => watch(dir, { recursive: true, persistent: false }, soon));
  watchers.forEach((watcher, i) =>
    watcher.on('error', (error) => onFaults(`${dirs[i]} is no longer watched: ${String(error)}`)),
  );
  return {
    current: () => deck,
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
