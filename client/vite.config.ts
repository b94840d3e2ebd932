/** How the client is built, and served while developing (as middleware of the server: it has no port of its own). */

import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { PAGES, unstamped } from '../scripts/stamp.js';
import { offlineSession } from './vite.offline.ts';
import { pythonRuntime } from './vite.python.ts';
import { precompress } from './vite.precompress.ts';

const NO_COMPLETION = 'const completionStatus = () => null, startCompletion = () => false;';

/**
 * The Emacs keys register their commands in calls that their package marks as pure: a bundler would leave them out.
 * And they ask for the completing of words, which no editor here does: it would come with every editor.
 */
const emacsCommands: Plugin = {
  name: 'emacs-commands',
  transform: {
    filter: { id: /@replit\/codemirror-emacs/ },
    handler: (code) => ({
      code: code
        .replaceAll('/*@__PURE__*/', '')
        .replace(/import \{[^}]*\} from '@codemirror\/autocomplete';/, NO_COMPLETION),
      map: null,
    }),
  },
};

const folder = (path: string): string => realpathSync(fileURLToPath(new URL(path, import.meta.url)));

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [unstamped(PAGES), svelte(), emacsCommands, precompress(), pythonRuntime(), offlineSession()],
  // Not bundled ahead while developing, which would be done without the plugin above.
  optimizeDeps: { exclude: ['@replit/codemirror-emacs'] },
  server: {
    // While developing, what is asked for below /@fs/ is read from the disk: nothing but what the pages are made of,
    // never the database, the solutions and hidden checks of cards, or the server's own code.
    fs: {
      strict: true,
      allow: ['.', '../shared', '../node_modules'].map(folder),
      deny: ['.env', '.env.*', '*.{crt,pem,key}', '*.sqlite*', '**/.git/**'],
    },
  },
  // Yjs loaded twice refuses its own types.
  resolve: { dedupe: ['yjs'] },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    manifest: true,
    // Nothing inlined: the page's policy then needs no data: sources for fonts and pictures of ours.
    assetsInlineLimit: 0,
    // One file: styles of a part that could not be fetched once would never be asked for again.
    cssCodeSplit: false,
    // Browsers that know light-dark(), so that each colour is written once.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // They all know modulepreload.
    modulePreload: { polyfill: false },
  },
});
