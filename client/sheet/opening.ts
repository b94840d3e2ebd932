/** What a card needs of its sheet: code around which things run, a table to predict, or the answer outline. */

import type { Kind } from '../../shared/deck/card.ts';
import type { AskView } from '../../shared/room/roomview.ts';
import type { SheetTab } from './handle.svelte.ts';

type Needs = Pick<AskView, 'kind' | 'trace' | 'starts' | 'checks'>;

const ABOUT_CODE: readonly Kind[] = ['code-reading', 'trace', 'debugging', 'refactor', 'coding', 'testing'];

/** By its kind, or because it brings code, checks or a call to trace. */
export const isAboutCode = ({ kind, starts, checks, trace }: Needs): boolean =>
  ABOUT_CODE.includes(kind) || starts === true || checks.open || checks.hidden !== undefined || trace !== undefined;

/** The tab on which the sheet opens. */
export function opensOn(ask: Needs): SheetTab {
  if (ask.kind === 'trace' && ask.trace !== undefined) return 'trace';
  return isAboutCode(ask) ? 'code' : 'outline';
}
