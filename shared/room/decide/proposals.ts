/** What needs both peers: one proposes, the other agrees or declines, the proposer may withdraw. */

import { accept, type Decision } from '../commands.ts';
import type { ProposalKind } from '../events.ts';
import type { PeerId } from '../ids.ts';
import type { RoomState } from '../state.ts';

/** @param done what is decided once both agree */
export function propose(
  state: RoomState,
  kind: ProposalKind,
  by: PeerId,
  agreed: boolean,
  done: () => Decision,
): Decision {
  const open = state.proposals.find((proposal) => proposal.kind === kind);
  if (!agreed) return accept(open ? [{ type: 'proposal-closed', kind }] : []);
  if (!open) return accept([{ type: 'proposed', kind, by }]);
  return open.by === by ? accept() : done();
}
