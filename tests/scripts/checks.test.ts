/** The project's own checks: which imports they refuse, and what a first visit fetches. */

import { describe, expect, it } from 'vitest';
import { firstLoad, type Manifest } from '../../scripts/first-load.ts';
import { faultOf, importsOf } from '../../scripts/imports.ts';

const refused = (file: string, from: string, typeOnly = false) => faultOf(file, { from, typeOnly, line: 1 }) !== null;

describe('import directions', () => {
  it.each([
    ['shared/room/decide.ts', 'node:crypto'],
    ['shared/room/decide.ts', 'zod'],
    ['shared/room/decide.ts', 'yaml'],
    ['shared/deck/card.ts', 'yjs'],
    ['shared/api.ts', '../server/store/store.ts'],
    ['server/http/rooms.ts', '../rooms/gateway.ts'],
    ['server/http/rooms.ts', '../store/sqlite.ts'],
    ['server/app.ts', './store/memory.ts'],
    ['server/rooms/gateway.ts', 'yjs'],
    ['server/rooms/gateway.ts', '../../client/room/x.ts'],
    ['server/store/sqlite.ts', '../rooms/load.ts'],
    ['client/deck/Picker.svelte', '../sheet/editor/Editor.svelte'],
    ['client/round/Guide.svelte', '../app/RoomPage.svelte'],
    ['client/ui/Button.svelte', '../room/x.ts'],
    ['client/room/x.ts', '../round/Guide.svelte'],
    ['client/room/x.ts', 'yjs'],
    ['client/round/Guide.svelte', '@codemirror/view'],
    ['client/app/RoomPage.svelte', 'socket.io-client'],
    ['client/app/RoomPage.svelte', 'node:fs'],
    ['client/app/RoomPage.svelte', '../../server/config.ts'],
    ['server/store/sqlite.ts', '../config.ts'],
    ['server/main.ts', '../scripts/stamp.js'],
  ])('%s must not import %s', (file, from) => expect(refused(file, from)).toBe(true));

  it.each([
    ['shared/wire.ts', 'zod/mini'],
    ['server/deck/parse/front.ts', 'yaml'],
    ['server/main.ts', './store/sqlite.ts'],
    ['server/store/sqlite.ts', '../thread.ts'],
    ['server/vite.config.ts', '../scripts/stamp.js'],
    ['client/vite.config.ts', './vite.python.ts'],
    ['server/app.ts', './rooms/gateway.ts'],
    ['server/rooms/gateway.ts', '../store/errors.ts'],
    ['server/http/rooms.ts', '../config.ts'],
    ['server/sheets/relay.ts', 'y-protocols/sync'],
    ['client/sheet/sync/sheet.ts', 'y-websocket'],
    ['client/room/connection.ts', 'socket.io-client'],
    ['client/round/Guide.svelte', '../ui/Button.svelte'],
    ['client/app/RoomPage.svelte', '../round/Guide.svelte'],
    ['client/round/Guide.svelte', '../../shared/wire.ts'],
    ['client/deck/Picker.svelte', '../sheet/index.ts'],
  ])('%s may import %s', (file, from) => expect(refused(file, from)).toBe(false));

  it('parts of the server may name one another’s types', () => {
    expect(refused('server/http/rooms.ts', '../rooms/gateway.ts', true)).toBe(false);
    expect(refused('server/http/rooms.ts', '../store/sqlite.ts', true)).toBe(true);
  });

  it('finds every way to import, with its line, in a Svelte file too', () => {
    const script = `import a from './a.ts';\nimport type { B } from './b.ts';\nexport * from './c.ts';
const d = () => import('./d.ts');\nlet e: import('./e.ts').E;\nimport './f.css';\n`;
    const found = importsOf('x.ts', script).map(({ from, line, typeOnly }) => [from, line, typeOnly]);
    expect(found).toEqual([
      ['./a.ts', 1, false],
      ['./b.ts', 2, true],
      ['./c.ts', 3, false],
      ['./d.ts', 4, false],
      ['./e.ts', 5, true],
      ['./f.css', 6, false],
    ]);
    const svelte = `<!-- a comment -->\n<script lang="ts">\n  import a from './a.ts';\n</script>\n<p>import b</p>\n`;
    expect(importsOf('x.svelte', svelte)).toEqual([{ from: './a.ts', line: 3, typeOnly: false }]);
  });
});

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
