/** Other tabs of this browser: when it becomes somebody else, or nobody, none of them goes on as who it was. */

/** One for listening and speaking: a channel hears every other one, those of its own page too. */
const channel = new BroadcastChannel('practice-room/identity');

/** @returns what ends it */
export function reloadWithIdentity(): () => void {
  channel.onmessage = () => location.reload();
  return () => (channel.onmessage = null);
}

export const tellOtherTabs = (): void => channel.postMessage(null);
