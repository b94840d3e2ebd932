/** Whether what is typed outlives this page: a browser's storage can be forbidden, full or silent. */

import { keepsTexts } from './kept.ts';

let sheets = $state(true);

/** What the editor found when it opened its copy of a sheet. */
export const noteSheetsKept = (kept: boolean): void => void (sheets = kept);

export const typingIsKept = (): boolean => sheets && keepsTexts();

/** What to do where it does not. */
export const KEEPS_NOTHING = 'This browser keeps nothing of what you type: leave this page open.';
