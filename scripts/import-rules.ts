/**
 * Who may import what: the rules that scripts/check-imports.ts has dependency-cruiser apply. Imports of types count
 * like all others. A path is a regular expression; `$1` is what the brackets in the path of the importing file matched.
 */

import type { IForbiddenRuleType } from 'dependency-cruiser';

/** Which other features a feature of the client may use, always through their index.ts. */
const FEATURES: Record<string, readonly string[]> = {
  deck: [],
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
  { files: '^server/sessions/', may: ['^server/sessions/', STORE, FOUNDATION, SHARED] },
  { files: '^server/store/', may: ['^server/store/', FOUNDATION, SHARED] },
  { files: FOUNDATION, may: [STORE, FOUNDATION, SHARED] },

  { files: '^client/ui/', may: ['^client/ui/', SHARED] },
  { files: '^client/room/', may: [COMMON, SHARED] },
  ...Object.entries(FEATURES).map(([feature, others]) => ({
    files: `^client/${feature}/`,
    may: [`^client/${feature}/`, ...others.map((other) => `^client/${other}/index\\.ts$`), COMMON, SHARED],
  })),
  { files: '^client/(app|offline)/', may: ['^client/$1/', `${ANY_FEATURE}`, COMMON, SHARED] },

  // How a part is built is not part of it.
  { files: '^(server|client)/vite\\.', may: ['^client/vite\\.', '^scripts/'] },
];

/** A package, and the only files of shared/, server/ and client/ that may import it. */
const PACKAGES: readonly { packages: string; only: string; why: string }[] = [
  { packages: '(?!zod/mini/)', only: '^(server|client)/', why: 'shared/ uses nothing but itself and zod/mini.' },
  {
    packages: '(yjs|lib0|y-[^/]+)/',
    only: '^(server/sheets|client/sheet)/',
    why: 'Only the sheets know that they are Yjs documents.',
  },
  { packages: '(@codemirror|@replit)/', only: '^client/sheet/', why: 'Only the sheets know their editor.' },
  {
    packages: 'pyodide/',
    only: '^(client/sheet/python|server/deck/python|client/vite\\.)',
    why: 'Python runs behind one door.',
  },
  {
    packages: 'socket\\.io-client/',
    only: '^client/room/connection\\.ts$',
    why: 'All commands and views pass one connection.',
  },
];

const layerRules = LAYERS.map(
  ({ files, may, mayTypes = [] }): IForbiddenRuleType => ({
    name: 'direction',
    comment: `may import ${may.join(', ')}`,
    from: { path: files },
    to: { path: '^(shared|server|client|scripts|tests)/', pathNot: [...may, ...mayTypes] },
  }),
);

const typeRules = LAYERS.filter(({ mayTypes }) => mayTypes).map(
  ({ files, may, mayTypes = [] }): IForbiddenRuleType => ({
    name: 'types only',
    comment: 'may import types only',
    from: { path: files },
    to: { path: [...mayTypes], pathNot: [...may], dependencyTypesNot: ['type-only'] },
  }),
);

const packageRules = PACKAGES.map(
  ({ packages, only, why }): IForbiddenRuleType => ({
    name: 'package',
    comment: why,
    from: { path: '^(shared|server|client)/', pathNot: only },
    to: { path: `(^|/)node_modules/${packages}` },
  }),
);

export const FORBIDDEN: readonly IForbiddenRuleType[] = [
  ...layerRules,
  ...typeRules,
  ...packageRules,
  {
    name: 'node',
    comment: 'only the server, the builds and the tools run in Node',
    from: { path: '^(shared|client)/', pathNot: '^client/vite\\.' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'index',
    comment: 'a feature is imported through its index.ts; the app may also load its pages on demand',
    from: { path: '^client/(app|offline)/' },
    to: { path: ANY_FEATURE, pathNot: '/index\\.ts$', dynamic: false },
  },
  { name: 'cycle', comment: 'a cycle has no first part to read', from: {}, to: { circular: true } },
  {
    name: 'undeclared',
    comment: 'must be in package.json',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined', 'unknown'] },
  },
  { name: 'missing', comment: 'cannot be found', from: {}, to: { couldNotResolve: true } },
];

/** Whether a rule of direction holds for a file. */
export const isPlaced = (file: string): boolean => LAYERS.some(({ files }) => new RegExp(files).test(file));
