/** The tabs of a sheet. */

import type { SheetTab } from '../room/sheetdesk.ts';

type TabList = readonly { id: SheetTab; label: string }[];

const APART: TabList = [
  { id: 'code', label: 'Code' },
  { id: 'frame', label: 'Outline' },
];
const BOTH: TabList = [{ id: 'code', label: 'Code and outline' }];
const TRACE: TabList = [{ id: 'trace', label: 'Trace' }];

/** @param split code and outline are side by side */
export const tabsOf = (split: boolean, trace: boolean): TabList => [...(split ? BOTH : APART), ...(trace ? TRACE : [])];
