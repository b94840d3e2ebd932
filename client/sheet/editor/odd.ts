/** Characters that nobody sees, look like a space or turn the text round: shown in a text, made plain on paste. */

import type { ChangeSet, Extension } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  WidgetType,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { kindOf, labelOf, ODD_IN_CODE, ODD_IN_WORDS, oddIn, PLAIN, replacedWords } from '../../../shared/text/odd.ts';
import { ownUndo } from './undo.ts';

/** Takes the place of the character, so that it has no effect on what is around it. */
class OddSign extends WidgetType {
  constructor(private readonly label: string) {
    super();
  }

  override eq(other: OddSign): boolean {
    return other.label === this.label;
  }

  override toDOM(): HTMLElement {
    const sign = document.createElement('span');
    sign.className = 'odd';
    sign.title = `An invisible character: ${this.label}`;
    sign.textContent = this.label;
    return sign;
  }
}

function decorationOf(character: string): Decoration {
  const kind = kindOf(character);
  const label = labelOf(character);
  if (kind !== 'space' && kind !== 'tab') return Decoration.replace({ widget: new OddSign(label) });
  const title = kind === 'tab' ? 'A tab' : `Not a plain space: ${label}`;
  return Decoration.mark({ class: `odd-${kind}`, attributes: { title } });
}

const shownOdd = (among: string): Extension => {
  const matcher = new MatchDecorator({
    regexp: new RegExp(among, 'gu'),
    decoration: ([character]) => decorationOf(character),
  });
  return ViewPlugin.define<{ found: DecorationSet; update(update: ViewUpdate): void }>(
    (view) => ({
      found: matcher.createDeco(view),
      update(update) {
        this.found = matcher.updateDeco(update, this.found);
      },
    }),
    { decorations: ({ found }) => found },
  );
};

export const oddInCode = shownOdd(ODD_IN_CODE);
export const oddInWords = shownOdd(ODD_IN_WORDS);

/**
 * What was pasted or dropped into code becomes plain in a step of its own: undoing that step brings back every
 * character as it was. @param say told, in words for people, what was replaced
 */
export const plainPaste = (say: (words: string) => void): Extension =>
  EditorView.updateListener.of(({ view, state, transactions }) => {
    const pasted = transactions.find((tr) => tr.isUserEvent('input.paste') || tr.isUserEvent('input.drop'));
    if (!pasted || pasted !== transactions.at(-1)) return;
    const found = changedRanges(pasted.changes).flatMap(([from, to]) =>
      oddIn(state.sliceDoc(from, to)).map((odd) => ({ ...odd, at: from + odd.at })),
    );
    if (found.length === 0) return;
    view.state.facet(ownUndo)?.stopCapturing();
    const changes = found.map(({ at, length, kind }) => ({ from: at, to: at + length, insert: PLAIN[kind] }));
    view.dispatch({ changes, userEvent: 'input.plain' });
    view.state.facet(ownUndo)?.stopCapturing();
    say(`In what you pasted, ${replacedWords(found)}. Undo brings them back.`);
  });

function changedRanges(changes: ChangeSet): [number, number][] {
  const ranges: [number, number][] = [];
  changes.iterChangedRanges((_fromA, _toA, from, to) => ranges.push([from, to]));
  return ranges;
}
