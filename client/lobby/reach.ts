/** Whether an invite can be opened from another machine, and how one person tries both seats. */

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

export const pointsAtLoopback = (link: string): boolean => LOOPBACK.test(new URL(link).hostname);

/** The same link under the other name of this machine: a different site to the browser, so a different person. */
export function otherNameOf(link: string): string | null {
  const url = new URL(link);
  if (url.hostname === 'localhost') url.hostname = '127.0.0.1';
  else if (url.hostname === '127.0.0.1') url.hostname = 'localhost';
  else return null;
  return url.href;
}
