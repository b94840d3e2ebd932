/** What Linux says of a process's memory, in bytes. */

import { readFileSync, writeFileSync } from 'node:fs';

/** From here on the peak counts again; before that a child has its parent's. @returns what is resident now */
export function watchPeak(pid: number): number {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return statusOf(pid, 'VmRSS');
}

export const peakOf = (pid: number): number => statusOf(pid, 'VmHWM');

function statusOf(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n');
  const line = lines.find((each) => each.startsWith(`${field}:`));
  return Number(line?.match(/\d+/)?.[0]) * 1_024;
}
