/** What the server and this load process have spent since a moment. */

import { cpuByThread, cpuOf } from '../process.ts';

export interface Meter {
  /** Share of a core that the load process took: near 1 the times are the load's own. */
  loadBusy(): number;
  /** ms of the server's CPU, all threads. */
  cpu(): number;
  /** The same by thread, the busiest first, for those that took more than a ms. */
  threads(): number[];
}

export function meterOf(pid: number): Meter {
  const started = performance.now();
  const own = process.cpuUsage();
  const cpu = cpuOf(pid);
  const threads = cpuByThread(pid);
  return {
    loadBusy() {
      const { user, system } = process.cpuUsage(own);
      return (user + system) / 1_000 / (performance.now() - started);
    },
    cpu: () => cpuOf(pid) - cpu,
    threads() {
      const spent = [...cpuByThread(pid)].map(([thread, ms]) => ms - (threads.get(thread) ?? 0));
      return spent.sort((a, b) => b - a).filter((ms) => ms > 1);
    },
  };
}
