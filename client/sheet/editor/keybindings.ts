/** Vim and Emacs keys, fetched when first chosen, with their undo bound to your own edits. */

import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
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
  const { CodeMirror, vim } = await import('@replit/codemirror-vim');
  CodeMirror.commands.undo = ({ cm6 }) => void undo(cm6);
  CodeMirror.commands.redo = ({ cm6 }) => void redo(cm6);
  return [vim({ status: true }), namedCommandLine];
}

/** The field that `:` and `/` open under the text comes without a name. */
const namedCommandLine = EditorView.updateListener.of(({ view }) =>
  view.dom.querySelector('.cm-vim-panel input:not([aria-label])')?.setAttribute('aria-label', 'Vim command'),
);

async function loadEmacs(): Promise<Extension> {
  const { emacs, EmacsHandler } = await import('@replit/codemirror-emacs');
  EmacsHandler.bindKey('C-/|C-x u|S-C--|C-z', undo);
  EmacsHandler.bindKey('S-C-/|S-C-x u|C--|S-C-z', redo);
  bindYank(EmacsHandler);
  return emacs();
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
