/** Where the others are: their carets and selections in the colour of their seat, and your own sent to them. */

import { StateEffect, type Extension } from '@codemirror/state';
import { ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { PeerId } from '../../../shared/room/ids.ts';
import { caretLook, drawnCarets, type CaretSeen } from './caretlook.ts';
import { resolve } from '../sync/pins.ts';

/** The shortest time between two positions sent, in ms. */
const SEND_MS = 60;

export interface CaretOptions {
  text: Y.Text;
  awareness: Awareness;
  /** Whose page this is: carets of the same person's other tabs are not shown. */
  me: PeerId;
  /** Whether the others see this caret. */
  shown: boolean;
}

const presenceChanged = StateEffect.define<null>();

export function carets(options: CaretOptions): Extension {
  const plugin = ViewPlugin.define((view) => new Carets(view, options), {
    decorations: (carets) => carets.decorations,
  });
  return [plugin, caretLook];
}

class Carets {
  decorations: DecorationSet;
  #options: CaretOptions;
  #moves = new Map<number, { cursor: string; at: number }>();
  #sending = false;
  /** When the last position was sent (ms of the page's clock). */
  #sentAt = -Infinity;
  #later: ReturnType<typeof setTimeout> | null = null;
  #stop: () => void;

  constructor(view: EditorView, options: CaretOptions) {
    this.#options = options;
    const { awareness } = options;
    const changed = (clients: Record<'added' | 'updated' | 'removed', number[]>) => {
      const others = Object.values(clients)
        .flat()
        .some((client) => client !== awareness.clientID);
      if (others) view.dispatch({ effects: presenceChanged.of(null) });
    };
    awareness.on('change', changed);
    this.#stop = () => awareness.off('change', changed);
    this.decorations = this.#draw(view);
  }

  update(update: ViewUpdate): void {
    const presence = update.transactions.some((tr) => tr.effects.some((effect) => effect.is(presenceChanged)));
    if (presence || update.docChanged) this.decorations = this.#draw(update.view);
    if (
      this.#options.shown &&
      update.view.hasFocus &&
      (update.selectionSet || update.docChanged || update.focusChanged)
    ) {
      this.#sendSoon(update.view);
    }
  }

  /** Right behind the edit that moved the caret, so that both travel together; while it moves, sent now and then. */
  #sendSoon(view: EditorView): void {
    if (this.#sending) return;
    this.#sending = true;
    const wait = this.#sentAt + SEND_MS - performance.now();
    if (wait <= 0) queueMicrotask(() => this.#send(view));
    else this.#later = setTimeout(() => this.#send(view), wait);
  }

  destroy(): void {
    this.#stop();
    if (this.#later) clearTimeout(this.#later);
  }

  #send(view: EditorView): void {
    this.#sending = false;
    this.#sentAt = performance.now();
    const { text, awareness } = this.#options;
    const { anchor, head } = view.state.selection.main;
    const position = (index: number) => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));
    const cursor = { anchor: position(anchor), head: position(head) };
    if (JSON.stringify(awareness.getLocalState()?.cursor) === JSON.stringify(cursor)) return;
    awareness.setLocalStateField('cursor', cursor);
  }

  #draw(view: EditorView): DecorationSet {
    return drawnCarets(view.state.doc, this.#others());
  }

  #others(): CaretSeen[] {
    const { awareness } = this.#options;
    return [...awareness.getStates()].flatMap(([client, state]) =>
      client === awareness.clientID ? [] : (this.#read(client, state as PresenceState) ?? []),
    );
  }

  #read(client: number, { user, cursor }: PresenceState): CaretSeen | null {
    const { text, me } = this.#options;
    if (!cursor || user?.peer === me || !text.doc) return null;
    const anchor = resolve(text.doc, cursor.anchor);
    const head = resolve(text.doc, cursor.head);
    if (anchor?.text !== text || head?.text !== text) return null;
    const movedAt = this.#movedAt(client, JSON.stringify(cursor));
    return {
      key: client,
      name: user?.name ?? '',
      seat: user?.seat ?? '',
      anchor: anchor.index,
      head: head.index,
      movedAt,
    };
  }

  #movedAt(client: number, cursor: string): number {
    const last = this.#moves.get(client);
    if (last?.cursor === cursor) return last.at;
    const at = Date.now();
    this.#moves.set(client, { cursor, at });
    return at;
  }
}

/** What the server relays of another: its own idea of who they are, and where they say their caret is. */
interface PresenceState {
  user?: { name?: string; seat?: string; peer?: string };
  cursor?: { anchor?: unknown; head?: unknown } | null;
}
