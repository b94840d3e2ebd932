/** What the SQLite store's two threads say to each other. */

import { codeOf, isSqliteUnavailable, StoreError, StoreUnavailable } from './errors.ts';
import type { SqliteStore } from './sqlite-file.ts';

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
}

/** `id` 0 answers the opening of the file. */
export type Answer = { id: number; value: unknown } | { id: number; failure: Failure };

/** An error in a form that crosses threads with its message, its code and the stack of where it arose. */
export interface Failure {
  unavailable: boolean;
  message: string;
  code: string | undefined;
  stack: string | undefined;
}

export function toFailure(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const unavailable = error instanceof StoreUnavailable || isSqliteUnavailable(error);
  return { unavailable, message, code: codeOf(error), stack };
}

export function toError({ unavailable, message, code, stack }: Failure, what: string): StoreError {
  const cause = Object.assign(new Error(message), { code, stack });
  const text = `${what}: ${message}${code ? ` (${code})` : ''}`;
  return unavailable ? new StoreUnavailable(text, { cause }) : new StoreError(text, { cause });
}
