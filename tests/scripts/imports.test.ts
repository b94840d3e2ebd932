/** The rules of imports, on a small tree of files that do what is forbidden and what is allowed. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { importFaults } from '../../scripts/cruise.ts';
import { ROOT } from '../../scripts/sources.ts';

const REFUSED: readonly [file: string, target: string][] = [
  ['shared/room/decide.ts', 'node:crypto'],
  ['shared/room/decide.ts', 'zod'],
  ['shared/room/decide.ts', 'yaml'],
  ['shared/api.ts', 'server/store/store.ts'],
  ['server/http/rooms.ts', 'server/rooms/gateway.ts'],
  ['server/http/rooms.ts', 'server/store/sqlite/sqlite.ts'],
  ['server/app.ts', 'server/store/sqlite/sqlite.ts'],
  ['server/rooms/gateway.ts', 'yjs'],
  ['server/rooms/gateway.ts', 'client/room/client.ts'],
  ['server/rooms/gateway.ts', 'server/http/rooms.ts'],
  ['server/store/sqlite/sqlite.ts', 'server/rooms/load.ts'],
  ['server/sessions/reports.ts', 'server/rooms/load.ts'],
  ['server/main.ts', 'scripts/stamp.js'],
  ['client/deck/Picker.svelte', 'client/sheet/index.ts'],
  ['client/round/Guide.svelte', 'client/sheet/Sheet.svelte'],
  ['client/round/Guide.svelte', 'client/app/Room.svelte'],
  ['client/ui/Button.svelte', 'client/room/client.ts'],
  ['client/room/client.ts', 'client/round/Guide.svelte'],
  ['client/room/client.ts', 'yjs'],
  ['client/round/Guide.svelte', '@codemirror/view'],
  ['client/app/Room.svelte', 'socket.io-client'],
  ['client/app/Room.svelte', 'node:fs'],
  ['client/app/Room.svelte', 'server/config.ts'],
  ['client/app/Room.svelte', 'no-such-package'],
  ['client/app/Room.svelte', 'acorn'],
];

const ALLOWED: readonly [file: string, target: string][] = [
  ['shared/protocol.ts', 'zod/mini'],
  ['server/main.ts', 'server/store/sqlite/sqlite.ts'],
  ['server/app.ts', 'server/rooms/gateway.ts'],
  ['server/rooms/gateway.ts', 'server/store/errors.ts'],
  ['server/rooms/gateway.ts', 'server/sessions/reports.ts'],
  ['server/http/rooms.ts', 'server/config.ts'],
  ['server/http/rooms.ts', 'node:fs'],
  ['server/deck/parse/card.ts', 'yaml'],
  ['server/sheets/relay.ts', 'y-protocols/sync'],
  ['server/vite.config.ts', 'scripts/stamp.js'],
  ['client/sheet/sync/link.ts', 'y-websocket'],
  ['client/room/connection.ts', 'socket.io-client'],
  ['client/round/Guide.svelte', 'client/ui/Button.svelte'],
  ['client/round/Guide.svelte', 'client/sheet/frozen/index.ts'],
  ['client/round/Guide.svelte', 'shared/protocol.ts'],
  ['client/app/Room.svelte', 'client/round/Guide.svelte'],
];

const isPath = (target: string): boolean => /^(shared|server|client|scripts)\//.test(target);
const up = (file: string): string => '../'.repeat(file.split('/').length - 1);

/** How a file names what it imports, by the number of the row: every way to import counts alike. */
function statement(file: string, target: string, row: number): string {
  const from = isPath(target) ? up(file) + target : target;
  if (file.endsWith('.svelte') && row % 2 === 0) return `import type X${row} from '${from}';`;
  return [
    `import x${row} from '${from}';`,
    `import type { X${row} } from '${from}';`,
    `export * from '${from}';`,
    `export const x${row} = () => import('${from}');`,
    `export let x${row}: import('${from}').X;`,
  ][/^server/.test(file) ? 0 : row % 5]!;
}

/** What is wrong in a tree of these files. */
async function faultsIn(files: Record<string, string>): Promise<string[]> {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const root = mkdtempSync(join(ROOT, 'dist/imports-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return importFaults(root);
}

/** The same of a tree in which each row is an import; what it names is there too. */
function faultsOf(rows: readonly (readonly [file: string, target: string])[]): Promise<string[]> {
  const files: Record<string, string> = {};
  for (const [row, [file, target]] of rows.entries()) {
    const [before, after] = file.endsWith('.svelte') ? ['<script lang="ts">', '</script>'] : ['', ''];
    files[file] = `${files[file] ?? ''}${before}${statement(file, target, row)}${after}\n`;
    if (isPath(target)) files[target] ??= '';
  }
  return faultsIn(files);
}

/** The first two words of a fault: both files. */
const pairOf = (fault: string): string => fault.split(' ', 3).join(' ');

it('refuses what goes against the directions, however it is imported', async () => {
  const faults = (await faultsOf(REFUSED)).map(pairOf);
  for (const [file, target] of REFUSED) {
    const named = faults.some((pair) => pair.startsWith(`${file} -> ${target.replace('node:', '')}`));
    expect(named, `${file} -> ${target}`).toBe(true);
  }
});

it('allows what goes along them', async () => {
  expect(await faultsOf(ALLOWED)).toEqual([]);
});

it('lets the routes name the types of parts that they may not run', async () => {
  const faults = await faultsOf([['server/http/rooms.ts', 'server/rooms/gateway.ts']]);
  expect(faults).toEqual(['server/http/rooms.ts -> server/rooms/gateway.ts may be an import of types only']);
  const typed = `import type { Gateway } from '../rooms/gateway.ts';`;
  expect(await faultsIn({ 'server/http/rooms.ts': typed, 'server/rooms/gateway.ts': '' })).toEqual([]);
});

it('refuses a circle, of types and through components too', async () => {
  const faults = await faultsIn({
    'client/ui/a.ts': `import type { B } from './B.svelte';`,
    'client/ui/B.svelte': `<script lang="ts">import type { A } from './a.ts';</script>`,
  });
  expect(faults).toEqual([expect.stringMatching(/^client\/ui\/.* -> .* -> .* closes a cycle$/)]);
});

it('refuses a file for which there is no rule', async () => {
  expect(await faultsIn({ 'client/newcomer/a.ts': '' })).toEqual([
    'client/newcomer/a.ts is in no layer of scripts/import-rules.ts',
  ]);
});
