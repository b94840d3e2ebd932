/** How texts and bytes become the values of columns, and back. */

import { createHash } from 'node:crypto';

/** A copy of its own: the driver hands out views into memory that it shares. */
export const toBytes = (value: Uint8Array): Uint8Array => new Uint8Array(value);

/** People's text is kept as a JSON string, because no database keeps half a surrogate pair, and some take no NUL. */
export const quote = (text: string): string => JSON.stringify(text);
export const unquote = (stored: string): string => JSON.parse(stored) as string;

/** What is kept of a command's id: its sender chose it, and it stays where their words do not. */
export const commandKey = (id: string): string => createHash('sha256').update(id).digest('base64url');
