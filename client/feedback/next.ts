/** What a peer has to do once a round has ended: writing, waiting, or agreeing on what comes next. */

import type { RoomView } from '../../shared/room/roomview.ts';

export type Standing = 'watching' | 'no-form' | 'writing' | 'waiting' | 'agreeing';

export function standingOf(view: RoomView): Standing {
  if (view.me.seat === 'observer') return 'watching';
  const round = view.round?.round;
  if (!view.asks.some((ask) => ask.round === round)) return 'no-form';
  if (view.myForm && !view.myForm.sealed) return 'writing';
  return view.forms.filter((form) => form.round === round).every((form) => form.in) ? 'agreeing' : 'waiting';
}

export type NextKind = 'swap' | 'finish';

/** What the plan has next, and whether the session could also end here. */
export const nextKinds = (view: RoomView): NextKind[] =>
  (view.round?.round ?? 1) < view.plan.rounds ? ['swap', 'finish'] : ['finish'];

export function proposalOf(view: RoomView, kind: NextKind): 'none' | 'mine' | 'theirs' {
  const proposal = view.proposals.find((each) => each.kind === kind);
  if (!proposal) return 'none';
  return proposal.by === view.me.peer ? 'mine' : 'theirs';
}
