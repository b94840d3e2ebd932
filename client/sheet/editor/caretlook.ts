/** How another's caret and selection are drawn in a text: in the colour of the seat, with a name that fades. */

import { RangeSetBuilder, type Extension, type Range, type Text } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';

/** How long a caret's name stays after it moved, in ms. */
const LABEL_MS = 1_500;

export interface CaretSeen {
  /** Tells carets apart. */
  key: number | string;
  name: string;
  seat: string;
  anchor: number;
  head: number;
  /** When it last moved by itself, by this page's clock. */
  movedAt: number;
}

export function drawnCarets(doc: Text, carets: readonly CaretSeen[]): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  for (const caret of carets) {
    const head = Math.min(caret.head, doc.length);
    const anchor = Math.min(caret.anchor, doc.length);
    if (head !== anchor) ranges.push(selectionOf(caret.seat).range(Math.min(head, anchor), Math.max(head, anchor)));
    const below = doc.lineAt(head).number === 1;
    ranges.push(Decoration.widget({ side: head > anchor ? -1 : 1, widget: new CaretMark(caret, below) }).range(head));
  }
  return sorted(ranges);
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
    private readonly caret: CaretSeen,
    private readonly below: boolean,
  ) {
    super();
  }

  override eq({ caret, below }: CaretMark): boolean {
    const { key, name, seat, movedAt } = this.caret;
    const same = caret.key === key && caret.name === name && caret.seat === seat;
    return same && caret.movedAt === movedAt && below === this.below;
  }

  override toDOM(): HTMLElement {
    const mark = element('cm-peer-caret');
    mark.dataset.seat = this.caret.seat;
    mark.setAttribute('aria-hidden', 'true');
    const label = element(this.below ? 'cm-peer-name below' : 'cm-peer-name');
    // Drawn by the style: text next to a selection that is typed over could become part of the code.
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

export const caretLook: Extension = EditorView.baseTheme({
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
