/** How the interviewer's own moments read in a line. */

import type { MomentView } from '../../shared/room/roomview.ts';

export interface MomentLine {
  kind: string;
  text: string;
}

export function momentLine(moment: MomentView): MomentLine {
  switch (moment.kind) {
    case 'ask':
      return { kind: 'card', text: moment.title };
    case 'beat':
      return { kind: 'beat', text: moment.text };
    case 'hint':
      return { kind: `hint ${moment.rung + 1}, ${moment.how === 'sent' ? 'sent' : 'said'}`, text: moment.text };
    case 'fact':
      return { kind: 'fact sent', text: moment.text };
    case 'note':
      return { kind: 'note', text: moment.text };
    case 'pin':
      return { kind: 'pin', text: moment.text };
  }
}

/** One round's moments in the order in which they happened. */
export const inOrder = (moments: readonly MomentView[], round: number): MomentView[] =>
  moments.filter((moment) => moment.round === round).sort((a, b) => a.at - b.at);
