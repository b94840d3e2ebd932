/** How a proposal reads, to who made it and to who is asked, and when it came to nothing. */

import type { ProposalKind } from '../../shared/room/events.ts';
import type { RoomView } from '../../shared/room/roomview.ts';

export interface ProposalWords {
  /** To the other peer. */
  asked: (name: string) => string;
  agree: string;
  decline: string;
  /** To who made it. */
  made: string;
  /** To who made it, when the other would rather not. */
  declined: (name: string) => string;
}

export const PROPOSAL_WORDS: Record<ProposalKind, ProposalWords> = {
  'exchange-seats': {
    asked: (name) => `${name} proposes to exchange seats.`,
    agree: 'Exchange seats',
    decline: 'Keep my seat',
    made: 'You proposed to exchange seats.',
    declined: (name) => `${name} would rather keep the seats as they are.`,
  },
  'allow-observers': {
    asked: (name) => `${name} would like to allow observers. They only watch, and see what the candidate sees.`,
    agree: 'Allow observers',
    decline: 'Practise without observers',
    made: 'You proposed to allow observers.',
    declined: (name) => `${name} would rather have no observers.`,
  },
  'end-round': {
    asked: (name) => `${name} asks to end the round. Its sheets then freeze and both of you fill in a form.`,
    agree: 'End the round',
    decline: 'Not yet',
    made: 'You asked to end the round.',
    declined: (name) => `${name} would rather go on with the round.`,
  },
  swap: {
    asked: (name) => `${name} is ready to swap seats and begin the next round.`,
    agree: 'Swap seats',
    decline: 'Not yet',
    made: 'You are ready to swap seats.',
    declined: (name) => `${name} is not ready to swap seats yet.`,
  },
  finish: {
    asked: (name) => `${name} proposes to finish the session here.`,
    agree: 'Finish the session',
    decline: 'Go on',
    made: 'You proposed to finish the session here.',
    declined: (name) => `${name} would rather go on with the session.`,
  },
  'share-report': {
    asked: (name) =>
      `${name} would like to be able to share this report: anybody with its link can read all of it, and can change ` +
      'nothing.',
    agree: 'Allow sharing',
    decline: 'Keep it between us',
    made: 'You proposed to allow sharing this report.',
    declined: (name) => `${name} would rather keep the report between the two of you.`,
  },
};

/** The reader's own proposals that are no longer open although nothing came of them: declined or withdrawn. */
export function endedInVain(before: RoomView, now: RoomView): ProposalKind[] {
  if (before.phase !== now.phase || peersOf(before) !== peersOf(now)) return [];
  return before.proposals
    .filter(({ kind, by }) => by === now.me.peer && !now.proposals.some((open) => open.kind === kind))
    .map(({ kind }) => kind)
    .filter((kind) => kind !== 'exchange-seats' || before.me.seat === now.me.seat)
    .filter((kind) => kind !== 'allow-observers' || before.observersAllowed === now.observersAllowed)
    .filter((kind) => kind !== 'share-report' || before.debrief?.shared === now.debrief?.shared);
}

/** Who leaves takes the question along. */
const peersOf = ({ peers }: RoomView): string =>
  peers
    .map(({ peer }) => peer)
    .sort()
    .join();
