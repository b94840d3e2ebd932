/** Writes what is built a second and a third time, compressed, so that the server sends it without work. */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** Fonts are compressed already. */
const TEXT = /\.(css|html|js|svg)$/;
/** Below this many bytes it is not worth it. */
const WORTH_BYTES = 1_000;
/** Within a few percent of the smallest, in a tenth of the time. */
const BROTLI_QUALITY = 9;

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

export function precompress(): Plugin {
  let dir = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved({ root, build }) {
      dir = resolve(root, build.outDir);
    },
    // After all that other plugins write.
    closeBundle: { order: 'post', sequential: true, handler: () => compressAll(dir) },
  };
}

async function compressAll(dir: string): Promise<void> {
  const files = await readdir(dir, { recursive: true });
  await Promise.all(files.filter((file) => TEXT.test(file)).map((file) => compress(join(dir, file))));
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.length < WORTH_BYTES) return;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  await Promise.all([
    toBrotli(bytes, { params }).then((smaller) => writeFile(`${file}.br`, smaller)),
    toGzip(bytes, { level: 9 }).then((smaller) => writeFile(`${file}.gz`, smaller)),
  ]);
}
