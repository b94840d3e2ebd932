/** Compares the rules that docs/SPEC.md states with the tests that name them. */

import ts from 'typescript';

/** The functions that give a test or a group of tests its name. */
const NAMING = new Set(['test', 'it', 'describe']);

/** One rule id, and where it is written. */
export interface Mention {
  id: string;
  file: string;
  line: number;
}

/** The rules of docs/SPEC.md, in its order: each begins an item as `- **[ID-1]**`. */
export function statedRules(file: string, text: string): Mention[] {
  return text.split('\n').flatMap((content, index) => {
    const id = /^- \*\*\[([A-Z]+-\d+)\]\*\*/.exec(content)?.[1];
    return id ? [{ id, file, line: index + 1 }] : [];
  });
}

/** The ids in brackets in the names of a file's tests, with those of `test.each(…)` and of groups. */
export function namedRules(file: string, text: string): Mention[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);
  const found: Mention[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.arguments[0] && NAMING.has(calledName(node.expression))) {
      const title = node.arguments[0];
      const line = source.getLineAndCharacterOfPosition(title.getStart(source)).line + 1;
      for (const [, id] of title.getText(source).matchAll(/\[([A-Z]+-\d+)\]/g)) found.push({ id: id!, file, line });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `test` of `test(…)`, of `test.concurrent(…)` and of `test.each(rows)(…)`. */
function calledName(callee: ts.Expression): string {
  if (ts.isIdentifier(callee)) return callee.text;
  if (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee)) return calledName(callee.expression);
  if (ts.isTaggedTemplateExpression(callee)) return calledName(callee.tag);
  return '';
}

/** Rules that no test names, tests that name a rule which is not there, and ids that are used twice. */
export function ruleFaults(stated: readonly Mention[], named: readonly Mention[]): string[] {
  const ids = new Set(stated.map(({ id }) => id));
  const tested = new Set(named.map(({ id }) => id));
  return [
    ...stated.filter(({ id }) => !tested.has(id)).map((rule) => fault(rule, 'is in the name of no test')),
    ...stated
      .filter(({ id }, at) => stated.findIndex((other) => other.id === id) < at)
      .map((rule) => fault(rule, 'is stated twice')),
    ...named.filter(({ id }) => !ids.has(id)).map((mention) => fault(mention, 'is not in docs/SPEC.md')),
  ];
}

const fault = ({ id, file, line }: Mention, what: string): string => `${file}:${line}: [${id}] ${what}`;
