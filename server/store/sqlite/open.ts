/** The SQLite store for the server: a thread of its own carries out each call, so that a slow disk holds up no room. */

import type { Worker } from 'node:worker_threads';
import { startThread } from '../../thread.ts';
import { StoreUnavailable } from '../errors.ts';
import type { SheetUpdate, Store } from '../store.ts';
import { toError, type Answer, type Call, type Method, type ThreadData } from './calls.ts';
import type { SqliteStore } from './database.ts';
import { encodeBatch } from './sheet-batch.ts';

/** MB of the thread's heap for short-lived objects: an idle thread does not collect its garbage, so this limits it. */
const YOUNG_MB = 8;

/**
 * Opens the file, creating it and its directory where they are missing, and brings its tables up to date.
 * @param leftOpen the last process that used the file did not end cleanly, so that all of it is checked
 */
export async function openSqliteStore(file: string, leftOpen = false): Promise<Store> {
  const thread = new StoreThread({ file, leftOpen });
  await thread.opened;
  return storeOver(thread);
}

type Result<M extends Method> = ReturnType<SqliteStore[M]>;

interface Pending {
  what: string;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

class StoreThread {
  readonly opened: Promise<unknown>;
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #exited: Promise<void>;
  #lastId = 0;
  /** Why no call can be carried out any more. */
  #end: StoreUnavailable | null = null;

  constructor(data: ThreadData) {
    this.#worker = startWorker(data);
    this.opened = this.#answerTo(0, `Cannot open the database ${data.file}`);
    this.#worker.on('message', (answer: Answer) => this.#settle(answer));
    this.#worker.on('error', (cause) => this.#endWith('The thread of the database has failed', cause));
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#endWith('The thread of the database has ended');
        resolve();
      });
    });
  }

  async call<M extends Method>(method: M, ...args: Parameters<SqliteStore[M]>): Promise<Result<M>> {
    return this.#post(method, args, []);
  }

  /** The batch is handed over, not copied. */
  async append(updates: SheetUpdate[]): Promise<void> {
    const batch = encodeBatch(updates);
    await this.#post('appendBatch', [batch], [batch.buffer]);
  }

  async #post<M extends Method>(method: M, args: unknown[], handedOver: ArrayBuffer[]): Promise<Result<M>> {
    if (this.#end) throw this.#end;
    const call: Call = { id: ++this.#lastId, method, args };
    this.#worker.postMessage(call, handedOver);
    return (await this.#answerTo(call.id, `The store could not do ${method}`)) as Result<M>;
  }

  /** Earlier calls are carried out, later ones are refused. */
  async close(): Promise<void> {
    if (this.#end) return this.#exited;
    const closing = this.call('close');
    this.#end = new StoreUnavailable('The store is closed');
    await closing;
    await this.#exited;
  }

  #answerTo(id: number, what: string): Promise<unknown> {
    return new Promise((resolve, reject) => this.#pending.set(id, { what, resolve, reject }));
  }

  #settle(answer: Answer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if ('failure' in answer) pending?.reject(toError(answer.failure, pending.what));
    else pending?.resolve(answer.value);
  }

  #endWith(why: string, cause?: unknown): void {
    this.#end ??= new StoreUnavailable(why, { cause });
    for (const { reject } of this.#pending.values()) reject(this.#end);
    this.#pending.clear();
  }
}

const startWorker = (workerData: ThreadData): Worker =>
  startThread(new URL('./worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });

/** Bytes in memory of their own: posting a view posts all of the memory that it looks into. */
const own = <T extends { bytes: Uint8Array }>(holder: T): T => ({ ...holder, bytes: new Uint8Array(holder.bytes) });

function storeOver(thread: StoreThread): Store {
  return {
    createPeer: (row) => thread.call('createPeer', row),
    peerByToken: (tokenHash) => thread.call('peerByToken', tokenHash),
    renamePeer: (peer, name) => thread.call('renamePeer', peer, name),
    names: (peers) => thread.call('names', peers),
    devices: (peer) => thread.call('devices', peer),
    signOutOthers: (peer, tokenHash) => thread.call('signOutOthers', peer, tokenHash),
    offerTransfer: (offer) => thread.call('offerTransfer', offer),
    peerOfTransfer: (codeHash, now) => thread.call('peerOfTransfer', codeHash, now),
    claimTransfer: (claim) => thread.call('claimTransfer', claim),
    roomsNaming: (peer) => thread.call('roomsNaming', peer),
    erasePeer: (peer, steps) => thread.call('erasePeer', peer, steps),
    createRoom: (step) => thread.call('createRoom', step),
    loadRoom: (room) => thread.call('loadRoom', room),
    words: (room, ids) => thread.call('words', room, ids),
    secretHash: (room) => thread.call('secretHash', room),
    shareHash: (room) => thread.call('shareHash', room),
    append: (step) => thread.call('append', step),
    ackOf: (room, actor, command) => thread.call('ackOf', room, actor, command),
    saveDraft: (room, draft, command) => thread.call('saveDraft', room, draft, command),
    roomsOf: (peer) => thread.call('roomsOf', peer),
    dueRooms: (now) => thread.call('dueRooms', now),
    lastEventAt: () => thread.call('lastEventAt'),
    cardHistory: (peer) => thread.call('cardHistory', peer),
    lastPromises: (peers, except) => thread.call('lastPromises', peers, except),
    roomOfSheet: (sheet) => thread.call('roomOfSheet', sheet),
    loadSheet: (sheet) => thread.call('loadSheet', sheet),
    loadSnapshot: (sheet) => thread.call('loadSnapshot', sheet),
    appendUpdates: (updates) => thread.append(updates),
    saveSnapshot: (sheet, snapshot) => thread.call('saveSnapshot', sheet, own(snapshot)),
    loadLog: (sheet, from) => thread.call('loadLog', sheet, from),
    packLog: (sheet, pack) => thread.call('packLog', sheet, own(pack)),
    close: () => thread.close(),
  };
}
