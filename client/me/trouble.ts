/** What to tell a person who was not let into a room. */

import type { RefusalCode } from '../../shared/wire.ts';

export interface Trouble {
  title: string;
  advice: string;
  /** Trying again can help. */
  again: boolean;
  /** The server's own words say more than the title: show them too. */
  quote?: boolean;
}

const NO_SECRET: Trouble = {
  title: 'This link is not an invite',
  advice:
    'The part after the # is missing, and this browser is not in this room (any more). Ask for the invite again and ' +
    'open the complete link.',
  again: false,
};

const TROUBLES: Partial<Record<RefusalCode, Trouble>> = {
  'not-a-member': {
    title: 'This invite does not let you in',
    advice: 'Copy the whole link. It stops working once your peer has made a newer one.',
    again: false,
    quote: true,
  },
  'room-full': {
    title: 'This room is full',
    advice:
      'Both seats are taken, and its two peers have not allowed observers. Ask them to allow observers in the lobby ' +
      'and try again, or open a room of your own.',
    again: true,
  },
  'wrong-phase': {
    title: 'This session is over',
    advice: 'Its report is for its two peers. To practise, open a room of your own from the home page.',
    again: false,
  },
  'not-found': {
    title: 'There is no such room',
    advice:
      'The link may have been copied wrongly, or come from another server. Compare it with the one you were sent.',
    again: false,
  },
  'too-fast': {
    title: 'Too many attempts',
    advice: 'The server limits attempts to join. Wait a minute, then try again.',
    again: true,
  },
  unavailable: {
    title: 'The room cannot be reached',
    advice: 'The server is down, or this machine is not on its network. Nothing is lost: try again in a moment.',
    again: true,
  },
  'foreign-origin': {
    title: 'This address is not allowed',
    advice: 'Open the address that the server printed when it started.',
    again: false,
    quote: true,
  },
};

/** @param hadSecret whether the link carried one */
export function troubleOf(refusal: RefusalCode, hadSecret: boolean): Trouble {
  if (!hadSecret && (refusal === 'not-a-member' || refusal === 'malformed')) return NO_SECRET;
  return (
    TROUBLES[refusal] ?? {
      title: 'The room did not let you in',
      advice: 'Ask your peer for the invite again and open the complete link.',
      again: true,
      quote: true,
    }
  );
}
