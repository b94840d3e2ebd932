/** Small things kept in this browser; where storage is forbidden they last as long as the page. */

const fallback = new Map<string, string>();

export function keep(key: string, value: string): void {
  fallback.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // Full or forbidden: the map above is what remains.
  }
}

export function kept(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? fallback.get(key) ?? null;
  } catch {
    return fallback.get(key) ?? null;
  }
}

/** All of it. */
export function forgetAll(): void {
  fallback.clear();
  try {
    localStorage.clear();
  } catch {
    // Nothing was kept there.
  }
}

export function forget(key: string): void {
  fallback.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept there.
  }
}
