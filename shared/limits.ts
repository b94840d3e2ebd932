/** Limits that both ends keep to: in characters, bytes, and counts. */

export const LIMITS = {
  /** Characters (UTF-16 units). */
  name: 40,
  note: 2_000,
  quote: 2_000,
  /** Characters of one field of a form. */
  formField: 2_000,
  /** Characters of an encoded Yjs relative position. */
  position: 400,
  /** Bytes of one command, as JSON; of one that brings code or a trace along. */
  command: 64_000,
  commandWithCode: 500_000,
  /** Bytes of one frame on the sheet channel. */
  frame: 256_000,
  /** Structs and deleted ranges of one Yjs update: many short ones cost far more to apply than their bytes suggest. */
  structs: 5_000,
  deletions: 10_000,
  /** Bytes of one insertion into a text, as UTF-8. */
  paste: 200_000,
  /** Bytes of one sheet's state, half of them of each peer; past it the sheet is full. */
  sheet: 2_000_000,
  /** Bytes of one awareness state, as JSON. */
  awareness: 2_000,
  /** Yjs client ids of one peer on one sheet. */
  clients: 64,
  /** Commands of one peer, in all their tabs: at once, and per second after that. */
  commandBurst: 60,
  commandsPerSecond: 20,
  /** Sockets of one peer on one room or sheet. */
  socketsPerPeer: 8,
  /** Minutes of a round. */
  minutes: { min: 5, max: 120 },
  topics: 20,
  asksPerRound: 12,
  /** Beats, hints, facts, notes, pins and marks of one peer. */
  momentsPerRound: 1_000,
  /** Runs, checks and traces of one peer. */
  runsPerRound: 200,
  /** Characters of a run's output that are kept: its beginning and its end. */
  output: 16_000,
  /** Characters of a check typed on the spot, and how many of them one ask takes. */
  addedCheck: 2_000,
  addedChecks: 20,
  /** Characters of a call to trace, and how many predictions one ask takes. */
  call: 500,
  predictions: 20,
  /** Characters of a predicted table, and of a trace, as JSON. */
  table: 32_000,
  trace: 32_000,
  observers: 30,
} as const;
