/** Random ids that also work where there is no secure context. */

const ALPHABET = '0123456789abcdefghijklmnopqrstuv';

/** 100 random bits as 20 characters; `crypto.randomUUID` is missing on plain http outside loopback. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => ALPHABET[byte % 32]).join('');
}
