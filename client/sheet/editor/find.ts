/** Searching in a text: CodeMirror's own panel and keys, fetched when one of the keys is first pressed. */

import { Compartment, type Extension } from '@codemirror/state';
import { EditorView, keymap, type KeyBinding } from '@codemirror/view';

/** Keys that search, and whether Shift turns them round; CodeMirror's `searchKeymap` says what each of them does. */
const KEYS = { 'Mod-f': false, F3: true, 'Mod-g': true, 'Mod-Shift-l': false, 'Mod-Alt-g': false, 'Mod-d': false };

const place = new Compartment();

const keys = keymap.of(
  Object.entries(KEYS).map(([key, turns]) => ({
    key,
    run: (view) => begin(view, key, 'run'),
    ...(turns && { shift: (view) => begin(view, key, 'shift') }),
  })),
);

/** Fields of CodeMirror's own panels, also of Vim's command line: what is searched for is taken as it is typed. */
const plainFields = EditorView.updateListener.of(({ view }) => {
  for (const field of view.dom.querySelectorAll('.cm-panels input:not([autocapitalize])')) {
    for (const correction of ['autocapitalize', 'autocorrect', 'autocomplete']) field.setAttribute(correction, 'off');
    field.setAttribute('spellcheck', 'false');
  }
});

export const find: Extension = [place.of(keys), plainFields];

function begin(view: EditorView, key: string, way: 'run' | 'shift'): boolean {
  fetchSearch(view).then(
    (keys) => keys.find((binding) => binding.key === key)?.[way]?.(view),
    () => undefined, // Told by the page, as of every part that cannot be fetched.
  );
  return true;
}

/** From here on the text has the real thing. */
async function fetchSearch(view: EditorView): Promise<readonly KeyBinding[]> {
  const { search, searchKeymap } = await import('@codemirror/search');
  view.dispatch({ effects: place.reconfigure([search({ top: true }), keymap.of(searchKeymap)]) });
  return searchKeymap;
}
