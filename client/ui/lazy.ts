/** Pieces of a page whose code is fetched later: when they are needed, or while nothing else is going on. */

/** Failures that the caller itself reports. */
const told = new WeakSet<object>();

/** Fetches a part for a caller that itself says what to do when it cannot be had. */
export async function fetchPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof Error) told.add(error);
    throw error;
  }
}

/** Whether a failed fetch is told where the part would be; known a moment after it failed. */
export const isTold = (error: Error): boolean => told.has(error);

/** The longest that something may be put off for others, in ms. */
const PATIENCE_MS = 5_000;

/** Fetches parts one by one while the page has nothing better to do. @returns what calls it off */
export function fetchAhead(loads: readonly (() => Promise<unknown>)[]): () => void {
  return whenIdle(async () => {
    // What fails is fetched again, and told, when it is needed.
    for (const load of loads) await fetchPart(load).catch(() => undefined);
  });
}

function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const request = requestIdleCallback(run, { timeout: PATIENCE_MS });
    return () => cancelIdleCallback(request);
  }
  // Safari has no idle callbacks.
  const timer = setTimeout(run, PATIENCE_MS);
  return () => clearTimeout(timer);
}
