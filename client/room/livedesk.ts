/** What a sheet shares, read so that it ticks: an effect or a derived value that calls it runs again at every change. */

import { createSubscriber } from 'svelte/reactivity';
import type { SheetLive } from './sheetdesk.ts';

const subscribers = new WeakMap<SheetLive, () => void>();

export function ticking(live: SheetLive): SheetLive {
  const known = subscribers.get(live);
  const tick = known ?? createSubscriber((update) => live.subscribe(update));
  if (!known) subscribers.set(live, tick);
  tick();
  return live;
}
