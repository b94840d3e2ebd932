/** How an open proposal reads, to who made it and to who is asked. */

import type { ProposalKind } from '../../shared/room/events.ts';

export interface ProposalWords {
  /** To the other peer. */
  asked: (name: string) => string;
  agree: string;
  decline: string;
  /** To who made it. */
  made: string;
}

export const PROPOSAL_WORDS: Record<ProposalKind, ProposalWords> = {
  'exchange-seats': {
    asked: (name) => `${name} proposes to exchange seats.`,
    agree: 'Exchange seats',
    decline: 'Keep my seat',
    made: 'You proposed to exchange seats.',
  },
  'allow-observers': {
    asked: (name) => `${name} would like to allow observers. They watch without a say and see what the candidate sees.`,
    agree: 'Allow observers',
    decline: 'Stay by ourselves',
    made: 'You proposed to allow observers.',
  },
  'end-round': {
    asked: (name) => `${name} asks to end the round. Its sheets then freeze and both of you fill a form.`,
    agree: 'End the round',
    decline: 'Not yet',
    made: 'You asked to end the round.',
  },
  swap: {
    asked: (name) => `${name} is ready to swap seats and begin the next round.`,
    agree: 'Swap seats',
    decline: 'Not yet',
    made: 'You are ready to swap seats.',
  },
  finish: {
    asked: (name) => `${name} proposes to finish the session here, for good.`,
    agree: 'Finish the session',
    decline: 'Go on',
    made: 'You proposed to finish the session here.',
  },
};
