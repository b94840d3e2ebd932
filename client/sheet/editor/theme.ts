/** How code looks: CodeMirror's parts and Python's colours, all by the app's tokens. */

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { PYTHON_LOOKS } from '../../ui/highlight.ts';

export const look: Extension = EditorView.theme({
  '&': { height: '100%', color: 'var(--code-ink)', backgroundColor: 'var(--surface)', fontSize: 'var(--editor-font)' },
  '&.cm-focused': { outline: 'none' },
  '&.cm-focused .cm-content': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', fontVariantLigatures: 'none' },
  '.cm-content': { padding: 'var(--s1) 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 var(--s1)' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--code-comment)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLineGutter': { color: 'var(--ink)' },
  '.cm-selectionBackground': { backgroundColor: 'var(--hover)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, ::selection': {
    backgroundColor: 'var(--code-selection)',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--info-soft)', outline: '1px solid var(--line-strong)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--danger-soft)' },
  '.cm-placeholder': { color: 'var(--ink-soft)' },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--ink)', borderColor: 'var(--line)' },
  '.cm-textfield': { backgroundColor: 'var(--surface)', color: 'var(--ink)', border: '1px solid var(--line-strong)' },
  '.cm-button': { background: 'var(--surface)', color: 'var(--ink)', border: '1px solid var(--line-strong)' },
  '.cm-panel.cm-search button[name=close]': { color: 'var(--ink)' },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-soft)', outline: '1px solid var(--warn)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--code-selection)' },
  // Vim brings colours of its own for its block cursor.
  '&.cm-focused .cm-fat-cursor': { background: 'var(--ink) !important', color: 'var(--surface) !important' },
  '&:not(.cm-focused) .cm-fat-cursor': { outline: '1px solid var(--line-strong) !important' },
  '.cm-vim-panel, .cm-vim-panel input': { fontFamily: 'var(--mono)', fontSize: 'var(--text-small)' },
  '.cm-pinned': { backgroundColor: 'var(--warn-soft)', outline: '2px solid var(--warn)', borderRadius: '2px' },
});

const python = HighlightStyle.define(
  PYTHON_LOOKS.map(({ tag, class: name }) => ({
    tag,
    color: `var(--code-${name})`,
    ...(name === 'comment' && { fontStyle: 'italic' }),
  })),
);

export const pythonLook: Extension = syntaxHighlighting(python);
