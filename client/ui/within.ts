/** The browser's storage can throw, refuse or never answer: nobody waits for it without an end. */

/** @param ms the longest wait; @returns `otherwise` where it failed, or took longer */
export async function within<T, U>(ms: number, ask: () => Promise<T>, otherwise: U): Promise<T | U> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<U>((resolve) => (timer = setTimeout(() => resolve(otherwise), ms)));
  const asked = (async () => ask())().catch(() => otherwise);
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
