/** What the frame around every page shows. */

let claims = $state(0);

/** The bar on top is shown unless a page needs its height, as a round does. */
export const barShown = (): boolean => claims === 0;

/** Hides the bar for as long as the caller lives; returns its release. */
export function hideBar(): () => void {
  claims += 1;
  return () => void (claims -= 1);
}
