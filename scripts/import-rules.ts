/**
 * Who may import what: the rules that scripts/check-imports.ts has dependency-cruiser apply. Imports of types count
 * like all others. A path is a regular expression; `$1` is what the brackets in the path of the importing file matched.
 */

import type { IForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser';

/** Which other features a feature of the client may use, always through an index.ts (docs/adr/0028). */
const FEATURES: Record<string, readonly string[]> = {
  deck: ['me'],
  me: [],
  progress: [],
  sheet: [],
  replay: ['sheet'],
  round: ['deck', 'sheet'],
  feedback: ['replay', 'sheet'],
  debrief: ['feedback', 'replay', 'sheet'],
  lobby: ['deck'],
  home: ['me'],
};

const SHARED = '^shared/';
/** The store as the server sees it: which one it is, only main.ts knows. */
const STORE = '^server/store/(store|errors)\\.ts$';
/** Files in server/ itself (configuration, identity, logging, limits) serve every part of it. */
const FOUNDATION = '^server/(?!main\\.ts|app\\.ts|vite\\.)[^/]+\\.m?ts$';
/** Parts of the client that every feature may use. */
const COMMON = '^client/(room|ui)/';
const ANY_FEATURE = `^client/(${Object.keys(FEATURES).join('|')})/`;

interface Layer {
  files: string;
  /** The project's own files that they may import. */
  may: readonly string[];
  /** Those of which they may import types only. */
  mayTypes?: readonly string[];
}

/** Each file of shared/, server/ and client/ belongs to exactly one of them. */
const LAYERS: readonly Layer[] = [
  { files: SHARED, may: [SHARED] },

  { files: '^server/main\\.ts$', may: ['^server/', SHARED] },
  {
    files: '^server/app\\.ts$',
    may: ['^server/(http|rooms|sheets|deck|sessions)/', STORE, FOUNDATION, SHARED],
  },
  {
    files: '^server/http/',
    may: ['^server/(http|sessions)/', STORE, FOUNDATION, SHARED],
    mayTypes: ['^server/(rooms|deck)/'],
  },
  { files: '^server/(rooms|sheets|deck)/', may: ['^server/($1|sessions)/', STORE, FOUNDATION, SHARED] },
  {
    files: '^server/sessions/',
    may: ['^server/sessions/', STORE, FOUNDATION, SHARED],
    mayTypes: ['^server/deck/'],
  },
  { files: '^server/store/', may: ['^server/store/', FOUNDATION, SHARED] },
  { files: FOUNDATION, may: [STORE, FOUNDATION, SHARED] },

  { files: '^client/ui/', may: ['^client/ui/', SHARED] },
  { files: '^client/room/', may: [COMMON, SHARED] },
  ...Object.entries(FEATURES).map(([feature, others]) => ({
    files: `^client/${feature}/`,
    may: [`^client/${feature}/`, ...others.map((other) => `^client/${other}/.*\\bindex\\.ts$`), COMMON, SHARED],
  })),
  { files: '^client/(app|offline)/', may: ['^client/$1/', ANY_FEATURE, COMMON, SHARED] },

  // How a part is built is not part of it.
  { files: '^(server|client)/vite\\.', may: ['^client/vite\\.', '^scripts/'] },
];

/** A package, and the only files of shared/, server/ and client/ that may import it. */
const PACKAGES: readonly { packages: string; only: string; why: string }[] = [
  { packages: '(?!zod/mini/)', only: '^(server|client)/', why: 'is a package, and shared/ uses none but zod/mini' },
  {
    packages: '(yjs|lib0|y-[^/]+)/',
    only: '^(server/sheets|client/sheet)/',
    why: 'is for sheets: nothing else knows that they are Yjs documents',
  },
  { packages: '(@codemirror|@replit)/', only: '^client/sheet/', why: 'is for sheets: nothing else knows their editor' },
  {
    packages: 'pyodide/',
    only: '^(client/sheet/python|server/deck/python|client/vite\\.)',
    why: 'is for what runs Python',
  },
  {
    packages: 'socket\\.io-client/',
    only: '^client/room/connection\\.ts$',
    why: 'is for the one connection that all commands and views pass',
  },
];

const forbidden = (
  name: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): IForbiddenRuleType => ({ name, severity: 'error', from, to });

/** Their names end the sentence that begins with the two files. */
export const FORBIDDEN: readonly IForbiddenRuleType[] = [
  ...LAYERS.map(({ files, may, mayTypes = [] }) =>
    forbidden(
      'is no direction of scripts/import-rules.ts',
      { path: files },
      { path: '^(shared|server|client|scripts|tests)/', pathNot: [...may, ...mayTypes] },
    ),
  ),
  ...LAYERS.flatMap(({ files, may, mayTypes = [] }) =>
    mayTypes.length === 0
      ? []
      : forbidden(
          'may be an import of types only',
          { path: files },
          { path: [...mayTypes], pathNot: [...may], dependencyTypesNot: ['type-only'] },
        ),
  ),
  ...PACKAGES.map(({ packages, only, why }) =>
    forbidden(why, { path: '^(shared|server|client)/', pathNot: only }, { path: `(^|/)node_modules/${packages}` }),
  ),
  forbidden(
    'is for Node, in which only the server, the builds and the tools run',
    { path: '^(shared|client)/', pathNot: '^client/vite\\.' },
    { dependencyTypes: ['core'] },
  ),
  forbidden('closes a cycle', { path: '^(shared|server|client|scripts)/' }, { circular: true }),
  forbidden('is not declared in package.json', {}, { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] }),
  forbidden('cannot be found', {}, { couldNotResolve: true }),
];

/** Whether a rule of direction holds for a file. */
export const isPlaced = (file: string): boolean => LAYERS.some(({ files }) => new RegExp(files).test(file));
