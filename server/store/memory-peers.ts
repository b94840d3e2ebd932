/** People in memory: who they are, and which cards they have met. */

import { StoreError } from './errors.ts';
import { byText, type MemoryTables } from './memory-tables.ts';
import type { Store } from './store.ts';

type Peers = Pick<Store, 'createPeer' | 'peerByToken' | 'renamePeer' | 'names' | 'cardHistory'>;

export function memoryPeers({ peers, history }: MemoryTables): Peers {
  const withToken = (tokenHash: string) => [...peers.values()].find((peer) => peer.tokenHash === tokenHash);
  return {
    async createPeer({ peer, name, tokenHash }) {
      if (peers.has(peer) || withToken(tokenHash)) throw new StoreError(`There is a peer ${peer} already`);
      peers.set(peer, { peer, name, tokenHash });
    },

    async peerByToken(tokenHash) {
      const found = withToken(tokenHash);
      return found ? { peer: found.peer, name: found.name } : null;
    },

    async renamePeer(peer, name) {
      const found = peers.get(peer);
      if (found) peers.set(peer, { ...found, name });
    },

    async names(wanted) {
      return new Map(wanted.flatMap((peer) => [peers.get(peer) ?? []].flat()).map(({ peer, name }) => [peer, name]));
    },

    async cardHistory(peer) {
      return [...history.values()]
        .filter((row) => row.peer === peer)
        .sort((a, b) => a.at - b.at || byText(a.card, b.card) || byText(a.how, b.how))
        .map(({ card, how, at }) => ({ card, how, at }));
    },
  };
}
