/** What is counted, in Prometheus' words. */

import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';

export interface Counted {
  roomSockets: () => number;
  sheets: () => { sheets: number; connections: number; stored: number; refused: number };
}

export interface Metrics {
  registry: Registry;
  refused(refusal: string): void;
  /** Names where the current figures come from. */
  watch(counted: Counted): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // Accepted commands are not counted: whoever reads this page would learn of every beat that is tapped.
  const refusals = new Counter({
    name: 'practice_room_commands_refused_total',
    help: 'Commands refused, by reason',
    labelNames: ['refusal'],
    registers: [registry],
  });
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name: `practice_room_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  return {
    registry,
    refused: (refusal) => refusals.inc({ refusal }),
    watch({ roomSockets, sheets }) {
      gauge('room_sockets', 'Sockets on the room channel', roomSockets);
      gauge('open_sheets', 'Sheets with a connection', () => sheets().sheets);
      gauge('sheet_connections', 'Sockets on the sheet channel', () => sheets().connections);
      gauge('sheet_updates_stored', 'Sheet updates stored since the start', () => sheets().stored);
      gauge('sheet_updates_refused', 'Sheet updates refused since the start', () => sheets().refused);
    },
  };
}
