/** The contract of a store about people: identity, names, and the cards they have met. */

import { describe, expect, it } from 'vitest';
import type { Subject } from './contract.ts';
import { created, firstStep, fresh, joined, step, T0 } from './steps.ts';

export function peersContract(subject: Subject): void {
  describe('peers', () => {
    it('finds a peer by the hash of their token, and nobody by another', async () => {
      const [peer, tokenHash] = [fresh('peer'), fresh('token')];
      await subject.store.createPeer({ peer, name: 'Ann', tokenHash, at: T0 });
      expect(await subject.store.peerByToken(tokenHash)).toEqual({ peer, name: 'Ann' });
      expect(await subject.store.peerByToken(fresh('token'))).toBeNull();
    });

    it('keeps names in any script, and what no text column takes', async () => {
      const names = ['Żaneta Ünal', '王小明', 'مريم', '👩‍💻 e\u0301', "O'Brien; --", 'nul\0half\ud83d'];
      for (const name of names) {
        const [peer, tokenHash] = [fresh('peer'), fresh('token')];
        await subject.store.createPeer({ peer, name, tokenHash, at: T0 });
        expect(await subject.store.peerByToken(tokenHash)).toEqual({ peer, name });
      }
    });

    it('renames one peer alone', async () => {
      const [ann, ben] = [fresh('peer'), fresh('peer')];
      await subject.store.createPeer({ peer: ann, name: 'Ann', tokenHash: fresh('token'), at: T0 });
      await subject.store.createPeer({ peer: ben, name: 'Ben', tokenHash: fresh('token'), at: T0 });
      await subject.store.renamePeer(ann, 'Anna');
      expect(await subject.store.names([ann, ben])).toEqual(
        new Map([
          [ann, 'Anna'],
          [ben, 'Ben'],
        ]),
      );
    });

    it('names only those it knows', async () => {
      const ann = fresh('peer');
      await subject.store.createPeer({ peer: ann, name: 'Ann', tokenHash: fresh('token'), at: T0 });
      expect(await subject.store.names([fresh('peer'), ann])).toEqual(new Map([[ann, 'Ann']]));
      expect(await subject.store.names([])).toEqual(new Map());
    });

    it('refuses a second peer of one id or of one token', async () => {
      const first = { peer: fresh('peer'), name: 'Ann', tokenHash: fresh('token'), at: T0 };
      await subject.store.createPeer(first);
      await expect(subject.store.createPeer({ ...first, tokenHash: fresh('token') })).rejects.toThrow();
      await expect(subject.store.createPeer({ ...first, peer: fresh('peer') })).rejects.toThrow();
      expect(await subject.store.peerByToken(first.tokenHash)).toEqual({ peer: first.peer, name: 'Ann' });
    });
  });

  describe('devices', () => {
    const ann = async () => {
      const row = { peer: fresh('peer'), name: 'Ann', tokenHash: fresh('token'), at: T0 };
      await subject.store.createPeer(row);
      return row;
    };

    it('[ME-1] a code makes another device the same peer, once', async () => {
      const { peer, tokenHash } = await ann();
      const [codeHash, other] = [fresh('code'), fresh('token')];
      await subject.store.offerTransfer({ peer, codeHash, expiresAt: T0 + 10 });
      expect(await subject.store.peerOfTransfer(codeHash, T0 + 9)).toEqual({ peer, name: 'Ann' });
      const claim = { codeHash, now: T0 + 9, tokenHash: other };
      expect(await subject.store.claimTransfer(claim)).toEqual({ peer, name: 'Ann' });
      expect(await subject.store.claimTransfer({ ...claim, tokenHash: fresh('token') })).toBeNull();
      expect(await subject.store.peerOfTransfer(codeHash, T0 + 9)).toBeNull();
      const store = await subject.restarted();
      for (const token of [tokenHash, other]) expect(await store.peerByToken(token)).toEqual({ peer, name: 'Ann' });
      expect(await store.devices(peer)).toEqual([T0, T0 + 9]);
    });

    it('[ME-1] of two claims at once one gets in', async () => {
      const { peer } = await ann();
      const codeHash = fresh('code');
      await subject.store.offerTransfer({ peer, codeHash, expiresAt: T0 + 10 });
      const claims = [1, 2].map(() => subject.store.claimTransfer({ codeHash, now: T0, tokenHash: fresh('token') }));
      expect((await Promise.all(claims)).filter((claimed) => claimed !== null)).toHaveLength(1);
    });

    it('[ME-2] a code ends with its time, and with a newer one', async () => {
      const { peer } = await ann();
      const [old, newer] = [fresh('code'), fresh('code')];
      await subject.store.offerTransfer({ peer, codeHash: old, expiresAt: T0 + 10 });
      await subject.store.offerTransfer({ peer, codeHash: newer, expiresAt: T0 + 20 });
      for (const [codeHash, now] of [
        [old, T0],
        [newer, T0 + 20],
        [fresh('code'), T0],
      ] as const) {
        expect(await subject.store.peerOfTransfer(codeHash, now)).toBeNull();
        expect(await subject.store.claimTransfer({ codeHash, now, tokenHash: fresh('token') })).toBeNull();
      }
      expect(await subject.store.devices(peer)).toEqual([T0]);
    });

    it('[ME-3] a device can become somebody else; who it was goes with their last device, if in no room', async () => {
      const [{ peer }, idle, busy] = [await ann(), await ann(), await ann()];
      const room = fresh('room');
      await subject.store.createRoom(firstStep(room, { events: [created(room), joined(busy.peer)] }));
      for (const leaves of [idle.tokenHash, busy.tokenHash]) {
        const codeHash = fresh('code');
        await subject.store.offerTransfer({ peer, codeHash, expiresAt: T0 + 10 });
        await subject.store.claimTransfer({ codeHash, now: T0, tokenHash: fresh('token'), leaves });
        expect(await subject.store.peerByToken(leaves)).toBeNull();
      }
      expect(await subject.store.names([idle.peer, busy.peer])).toEqual(new Map([[busy.peer, 'Ann']]));
    });

    it('[ME-4] signs out all devices of one peer but this', async () => {
      const [{ peer, tokenHash }, other] = [await ann(), await ann()];
      const [codeHash, second] = [fresh('code'), fresh('token')];
      await subject.store.offerTransfer({ peer, codeHash, expiresAt: T0 + 10 });
      await subject.store.claimTransfer({ codeHash, now: T0 + 1, tokenHash: second });
      await subject.store.signOutOthers(peer, second);
      expect(await subject.store.peerByToken(tokenHash)).toBeNull();
      expect(await subject.store.devices(peer)).toEqual([T0 + 1]);
      expect(await subject.store.devices(other.peer)).toEqual([T0]);
    });
  });

  describe('card history', () => {
    it('keeps the latest time of each way of having met a card', async () => {
      const [room, ann, ben] = [fresh('room'), fresh('peer'), fresh('peer')];
      const asked = { peer: ann, card: 'locks', how: 'asked' as const };
      const history = [
        { ...asked, at: T0 + 5 },
        { ...asked, at: T0 + 9 },
        { peer: ann, card: 'locks', how: 'read' as const, at: T0 + 1 },
        { peer: ben, card: 'locks', how: 'interviewed' as const, at: T0 + 9 },
      ];
      await subject.store.createRoom(firstStep(room, { history }));
      await subject.store.append(step(room, 1, { history: [{ ...asked, at: T0 + 7 }] }));
      expect(await subject.store.cardHistory(ann)).toEqual([
        { card: 'locks', how: 'read', at: T0 + 1 },
        { card: 'locks', how: 'asked', at: T0 + 9 },
      ]);
      expect(await subject.store.cardHistory(ben)).toEqual([{ card: 'locks', how: 'interviewed', at: T0 + 9 }]);
      expect(await subject.store.cardHistory(fresh('peer'))).toEqual([]);
    });
  });
}
