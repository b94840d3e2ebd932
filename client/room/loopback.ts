/** Links that name this machine as it calls itself: no other machine can open them. */

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

export const pointsAtLoopback = (link: string): boolean => LOOPBACK.test(new URL(link).hostname);

/** The same link as another machine opens it. @param network the origin under which others reach the server */
export function onNetwork(link: string, network: string): string {
  const { pathname, search, hash } = new URL(link);
  return `${network}${pathname}${search}${hash}`;
}
