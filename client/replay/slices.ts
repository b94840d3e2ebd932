/** Does long work in slices between which the page draws and hears what is pressed. */

import type { Piecemeal } from '../../shared/replay/piecemeal.ts';

/** How long a slice may take, in ms: half a frame, since a piece may take somewhat longer than is left. */
const SLICE_MS = 8;

export async function inSlices<T>(work: Piecemeal<T>): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await turn();
  }
}

/** A new turn of the event loop, in which the page may draw first; a timer would wait for 4 ms each time. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
