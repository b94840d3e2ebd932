/** A sheet as this page holds it: its document, whether it is connected, what is unsaved, and what was refused. */

import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { FRAMES } from '../../../shared/deck/card.ts';
import { CLOSE } from '../../../shared/wire.ts';
import type { PeerId, SheetId } from '../../../shared/room/ids.ts';
import { browserKeep, keptName, type Keep, type Kept } from './keep.ts';
import { StoredClocks } from './stored.ts';
import { link, type Link, type LinkOptions } from './link.ts';
import { Replica } from './replica.ts';
import { joinRejected, nothingIn, untaken, type Rejected } from './untaken.ts';

/** `unavailable`: the server stores nothing at the moment. */
export type SheetStatus = 'connecting' | 'synced' | 'offline' | 'unavailable' | 'refused';

export interface SheetState {
  status: SheetStatus;
  /** The last final close code, if there was one. */
  code: number | null;
  /** What the server said with it. */
  reason: string;
  /** The close code of the connection that was last lost; null since one was made. */
  lost: number | null;
  /** Some own edits are not known to be stored by the server. */
  unsaved: boolean;
  /** There is a document to show: the server's, or the copy kept from before. */
  loaded: boolean;
  /** What was typed here and not taken, until dismissed. */
  rejected: Rejected | null;
  /** Changes when the document is read again from the server. */
  replica: Replica;
}

export interface OpenOptions {
  /** Whose edits these are: part of the name under which they are kept. */
  me: PeerId;
  readonly?: boolean;
  url?: string;
  WebSocket?: LinkOptions['WebSocket'];
  keep?: Keep;
}

const PARTS = [...new Set(Object.values(FRAMES).flat())];

/** How often unsaved edits are looked at, in ms. */
const TICK_MS = 1_000;
/** Ticks without news after which a frozen sheet is held not to have taken an edit. */
const SETTLED_TICKS = 2;
/** Ticks without news after which a connection with unsaved edits is reopened. */
const STUCK_TICKS = 10;
/** How often a document is read again after a final close that lost nothing, before the close is accepted. */
const REREADS = 3;
/** After these there is nothing to read again. */
const HOPELESS: readonly number[] = [CLOSE.noIdentity, CLOSE.noSuchSheet];

interface Life {
  replica: Replica;
  stored: StoredClocks;
  kept: Kept;
  link: Link | null;
}

export const openSheet = (sheet: SheetId, options: OpenOptions): Sheet => new Sheet(sheet, options);

export class Sheet {
  #sheet: SheetId;
  #options: OpenOptions;
  #keep: Keep;
  /** Under which edits and refused text are kept. */
  #name: string;
  #life: Life;
  #state: SheetState;
  #listeners = new Set<() => void>();
  #ticking: ReturnType<typeof setInterval>;
  #readonly: boolean;
  #keeping = true;
  #rereads = 0;
  /** Ticks since the server last said what it has stored, while something is unsaved. */
  #waited = 0;
  /** Ticks since the last own edit. */
  #idle = 0;

