/** The contract of a store about people: identity, names, and the cards they have met. */

import { describe, expect, it } from 'vitest';
import type { Subject } from './contract.ts';
import { firstStep, fresh, step, T0 } from './steps.ts';

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
