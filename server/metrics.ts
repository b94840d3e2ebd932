/**
 * What is counted, in Prometheus' words, for who runs the server. The figures of the process (CPU, heap, event loop)
 * change when the interviewer taps: they are on a listener that nobody in a room reaches. What is counted of rooms does
 * not change even so: accepted commands and their commits are not counted.
 */

import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Store } from './store/store.ts';
import type { SheetChannelStats } from './sheet-counts.ts';

export interface Counted {
  roomSockets: () => number;
  sheets: () => SheetChannelStats;
}

export interface Metrics {
  registry: Registry;
  refused(refusal: string): void;
  /** The same store; what its sheet log takes to commit is measured. */
  timed(store: Store): Store;
  /** Names where the current figures come from. */
  watch(counted: Counted): void;
}

/** In seconds: a commit to a good disk takes a few milliseconds. */
const COMMIT_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

const PREFIX = 'practice_room_';

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const refusals = new Counter({
    name: `${PREFIX}commands_refused_total`,
    help: 'Commands refused, by reason',
    labelNames: ['refusal'],
    registers: [registry],
  });
  return {
    registry,
    refused: (refusal) => refusals.inc({ refusal }),
    timed: timedBy(registry),
    watch({ roomSockets, sheets }) {
      gauge(registry, 'room_sockets', 'Sockets on the room channel', roomSockets);
      watchSheets(registry, sheets);
    },
  };
}

function timedBy(registry: Registry): (store: Store) => Store {
  const commits = new Histogram({
    name: `${PREFIX}sheet_commit_seconds`,
    help: 'Time that one commit of sheet updates took, failed ones too',
    buckets: COMMIT_BUCKETS,
    registers: [registry],
  });
  return (store) => ({
    ...store,
    async appendUpdates(updates) {
      const measured = commits.startTimer();
      await store.appendUpdates(updates).finally(measured);
    },
  });
}

function watchSheets(registry: Registry, sheets: () => SheetChannelStats): void {
  const counts = () => sheets().counts;
  gauge(registry, 'open_sheets', 'Sheets with a connection', () => sheets().sheets);
  gauge(registry, 'sheet_connections', 'Sockets on the sheet channel', () => sheets().connections);
  gauge(registry, 'sheet_updates_waiting', 'Updates admitted and not stored yet', () => counts().waiting);
  counter(registry, 'sheet_updates_stored_total', 'Updates stored', () => counts().stored);
  counter(registry, 'sheet_updates_relayed_total', 'Copies of updates sent to others', () => counts().relayed);
  counter(registry, 'sheet_log_bytes_total', 'Bytes of updates added to the log', () => counts().logBytes);
  counter(registry, 'sheet_received_bytes_total', 'Bytes of frames received', () => counts().bytesIn);
  counter(registry, 'sheet_sent_bytes_total', 'Bytes of frames sent', () => counts().bytesOut);
  new Counter({
    name: `${PREFIX}sheet_refused_total`,
    help: 'What was refused on the sheet channel, by reason',
    labelNames: ['reason'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [reason, count] of counts().refusals) this.inc({ reason }, count);
    },
  });
}

function gauge(registry: Registry, name: string, help: string, value: () => number): void {
  new Gauge({
    name: PREFIX + name,
    help,
    registers: [registry],
    collect() {
      this.set(value());
    },
  });
}

function counter(registry: Registry, name: string, help: string, value: () => number): void {
  new Counter({
    name: PREFIX + name,
    help,
    registers: [registry],
    collect() {
      this.reset();
      this.inc(value());
    },
  });
}
