/** Other tabs of this browser: when it becomes somebody else, or nobody, none of them goes on as who it was. */

const CHANNEL = 'practice-room/identity';

/** @returns what ends it */
export function reloadWithIdentity(): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = () => location.reload();
  return () => channel.close();
}

export function tellOtherTabs(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}
