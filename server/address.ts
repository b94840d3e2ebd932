/** Whose a network address is, as far as limits care: one person can have a whole IPv6 network of 64 bits. */

const MAPPED = /^::ffff:(?=\d+\.)/i;

/** @param ip as Node tells it; the same key for all addresses of one customer of a provider */
export function addressKey(ip = ''): string {
  const address = ip.replace(MAPPED, '');
  if (!address.includes(':')) return address;
  const [head = [], tail = []] = address.split('::', 2).map((part) => (part === '' ? [] : part.split(':')));
  const zeros = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0');
  return [...head, ...zeros, ...tail].slice(0, 4).join(':');
}
