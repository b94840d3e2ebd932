/** What one connection and one sheet may cost the server. Limits that both ends know are in shared/limits.ts. */

import { LIMITS } from '../../shared/limits.ts';

export const SHEET_LIMITS = {
  /** Of one peer on one sheet: bytes of its state, of which either peer can have half, and client ids. */
  sheetBytes: LIMITS.sheet / 2,
  clients: LIMITS.clients as number,
  connectionsPerPeer: LIMITS.socketsPerPeer as number,
  /**
   * Frames of one connection: at once, and per second after that. A fast typist sends 15 edits and as many cursors a
   * second, and a stock client sends back every cursor that it receives, 20 a second from each other connection.
   */
  frameBurst: 1_500,
  framesPerSecond: 300,
  /** Bytes of one connection: room for several large pastes at once. */
  byteBurst: 2_000_000,
  bytesPerSecond: 256_000,
  /**
   * Bytes of one peer's updates of one sheet that wait for a slow store; past that, their connections that send more
   * are closed for a while.
   */
  pendingBytes: 4_000_000,
  /** What a connection and a sync step 1 cost, in frames: the server has to look up rights, and read the sheet. */
  connectionFrames: 20,
  stepOneFrames: 100,
  /**
   * Bytes waiting for a connection that does not read, past which the next frame cuts it off: with that frame, below 1
   * MiB.
   */
  waitingBytes: 512_000,
  /**
   * ms between two pings; a connection that has not answered by the next one is cut off. Stock clients need a message
   * every 30 s.
   */
  pingMs: 15_000,
  /** Shortest time between two samples of one peer's caret in ms, and samples in a log after which it is packed. */
  caretMs: 250,
  caretRows: 2_000,
  /** Shortest time between two acknowledgements of what one connection has typed, in ms. */
  ackMs: 1_000,
  /**
   * Stored updates after which a sheet is folded into a snapshot at the latest; each sheet has its own number, between
   * half of this and this.
   */
  snapshotRows: 1_000,
  /** Bytes of updates after which it is read again, to know its size and its cost. */
  unreadBytes: 64_000,
  /**
   * ms of processor time to fold a sheet past which it takes little more text: of each peer, this many bytes in all. A
   * whole honest session takes about 10 ms. Who made it slow has written more than that, and the other goes on.
   */
  slowMs: 1_000,
  slowBytes: 64_000,
  /** ms for which a state read for one joiner serves the next. */
  foldMs: 1_000,
  /** ms that work on a whole document may take before it moves to the second thread, and before it is cancelled. */
  foldQuickMs: 250,
  foldSlowMs: 5_000,
  /** ms that making a recording may take: one of 250,000 edits takes 5,000. */
  recordMs: 30_000,
  /** Bytes of recordings that are kept for the next request. */
  recordingBytes: 8_000_000,
  /**
   * ms without an edit after which a sheet's log is packed. People who think between two sentences pause for less:
   * packing the log at each pause would cost as much as everything they type.
   */
  quietMs: 60_000,
  /** ms that connections get for a clean close when the server shuts down. */
  goodbyeMs: 1_000,
};

export type SheetLimits = typeof SHEET_LIMITS;
