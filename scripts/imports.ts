/** The directions imports may take: which folder may import which, and which packages have one user only. */

import { posix } from 'node:path';
import ts from 'typescript';

export interface Import {
  /** As written. */
  from: string;
  /** Leaves nothing behind at run time. */
  typeOnly: boolean;
  line: number;
}

/** The parts of the server that app.ts joins: they know one another by type only. */
const PARTS = ['server/http/', 'server/sessions/', 'server/rooms/', 'server/sheets/', 'server/deck/'];

/** What a folder may import of the project itself: prefixes of paths. Its first matching row decides. */
const LAYERS: readonly { files: RegExp; may: readonly string[]; mayTypes?: readonly string[] }[] = [
  { files: /^shared\//, may: ['shared/'] },
  // How a part is built is nothing of that part.
  { files: /^(server|client)\/vite\./, may: ['client/vite.', 'scripts/'] },
  { files: /^server\/main\.ts$/, may: ['server/', 'shared/'] },
  {
    files: /^server\/app\.ts$/,
    may: [...PARTS, 'interface', 'foundation', 'shared/'],
  },
  ...PARTS.map((part) => ({
    files: new RegExp(`^${part}`),
    may: [part, ...(part === 'server/http/' ? ['server/sessions/'] : []), 'interface', 'foundation', 'shared/'],
    mayTypes: PARTS,
  })),
  { files: /^server\/store\//, may: ['server/store/', 'server/thread.ts', 'shared/'] },
  { files: /^server\//, may: ['interface', 'foundation', 'shared/'] },
  { files: /^client\/ui\//, may: ['client/ui/', 'shared/'] },
  { files: /^client\/room\//, may: ['client/room/', 'client/ui/', 'shared/'] },
  { files: /^client\/((app|offline)\/|[^/]+$)/, may: ['client/', 'shared/'] },
  { files: /^client\/[^/]+\//, may: ['own folder', 'index', 'client/room/', 'client/ui/', 'shared/'] },
];

/** Packages that only the named files may import at run time or for types. Tests may import everything. */
const PACKAGES: readonly { packages: RegExp; only: RegExp; say: string }[] = [
  { packages: /^(?!zod\/mini$)/, only: /^(server|client)\//, say: 'shared/ (but for zod/mini)' },
  { packages: /^node:/, only: /^server\/|^client\/vite\.\w+\.ts$/, say: 'the client' },
  {
    packages: /^(yjs|lib0|y-protocols|y-[\w.-]+)(\/|$)/,
    only: /^(server\/sheets|client\/sheet)\//,
    say: 'anything but server/sheets and client/sheet',
  },
  { packages: /^(@codemirror|@replit)\//, only: /^client\/sheet\//, say: 'anything but client/sheet' },
  {
    packages: /^pyodide(\/|$)/,
    only: /^(client\/sheet\/python|server\/deck\/python)\//,
    say: 'anything but client/sheet/python and server/deck/python',
  },
  { packages: /^socket\.io-client$/, only: /^client\/room\/connection\.ts$/, say: 'anything but room/connection.ts' },
];

/** Everything a module imports, re-exports or loads on demand. */
export function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  for (const { code, firstLine } of scriptsOf(file, text)) {
    const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
    const visit = (node: ts.Node): void => {
      const what = importIn(node);
      if (what) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
        found.push({ ...what, line: firstLine + line });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

function importIn(node: ts.Node): Omit<Import, 'line'> | null {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const clause = node.importClause;
    const typeOnly = clause !== undefined && clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return { from: node.moduleSpecifier.text, typeOnly };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { from: node.moduleSpecifier.text, typeOnly: node.isTypeOnly };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { from: node.argument.literal.text, typeOnly: true };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [target] = node.arguments;
    if (target && ts.isStringLiteralLike(target)) return { from: target.text, typeOnly: false };
  }
  return null;
}

/** A Svelte file's scripts, or the file itself. */
function scriptsOf(file: string, text: string): { code: string; firstLine: number }[] {
  if (!file.endsWith('.svelte')) return [{ code: text, firstLine: 1 }];
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => {
    const start = match.index + match[0].indexOf('>') + 1;
    return { code: match[1] ?? '', firstLine: text.slice(0, start).split('\n').length };
  });
}

/** What is wrong with one import, or null. */
export function faultOf(file: string, { from, typeOnly }: Import): string | null {
  if (!from.startsWith('.')) return packageFault(file, from);
  const target = posix.join(posix.dirname(file), from.replace(/\?.*$/, ''));
  const layer = LAYERS.find(({ files }) => files.test(file));
  if (!layer) return null;
  const allowed = typeOnly ? [...layer.may, ...(layer.mayTypes ?? [])] : layer.may;
  if (allowed.some((what) => covers(what, file, target))) return null;
  return `must not import ${target}; it may import ${layer.may.join(', ')}`;
}

function packageFault(file: string, from: string): string | null {
  const rule = PACKAGES.find(({ packages, only }) => packages.test(from) && !only.test(file));
  return rule ? `${from} must not be imported by ${rule.say}` : null;
}

function covers(what: string, file: string, target: string): boolean {
  if (what === 'interface') return /^server\/store\/(store|errors)\.ts$/.test(target);
  // Files in server/ itself (configuration, logging) serve every part of it.
  if (what === 'foundation') return /^server\/(?!main\.ts|app\.ts)[^/]+\.ts$/.test(target);
  if (what === 'index') return /^client\/.+\/index\.ts$/.test(target);
  if (what === 'own folder') return target.startsWith(`${file.split('/').slice(0, 2).join('/')}/`);
  return target.startsWith(what);
}
