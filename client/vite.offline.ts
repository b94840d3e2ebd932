/** Builds the page of the file that holds a finished session: one document with its script, styles and placeholders. */

import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin, type Rolldown } from 'vite';

const TARGET = fileURLToPath(new URL('../dist/offline', import.meta.url));
const ENTRY = fileURLToPath(new URL('offline/main.ts', import.meta.url));

/** The page as one script that is no module (a browser fetches none from a file), and its styles. */
async function bundle(cssTarget: string[]): Promise<{ script: string; style: string }> {
  const [result] = (await build({
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    plugins: [svelte({ configFile: false })],
    build: {
      write: false,
      target: 'es2023',
      cssTarget,
      lib: { entry: ENTRY, formats: ['iife'], name: 'practiceRoomReport', fileName: 'report', cssFileName: 'report' },
    },
  })) as Rolldown.RolldownOutput[];
  const files = result?.output ?? [];
  const [script, style, ...more] = [...files].sort((a) => (a.type === 'chunk' ? -1 : 1));
  if (script?.type !== 'chunk' || style?.type !== 'asset' || more.length > 0)
    throw new Error(
      `${ENTRY} gave ${files.map(({ fileName }) => fileName).join(', ')}, not one script and one file of styles`,
    );
  return { script: inline(script.code), style: String(style.source) };
}

/** Within a script element: what a parser of HTML would take for its end, or for a comment, written as an escape. */
const inline = (script: string): string => script.replaceAll(/<(?=\/script|!--)/gi, '\\x3C');

/** Nothing is fetched from anywhere, whatever the session contains; the one script is known by its hash. */
const walls = (script: string): string =>
  [
    "default-src 'none'",
    `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    // The code view and the pictures set styles from script.
    "style-src 'unsafe-inline'",
    'img-src data:',
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** The comments are replaced by the server (server/sessions/session-file.ts). */
const page = ({ script, style }: { script: string; style: string }): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${walls(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title><!--title--></title>
<style>${style}</style>
</head>
<body>
<main id="plain" class="page"><!--plain--></main>
<!--parts-->
<script>${script}</script>
</body>
</html>
`;

/** Writes dist/offline/session.html with the client, or before a dev server answers. A change needs a restart. */
export function offlineSession(): Plugin {
  let built: Promise<void> | undefined;
  const write = async (cssTarget: string[]) => {
    const html = page(await bundle(cssTarget));
    await mkdir(TARGET, { recursive: true });
    await writeFile(join(TARGET, 'session.html'), html);
  };
  let cssTarget: string[] = [];
  const once = () => (built ??= write(cssTarget));
  return {
    name: 'offline-session',
    configResolved({ build: { cssTarget: targets } }) {
      cssTarget = [targets].flat().filter((target) => typeof target === 'string');
    },
    buildStart: once,
    configureServer: once,
  };
}
