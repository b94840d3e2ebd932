/** The Python code between a task and the sheet's code: its sources, and how an interpreter gets them. */

import type { PyodideInterface } from 'pyodide';
import READY from './ready.py?raw';

const MODULES: Record<string, string> = import.meta.glob('../../../shared/python/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Where modules are looked for that belong to the room. */
const FOLDER = '/lib/room';

/** Where zoneinfo finds the package tzdata. */
const ZONES = `${FOLDER}/zones.zip`;

/** What a task calls, by module. */
export const ENTRIES = {
  run: ['harness.runner', 'run_main'],
  checks: ['harness.checks', 'run_checks'],
  trace: ['harness.tracer', 'run_trace'],
} as const;

/** Puts the files where Python finds them; files are no part of a snapshot. */
export function mountHarness({ FS }: PyodideInterface, zones: ArrayBuffer): void {
  FS.mkdirTree(`${FOLDER}/harness`);
  FS.writeFile(`${FOLDER}/ready.py`, READY);
  FS.writeFile(ZONES, new Uint8Array(zones));
  for (const [path, source] of Object.entries(MODULES)) {
    FS.writeFile(`${FOLDER}/harness/${path.slice(path.lastIndexOf('/') + 1)}`, source);
  }
}

/** Imports them, so that a snapshot holds them imported. */
export function importHarness(python: PyodideInterface): void {
  const modules = ['ready', ...Object.values(ENTRIES).map(([module]) => module)];
  python.runPython(
    `import sys\nsys.path += ${JSON.stringify([FOLDER, ZONES])}\ndel sys\nfrom importlib import import_module\n` +
      `for _name in ${JSON.stringify(modules)}: import_module(_name)\ndel _name, import_module`,
  );
}
