/** Keeps edits from cutting a character of two UTF-16 units in half, which would spoil it for everybody. */

import { EditorState, Transaction, type ChangeSpec, type Text } from '@codemirror/state';
import { ySyncAnnotation } from 'y-codemirror.next';

const LONE_HALVES = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Edits made in this editor are widened to whole characters; those of others arrive whole. */
export const wholePairs = EditorState.transactionFilter.of((tr) => {
  if (!tr.docChanged || tr.annotation(ySyncAnnotation)) return tr;
  const changes = wholeChanges(tr);
  if (!changes) return tr;
  const sameLength = tr.startState.changes(changes).newLength === tr.newDoc.length;
  return {
    changes,
    effects: tr.effects,
    selection: sameLength ? tr.selection : undefined,
    scrollIntoView: tr.scrollIntoView,
    userEvent: tr.annotation(Transaction.userEvent),
  };
});

/** The changes of the transaction without halves; null when it has none. */
function wholeChanges(tr: Transaction): ChangeSpec[] | null {
  const before = tr.startState.doc;
  const changes: ChangeSpec[] = [];
  let cut = false;
  tr.changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    const text = inserted.toString();
    const whole = from === to ? insertion(before, from, text) : replacement(before, from, to, text);
    cut ||= whole.from !== from || whole.to !== to || whole.insert !== text;
    changes.push(whole);
  });
  return cut ? changes : null;
}

/** Something inserted inside a character goes behind it. */
function insertion(before: Text, at: number, text: string) {
  const place = insidePair(before, at) ? at + 1 : at;
  return { from: place, to: place, insert: text.replace(LONE_HALVES, '') };
}

function replacement(before: Text, from: number, to: number, text: string) {
  const start = insidePair(before, from) ? from - 1 : from;
  const end = insidePair(before, to) ? to + 1 : to;
  const insert = before.sliceString(start, from) + text + before.sliceString(to, end);
  return { from: start, to: end, insert: insert.replace(LONE_HALVES, '') };
}

function insidePair(text: Text, at: number): boolean {
  return at > 0 && at < text.length && /[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.sliceString(at - 1, at + 1));
}
