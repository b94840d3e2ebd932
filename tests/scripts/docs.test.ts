/** The checks of the documents: which paths they name, and how the diagram of imports is drawn. */

import { describe, expect, it } from 'vitest';
import { diagramsOf, withDiagrams } from '../../scripts/architecture.ts';
import { missingPaths, namedPaths } from '../../scripts/doc-paths.ts';

const pathsIn = (text: string, file = 'docs/PAGE.md') => namedPaths(file, text).map(({ path }) => path);

describe('paths in documents', () => {
  it('finds paths in backticks and in links, with their lines', () => {
    const text = 'See `server/app.ts`.\n\nAnd [the rules](SPEC.md#rooms), [the story](../questions/ORDEROPS.md).\n';
    expect(namedPaths('docs/PAGE.md', text)).toEqual([
      { path: 'server/app.ts', line: 1 },
      { path: 'docs/SPEC.md', line: 3 },
      { path: 'questions/ORDEROPS.md', line: 3 },
    ]);
  });

  it('takes folders too, and links from the root', () => {
    expect(pathsIn('`shared/room/rules/` and [decisions](docs/adr)', 'README.md')).toEqual([
      'shared/room/rules/',
      'docs/adr',
    ]);
  });

  it.each([
    ['a pattern', '`questions/<area>/<slug>/`'],
    ['what a build writes', '`dist/server` and `data/practice-room.sqlite`'],
    ['a command', '`npm run deck`'],
    ['an address', '[here](https://example.org/server/app.ts) and `/api/rooms`'],
    ['a place in the same page', '[below](#start)'],
    ['a block of code', '```\n`server/gone.ts`\n```'],
    ['a block in a longer fence', '````\n```\n`server/gone.ts`\n````'],
  ])('passes by %s', (_what, text) => expect(pathsIn(text)).toEqual([]));

  it('goes on after a block of code', () => {
    expect(pathsIn('```sh\nnpm start\n```\n`server/app.ts`')).toEqual(['server/app.ts']);
  });

  it('names only what is not there', () => {
    const isThere = (path: string) => path === 'server/app.ts';
    expect(missingPaths('README.md', '`server/app.ts`\n`server/gone.ts`', isThere)).toEqual([
      { path: 'server/gone.ts', line: 2 },
    ]);
  });
});

describe('the diagram of imports', () => {
  const files = new Map([
    ['client/round/Round.svelte', "import { a } from '../room/a.ts';\nconst b = () => import('../sheet/index.ts');"],
    ['client/sheet/index.ts', "export type { C } from '../../shared/room/c.ts';\nimport page from './page.html?raw';"],
    ['client/vite.config.ts', "import '../server/app.ts';"],
    ['server/app.ts', "import express from 'express';\nimport { d } from './http/d.ts';"],
    ['shared/wire.ts', ''],
  ]);

  it('has a diagram for each side, a node for each folder, an arrow for each import, types included', () => {
    expect(diagramsOf(files).split('\n')).toEqual([
      ...['```mermaid', '---', 'title: client/', '---', 'flowchart TD'],
      ...['  round', '  sheet', '  round --> room', '  round --> sheet', '```', ''],
      ...['```mermaid', '---', 'title: server/', '---', 'flowchart TD', '  files', '  files --> http', '```', ''],
      ...['```mermaid', '---', 'title: shared/', '---', 'flowchart TD', '  files', '```', ''],
    ]);
  });

  it('replaces what is between the markers, however often', () => {
    const page = 'Before.\n\n<!-- imports: begin -->\nold\n<!-- imports: end -->\n\nAfter.\n';
    const once = withDiagrams(page, 'drawn\n');
    expect(once).toBe('Before.\n\n<!-- imports: begin -->\n\ndrawn\n\n<!-- imports: end -->\n\nAfter.\n');
    expect(withDiagrams(once, 'drawn\n')).toBe(once);
    expect(() => withDiagrams('no markers', '')).toThrow('<!-- imports: begin -->');
  });
});