  constructor(sheet: SheetId, options: OpenOptions) {
    this.#sheet = sheet;
    this.#options = options;
    this.#keep = options.keep ?? browserKeep;
    this.#readonly = options.readonly ?? false;
    this.#name = keptName(options.me, sheet);
    this.#life = this.#newLife();
    this.#state = {
      status: 'connecting',
      code: null,
      reason: '',
      lost: null,
      unsaved: false,
      loaded: false,
      rejected: this.#keep.readRejected(this.#name),
      replica: this.#life.replica,
    };
    this.#ticking = setInterval(() => this.#tick(), TICK_MS);
    void this.#begin(this.#life);
  }

  get state(): SheetState {
    return this.#state;
  }
  get doc(): Y.Doc {
    return this.#life.replica.doc;
  }
  get awareness(): Awareness {
    return this.#life.replica.awareness;
  }
  get code(): Y.Text {
    return this.#life.replica.code;
  }
  outline(part: string): Y.Text {
    return this.#life.replica.outline(part);
  }
  undo(text: Y.Text): Y.UndoManager {
    return this.#life.replica.undo(text);
  }

  /** Calls back at every change of `state`; returns its release. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The sheet was frozen: what the server has not taken by now it never will. */
  setReadonly(readonly: boolean): void {
    this.#readonly = readonly;
    this.#waited = 0;
    this.#idle = 0;
    if (readonly) this.#life.replica.forgetUndo();
    this.#settleKept();
  }

  dismissRejected(): void {
    this.#setRejected(null);
  }

  /** After a refusal: another attempt. */
  reopen(): void {
    this.#rereads = 0;
    this.#reread();
  }

  close(): void {
    clearInterval(this.#ticking);
    this.#listeners.clear();
    this.#end(this.#life);
  }

  #newLife(): Life {
    const replica = new Replica();
    const kept = this.#keep.open(this.#name, replica.doc);
    return { replica, stored: new StoredClocks(replica.doc), kept, link: null };
  }

  async #begin(life: Life): Promise<void> {
    const remembered = await life.kept.loaded;
    if (life !== this.#life) return;
    life.stored.recall(remembered);
    life.replica.doc.on('afterTransaction', (edit) => edit.local && this.#edited(life, edit));
    const { url = sheetsUrl(), WebSocket } = this.#options;
    const whenMine = (act: () => void) => life === this.#life && act();
    this.#update({ loaded: !life.replica.empty, replica: life.replica });
    life.link = link(
      life.replica,
      life.stored,
      { url, sheet: this.#sheet, WebSocket },
      {
        synced: (synced) => whenMine(() => synced && this.#update({ status: 'synced', lost: null, loaded: true })),
        lost: (code) => whenMine(() => this.#lost(code)),
        refused: (code, reason) => whenMine(() => this.#refused(code, reason)),
        learnt: () => whenMine(() => this.#learnt()),
      },
    );
  }

  #lost(code: number | null): void {
    this.#update({ status: code === CLOSE.unavailable ? 'unavailable' : 'offline', lost: code });
  }

  #end(life: Life): void {
    life.link?.close();
    life.kept.close();
    life.replica.destroy();
  }

  #edited(life: Life, edit: Y.Transaction): void {
    if (edit.deleteSet.clients.size > 0) life.stored.deleted(edit.deleteSet);
    this.#idle = 0;
    this.#update({});
  }

  #learnt(): void {
    if (!this.#readonly) this.#waited = 0;
    if (this.#keeping) this.#life.kept.remember(this.#life.stored.encode());
    this.#update({});
    this.#settleKept();
  }

  #tick(): void {
    this.#idle += 1;
    const { link, stored } = this.#life;
    if (this.#state.status !== 'synced' || !this.#state.unsaved) {
      this.#waited = 0;
      return;
    }
    this.#waited += 1;
    if (this.#readonly && this.#waited > SETTLED_TICKS) this.#reread();
    else if (this.#waited % STUCK_TICKS === 0) link?.reconnect();
    else if (stored.deletionsUnsaved && isPowerOfTwo(this.#idle)) link?.confirm();
  }

  /** Once a frozen sheet has everything there is nothing left to keep. */
  #settleKept(): void {
    if (!this.#keeping || !this.#readonly || this.#state.status !== 'synced' || this.#state.unsaved) return;
    this.#keeping = false;
    void this.#life.kept.clear();
  }

  #refused(code: number, reason: string): void {
    const { unsaved } = this.#state;
    this.#rereads += unsaved ? 0 : 1;
    this.#update({ code, reason });
    if (HOPELESS.includes(code) || this.#rereads > REREADS) this.#stop();
    else this.#reread();
  }

  #stop(): void {
    this.#saveUntaken();
    this.#update({ status: 'refused' });
    if (this.#state.code !== CLOSE.noIdentity) void this.#life.kept.clear();
  }

  /** Drops a document with something the server refuses, and reads the sheet again. */
  #reread(): void {
    const old = this.#life;
    this.#saveUntaken();
    void old.kept.clear();
    this.#end(old);
    this.#life = this.#newLife();
    this.#keeping = true;
    this.#update({ status: 'connecting', loaded: false, replica: this.#life.replica });
    void this.#begin(this.#life);
  }

  #saveUntaken(): void {
    const { replica, stored } = this.#life;
    const lost = { ...untaken(replica.doc, stored.clocks, PARTS), deletions: stored.deletionsUnsaved };
    if (!nothingIn(lost)) this.#setRejected(joinRejected(this.#state.rejected, lost));
  }

  #setRejected(rejected: Rejected | null): void {
    this.#keep.writeRejected(this.#name, rejected);
    this.#update({ rejected });
  }

  #update(change: Partial<SheetState>): void {
    const { stored } = this.#life;
    const unsaved = stored.insertionsUnsaved || stored.deletionsUnsaved;
    const next = { ...this.#state, unsaved, ...change };
    const keys = Object.keys(next) as (keyof SheetState)[];
    if (keys.every((key) => next[key] === this.#state[key])) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}

const isPowerOfTwo = (n: number) => n > 0 && (n & (n - 1)) === 0;

const sheetsUrl = () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/yjs`;
