/** How a store fails: what callers may tell apart, and what the drivers' codes mean. */

/** A call that the store did not carry out; its `cause` is what the driver said. */
export class StoreError extends Error {
  override name = 'StoreError';
}

/** The store cannot be used at the moment (full, read-only, locked, gone); the same call may work later. */
export class StoreUnavailable extends StoreError {
  override name = 'StoreUnavailable';
}

/** The driver's own code, such as `SQLITE_FULL` or `23505`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const UNIQUE_VIOLATIONS = new Set(['SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_UNIQUE', '23505']);

/** Whether somebody else's row was there first. */
export const isUniqueViolation = (error: unknown): boolean => UNIQUE_VIOLATIONS.has(codeOf(error) ?? '');

/** SQLite's codes for a call that was wrong in itself; every other one speaks of the disk, the file or a lock. */
const WRONG_CALLS = /^SQLITE_(CONSTRAINT|ERROR|MISMATCH|MISUSE|RANGE|TOOBIG)/;

/** Whether an error of SQLite's is about the database being out of use rather than about the call. */
export function isSqliteUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && code.startsWith('SQLITE_') && !WRONG_CALLS.test(code);
}
