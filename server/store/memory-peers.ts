/** People in memory: who they are, on which devices, and which cards they have met. */

import { StoreError } from './errors.ts';
import { byText, type MemoryTables } from './memory-tables.ts';
import type { PeerRow, PeerStore } from './store.ts';

type Peers = Omit<PeerStore, 'roomsNaming' | 'erasePeer'>;

export function memoryPeers(tables: MemoryTables): Peers {
  const { peers, tokens, history, transfers } = tables;
  const known = (peer: string | undefined): PeerRow | null => {
    const found = peer === undefined ? undefined : peers.get(peer);
    return found ? { ...found } : null;
  };
  const peerOfTransfer = (codeHash: string, now: number): PeerRow | null =>
    known([...transfers.values()].find((offer) => offer.codeHash === codeHash && now < offer.expiresAt)?.peer);

  return {
    async createPeer({ peer, name, tokenHash, at }) {
      if (peers.has(peer) || tokens.has(tokenHash)) throw new StoreError(`There is a peer ${peer} already`);
      peers.set(peer, { peer, name });
      tokens.set(tokenHash, { peer, at });
    },

    async peerByToken(tokenHash) {
      return known(tokens.get(tokenHash)?.peer);
    },

    async renamePeer(peer, name) {
      if (peers.has(peer)) peers.set(peer, { peer, name });
    },

    async names(wanted) {
      return new Map(wanted.flatMap((peer) => [peers.get(peer) ?? []].flat()).map(({ peer, name }) => [peer, name]));
    },

    async devices(peer) {
      return [...tokens.values()].flatMap((token) => (token.peer === peer ? token.at : [])).sort((a, b) => a - b);
    },

    async signOutOthers(peer, tokenHash) {
      for (const [hash, token] of tokens) if (token.peer === peer && hash !== tokenHash) tokens.delete(hash);
    },

    async cardHistory(peer) {
      return [...history.values()]
        .filter((row) => row.peer === peer)
        .sort((a, b) => a.at - b.at || byText(a.card, b.card) || byText(a.how, b.how))
        .map(({ card, how, at }) => ({ card, how, at }));
    },

    async offerTransfer(offer) {
      transfers.set(offer.peer, { ...offer });
    },

    async peerOfTransfer(codeHash, now) {
      return peerOfTransfer(codeHash, now);
    },

    async claimTransfer({ codeHash, now, tokenHash, leaves }) {
      const found = peerOfTransfer(codeHash, now);
      if (!found) return null;
      transfers.delete(found.peer);
      if (leaves !== undefined) leave(tables, leaves);
      tokens.set(tokenHash, { peer: found.peer, at: now });
      return found;
    },
  };
}

/** Nobody could ever come back to the name of somebody without a device, and if they were in no room, nobody else knows it. */
function leave({ peers, tokens, transfers, rooms }: MemoryTables, tokenHash: string): void {
  const peer = tokens.get(tokenHash)?.peer;
  tokens.delete(tokenHash);
  if (peer === undefined || [...tokens.values()].some((token) => token.peer === peer)) return;
  if ([...rooms.values()].some(({ people }) => people.has(peer))) return;
  transfers.delete(peer);
  peers.delete(peer);
}
