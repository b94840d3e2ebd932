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

const PROBE = 'practice-room/probe';

/** Whether this browser keeps anything at all. */
export function keepsTexts(): boolean {
  try {
    localStorage.setItem(PROBE, PROBE);
    const kept = localStorage.getItem(PROBE) === PROBE;
    localStorage.removeItem(PROBE);
    return kept;
  } catch {
    return false;
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

/** Those whose key begins with this. */
export function forgetThose(prefix: string): void {
  for (const key of new Set([...fallback.keys(), ...storedKeys()])) if (key.startsWith(prefix)) forget(key);
}

function storedKeys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
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
