/** What a first visit fetches, read from the manifest of the built client. */

import { describe, expect, it } from 'vitest';
import { firstLoad, type Manifest } from '../../scripts/first-load.ts';

describe('the first load', () => {
  const manifest: Manifest = {
    'index.html': {
      file: 'a/main.js',
      isEntry: true,
      imports: ['_shared'],
      dynamicImports: ['home/HomePage.svelte', 'app/RoomPage.svelte'],
    },
    _shared: { file: 'a/shared.js' },
    'home/HomePage.svelte': { file: 'a/home.js', imports: ['_shared', 'index.html'] },
    'app/RoomPage.svelte': {
      file: 'a/room.js',
      imports: ['_shared'],
      dynamicImports: ['round/RoundPhase.svelte', 'feedback/FeedbackPhase.svelte', 'ui/markdown.ts'],
    },
    'ui/markdown.ts': { file: 'a/markdown.js' },
    'round/RoundPhase.svelte': { file: 'a/round.js', dynamicImports: ['sheet/editor/Editor.svelte'] },
    'feedback/FeedbackPhase.svelte': { file: 'a/feedback.js', dynamicImports: ['_Sheet-Ab_1.js'] },
    '_Sheet-Ab_1.js': { file: 'a/sheet.js' },
    'sheet/editor/Editor.svelte': {
      file: 'a/editor.js',
      imports: ['_yjs'],
      dynamicImports: ['../node_modules/@replit/codemirror-vim/dist/index.js'],
    },
    _yjs: { file: 'a/yjs.js' },
    '../node_modules/@replit/codemirror-vim/dist/index.js': { file: 'a/vim.js' },
  };

  it('is the entry, the page and all that they fetch at once', () => {
    expect(firstLoad(manifest, 'home/HomePage.svelte')).toEqual(['a/main.js', 'a/shared.js', 'a/home.js']);
    expect(firstLoad(manifest, 'app/RoomPage.svelte', 'round/RoundPhase.svelte').sort()).toEqual([
      'a/editor.js',
      'a/main.js',
      'a/markdown.js',
      'a/room.js',
      'a/round.js',
      'a/shared.js',
      'a/yjs.js',
    ]);
  });

  it('leaves out what waits for somebody to open it', () => {
    const files = firstLoad(manifest, 'app/RoomPage.svelte', 'feedback/FeedbackPhase.svelte');
    expect(files.sort()).toEqual(['a/feedback.js', 'a/main.js', 'a/markdown.js', 'a/room.js', 'a/shared.js']);
  });

  it('cannot be told of a page that is no chunk', () => {
    expect(() => firstLoad(manifest, 'deck/DeckPage.svelte')).toThrow(/no chunk|not a chunk/);
  });
});
