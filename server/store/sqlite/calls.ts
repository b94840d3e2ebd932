/** What the two threads of the SQLite store say to each other. */

import { StoreError, StoreUnavailable } from '../errors.ts';
import type { SqliteStore } from './database.ts';

export type Method = keyof SqliteStore;

/** Calls are numbered from 1, in the order in which they were made. */
export interface Call {
  id: number;
  method: Method;
  args: unknown[];
}

/** What the thread is started with. */
export interface ThreadData {
  file: string;
  /** The last process that used the file did not end cleanly. */
  leftOpen: boolean;
}

/** `id` 0 answers the opening of the file. */
export type Answer = { id: number; value: unknown } | { id: number; failure: Failure };

/** An error in a form that crosses threads with its message, its code and the stack of where it arose. */
export interface Failure {
  unavailable: boolean;
  message: string;
  /** The driver's own, such as `SQLITE_FULL`. */
  code: string | undefined;
  stack: string | undefined;
}

export function toFailure(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { unavailable: error instanceof StoreUnavailable || isUnavailable(code), message, code, stack };
}

/** @param what was to be done, as the start of the message */
export function toError({ unavailable, message, code, stack }: Failure, what: string): StoreError {
  const cause = Object.assign(new Error(message), { code, stack });
  const text = `${what}: ${message}${code ? ` (${code})` : ''}`;
  return unavailable ? new StoreUnavailable(text, { cause }) : new StoreError(text, { cause });
}

/** SQLite's codes for a call that was wrong in itself; every other one is about the disk, the file or a lock. */
const WRONG_CALLS = /^SQLITE_(CONSTRAINT|ERROR|MISMATCH|MISUSE|RANGE|TOOBIG)/;

const isUnavailable = (code = ''): boolean => code.startsWith('SQLITE_') && !WRONG_CALLS.test(code);
