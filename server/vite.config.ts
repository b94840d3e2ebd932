/** How the server is built: to plain JavaScript that starts without a loader. */

import { fileURLToPath, pathToFileURL } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { SERVER, unstamped } from '../scripts/stamp.js';

/** Builds the module of each thread as a file of its own. */
export const threads: Plugin = {
  name: 'threads',
  // Before types are erased, while the code is as it was written.
  enforce: 'pre',
  transform: {
    filter: { code: /startThread\(new URL\(/ },
    handler(code, id) {
      return code.replaceAll(/startThread\(new URL\('(.+?)', import\.meta\.url\)/g, (_call, module: string) => {
        const file = fileURLToPath(new URL(module, pathToFileURL(id)));
        return `startThread(import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: 'chunk', id: file })}`;
      });
    },
  },
  resolveFileUrl: ({ relativePath }) => `new URL('./${relativePath}', import.meta.url)`,
};

const BEYOND = /[^\0-\x7f]/g;
const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** One character beyond Latin 1 makes V8 keep the whole script at two bytes a character: 4 MB more for this one. */
const ascii: Plugin = {
  name: 'ascii',
  generateBundle(_options, files) {
    for (const file of Object.values(files))
      if (file.type === 'chunk') file.code = file.code.replaceAll(BEYOND, escaped);
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [unstamped(SERVER), threads, ascii],
  // Packages are built in, as far as they are used: loaded from their own files they cost 25 MB and 0.8 s of CPU at
  // each start.
  ssr: { noExternal: true, external: ['better-sqlite3', 'vite'] },
  build: {
    ssr: 'main.ts',
    target: 'node20',
    outDir: '../dist/server',
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' } },
  },
});
