/** How the interviewer's own moments read in a line. */

import type { MomentView } from '../../shared/room/roomview.ts';
import { momentLabel, momentText } from '../../shared/report/moment-words.ts';

export interface MomentLine {
  kind: string;
  text: string;
  /** The card's words, in Markdown; your own are plain. */
  ofCard: boolean;
}

export function momentLine(moment: MomentView): MomentLine {
  switch (moment.kind) {
    case 'ask':
      return { kind: 'card', text: moment.title, ofCard: false };
    case 'beat':
      return { kind: 'beat', text: moment.text, ofCard: true };
    case 'hint':
      return {
        kind: `hint ${moment.rung + 1}, ${moment.how === 'sent' ? 'sent' : 'said'}`,
        text: moment.text,
        ofCard: true,
      };
    case 'fact':
      return { kind: 'fact sent', text: moment.text, ofCard: true };
    case 'question':
    case 'follow-up':
    case 'red-flag':
    case 'answer':
      return { kind: momentLabel(moment), text: moment.text, ofCard: true };
    default:
      return { kind: momentLabel(moment), text: momentText(moment), ofCard: false };
  }
}

/** Whether there is more of it than its line says: code, output, cases or rows, which are fetched. */
export const hasDetail = ({ kind }: MomentView): boolean => ['run', 'check', 'trace-committed', 'trace'].includes(kind);

/** One round's moments in the order in which they happened. */
export const inOrder = (moments: readonly MomentView[], round: number): MomentView[] =>
  moments.filter((moment) => moment.round === round).sort((a, b) => a.at - b.at);
