/** What needs both peers: one proposes, the other agrees or declines, the proposer may withdraw. */

import { accept, type Decision } from '../commands.ts';
import type { ProposalKind } from '../events.ts';
import type { CommandIn } from './rule.ts';

/** @param done what is decided once both agree */
export function propose(
  { state, command: { type: kind, agreed = true }, actor: by }: CommandIn<ProposalKind>,
  done: () => Decision,
): Decision {
  const open = state.proposals.find((proposal) => proposal.kind === kind);
  if (!agreed) return accept(open ? [{ type: 'proposal-closed', kind }] : []);
  if (!open) return accept([{ type: 'proposed', kind, by }]);
  return open.by === by ? accept() : done();
}
