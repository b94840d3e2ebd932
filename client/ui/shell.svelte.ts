/** What the frame around every page shows. */

import { untrack } from 'svelte';

let claims = $state(0);

/** The bar on top is shown unless a page needs its height, as a round does. */
export const barShown = (): boolean => claims === 0;

/** Hides the bar for as long as the caller lives; returns its release. */
export function hideBar(): () => void {
  // Called from effects, which must not come to depend on what they change.
  untrack(() => (claims += 1));
  return () => void (claims -= 1);
}
