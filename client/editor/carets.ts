/** Where the others are: their carets and selections in the colour of their seat, and one's own sent to them. */

import { RangeSetBuilder, StateEffect, type Extension, type Range } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, WidgetType, type DecorationSet, type ViewUpdate } from '@codemirror/view';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { PeerId } from '../../shared/room/ids.ts';
import { resolve } from './pins.ts';

/** How long a caret's name stays after it moved, in ms. */
const LABEL_MS = 1_500;
/** The shortest time between two positions sent, in ms. */
const SEND_MS = 60;

export interface CaretOptions {
  text: Y.Text;
  awareness: Awareness;
  /** Whose page this is: carets of one's own other tabs are not shown. */
  me: PeerId;
  /** Whether the others see one's own caret. */
  shown: boolean;
}

/** Another's caret in this text. */
interface Caret {
  client: number;
  name: string;
  seat: string;
  anchor: number;
  head: number;
  /** When it last moved by itself, by this page's clock. */
  movedAt: number;
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
  #sending: ReturnType<typeof setTimeout> | null = null;
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
      this.#sending ??= setTimeout(() => this.#send(update.view), SEND_MS);
    }
  }

  destroy(): void {
    this.#stop();
    if (this.#sending) clearTimeout(this.#sending);
  }

  #send(view: EditorView): void {
    this.#sending = null;
    const { text, awareness } = this.#options;
    const { anchor, head } = view.state.selection.main;
    const position = (index: number) => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));
    const cursor = { anchor: position(anchor), head: position(head) };
    if (JSON.stringify(awareness.getLocalState()?.cursor) === JSON.stringify(cursor)) return;
    awareness.setLocalStateField('cursor', cursor);
  }

  #draw(view: EditorView): DecorationSet {
    const ranges: Range<Decoration>[] = [];
    const end = view.state.doc.length;
    for (const caret of this.#others()) {
      const head = Math.min(caret.head, end);
      const anchor = Math.min(caret.anchor, end);
      if (head !== anchor) ranges.push(selectionOf(caret.seat).range(Math.min(head, anchor), Math.max(head, anchor)));
      const below = view.state.doc.lineAt(head).number === 1;
      ranges.push(Decoration.widget({ side: head > anchor ? -1 : 1, widget: new CaretMark(caret, below) }).range(head));
    }
    return sorted(ranges);
  }

  #others(): Caret[] {
    const { awareness } = this.#options;
    return [...awareness.getStates()].flatMap(([client, state]) =>
      client === awareness.clientID ? [] : (this.#read(client, state as PresenceState) ?? []),
    );
  }

  #read(client: number, { user, cursor }: PresenceState): Caret | null {
    const { text, me } = this.#options;
    if (!cursor || user?.peer === me || !text.doc) return null;
    const anchor = resolve(text.doc, cursor.anchor);
    const head = resolve(text.doc, cursor.head);
    if (anchor?.text !== text || head?.text !== text) return null;
    const movedAt = this.#movedAt(client, JSON.stringify(cursor));
    return { client, name: user?.name ?? '', seat: user?.seat ?? '', anchor: anchor.index, head: head.index, movedAt };
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

const selectionOf = (seat: string) =>
  Decoration.mark({ class: 'cm-peer-selection', attributes: { 'data-seat': seat } });

function sorted(ranges: Range<Decoration>[]): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  ranges.sort((a, b) => a.from - b.from || a.value.startSide - b.value.startSide);
  for (const { from, to, value } of ranges) builder.add(from, to, value);
  return builder.finish();
}

class CaretMark extends WidgetType {
  constructor(
    private readonly caret: Caret,
    private readonly below: boolean,
  ) {
    super();
  }

  override eq({ caret, below }: CaretMark): boolean {
    const { client, name, seat, movedAt } = this.caret;
    const same = caret.client === client && caret.name === name && caret.seat === seat;
    return same && caret.movedAt === movedAt && below === this.below;
  }

  override toDOM(): HTMLElement {
    const mark = element('cm-peer-caret');
    mark.dataset.seat = this.caret.seat;
    mark.setAttribute('aria-hidden', 'true');
    const label = element(this.below ? 'cm-peer-name below' : 'cm-peer-name');
    // Drawn by the style: what stands as text in the way of a selection that is typed over could become part of the code.
    label.dataset.name = this.caret.name;
    // Drawn again without having moved, the name is as far faded as it was.
    label.style.animationDelay = `${this.caret.movedAt - Date.now()}ms`;
    mark.append(label);
    return mark;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

function element(className: string): HTMLElement {
  const span = document.createElement('span');
  span.className = className;
  return span;
}

const seatLook = (seat: string) => ({
  [`.cm-peer-selection[data-seat=${seat}]`]: { backgroundColor: `var(--${seat}-soft)` },
  [`.cm-peer-caret[data-seat=${seat}]`]: { borderColor: `var(--${seat})` },
  [`.cm-peer-caret[data-seat=${seat}] .cm-peer-name`]: {
    backgroundColor: `var(--${seat}-soft)`,
    color: `var(--${seat}-ink)`,
  },
});

const caretLook = EditorView.baseTheme({
  '.cm-peer-selection': { backgroundColor: 'var(--hover)' },
  '.cm-peer-caret': {
    position: 'relative',
    borderLeft: '2px solid var(--line-strong)',
    marginLeft: '-1px',
    marginRight: '-1px',
  },
  '.cm-peer-name': {
    position: 'absolute',
    left: '-2px',
    bottom: '100%',
    zIndex: '5',
    padding: '0 6px',
    border: '1px solid',
    borderColor: 'inherit',
    borderRadius: '4px',
    backgroundColor: 'var(--sunken)',
    color: 'var(--ink)',
    font: '550 12px/18px var(--words)',
    whiteSpace: 'nowrap',
    pointerEvents: 'none',
    animation: `cm-peer-name ${LABEL_MS}ms forwards`,
  },
  '.cm-peer-name::after': { content: 'attr(data-name)' },
  '.cm-peer-name.below': { bottom: 'auto', top: '100%' },
  '@keyframes cm-peer-name': { '0%, 88%': { opacity: '1' }, '100%': { opacity: '0', visibility: 'hidden' } },
  '@media (prefers-reduced-motion: reduce)': { '.cm-peer-name': { animationTimingFunction: 'step-end' } },
  ...seatLook('interviewer'),
  ...seatLook('candidate'),
});
