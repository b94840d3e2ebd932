/** Vim and Emacs keys, fetched when first chosen, with their undo bound to your own edits. */

import { Prec, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { announce } from '../../ui/announce.svelte.ts';
import { savedWords } from '../../ui/saving.ts';
import { ownUndo, redo, undo } from './undo.ts';

const KEYS = ['standard', 'vim', 'emacs'] as const;
export type Keys = (typeof KEYS)[number];

export const isKeys = (value: string | null): value is Keys => KEYS.some((keys) => keys === value);

export async function loadKeys(keys: Keys): Promise<Extension> {
  switch (keys) {
    case 'standard':
      return [];
    case 'vim':
      return loadVim();
    case 'emacs':
      return loadEmacs();
  }
}

async function loadVim(): Promise<Extension> {
  const { CodeMirror, getCM, vim, Vim } = await import('@replit/codemirror-vim');
  CodeMirror.commands.undo = ({ cm6 }) => void undo(cm6);
  CodeMirror.commands.redo = ({ cm6 }) => void redo(cm6);
  for (const [name, prefix] of Object.entries(SAVING)) Vim.defineEx(name, prefix, () => announce(savedWords()));
  for (const [name, prefix] of Object.entries(LEAVING)) Vim.defineEx(name, prefix, () => announce(stayingWords()));
  const normal = (view: EditorView) => getCM(view)?.state.vim?.insertMode === false;
  return [
    vim({ status: true }),
    namedCommandLine,
    Prec.highest([
      // Before Vim takes the key: after Escape a Tab leaves, as with the standard keys.
      EditorView.domEventHandlers({
        keydown: ({ key }, view) => void (key === 'Escape' && view.setTabFocusMode(LEAVES_MS)),
      }),
      // Outside insert mode nothing is typed.
      keymap.of([{ key: 'Tab', run: normal, shift: normal }]),
    ]),
  ];
}

/** Commands for files and windows, by their names and shortest forms: a sheet is neither. */
const SAVING = { write: 'w', wall: 'wa', update: 'up' };
const LEAVING = { quit: 'q', qall: 'qa', wq: 'wq', wqall: 'wqa', xit: 'x', xall: 'xa', exit: 'exi', close: 'clo' };

const stayingWords = (): string => `${savedWords()} The sheet stays open. To leave the room, close its tab.`;

/** How long after Escape a Tab leaves, in ms. */
const LEAVES_MS = 2_000;

/** The field that `:` and `/` open under the text comes without a name. */
const namedCommandLine = EditorView.updateListener.of(({ view }) => {
  view.dom.querySelector('.cm-vim-panel input:not([aria-label])')?.setAttribute('aria-label', 'Vim command');
});

async function loadEmacs(): Promise<Extension> {
  const { emacs, EmacsHandler } = await import('@replit/codemirror-emacs');
  EmacsHandler.bindKey('C-/|C-x u|S-C--|C-z', undo);
  EmacsHandler.bindKey('S-C-/|S-C-x u|C--|S-C-z', redo);
  bindYank(EmacsHandler);
  return [Prec.highest(EditorView.domEventHandlers({ keydown: typeIt })), emacs()];
}

/** Characters of code, and Polish letters, that layouts type with Option or AltGr: Emacs goes by the place of a key. */
const TYPED = /^[!-/:-@[-`{-~ąćęłńóśźżĄĆĘŁŃÓŚŹŻ€]$/;

function typeIt(event: KeyboardEvent, view: EditorView): boolean {
  const { altKey, metaKey, code, key } = event;
  if (!altKey || metaKey || view.state.readOnly || !/^(?:Key|Digit)/.test(code) || !TYPED.test(key)) return false;
  view.dispatch(view.state.replaceSelection(key), { userEvent: 'input.type', scrollIntoView: true });
  return true;
}

type Handler = typeof import('@replit/codemirror-emacs').EmacsHandler;

/** M-y takes back the yank just made by undoing it: the yank must be a step of its own, and its undo ours. */
function bindYank(handler: Handler): void {
  if (bound) return;
  bound = true;
  wrap(handler, 'yank', ({ view }) => view.state.facet(ownUndo)?.stopCapturing());
  wrap(handler, 'yankRotate', ({ view, $data }) => {
    if ($data.lastCommand === 'yank') undo(view);
    view.state.facet(ownUndo)?.stopCapturing();
  });
}
let bound = false;

function wrap(handler: Handler, name: string, before: (on: InstanceType<Handler>) => void): void {
  const command = handler.commands[name] as { exec(on: InstanceType<Handler>): void };
  const exec = command.exec;
  command.exec = (on) => {
    before(on);
    exec(on);
  };
}
