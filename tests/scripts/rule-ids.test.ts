/** The check that rules and tests name each other. */

import { describe, expect, it } from 'vitest';
import { namedRules, ruleFaults, statedRules } from '../../scripts/rule-ids.ts';

const SPEC = `# The rules
Each rule has an id, such as [ROOM-9].
- **[ROOM-1]** An invite has a secret, unlike in [ROOM-2].
- **[ROOM-2]** At most two hold seats.
`;
const stated = statedRules('SPEC.md', SPEC);
const ids = (text: string) => namedRules('a.test.ts', text).map(({ id, line }) => [id, line]);
const faults = (text: string) => ruleFaults(stated, namedRules('a.test.ts', text));

describe('rules and tests', () => {
  it('a rule begins an item of the list', () => {
    expect(stated).toEqual([
      { id: 'ROOM-1', file: 'SPEC.md', line: 3 },
      { id: 'ROOM-2', file: 'SPEC.md', line: 4 },
    ]);
  });

  it('finds ids in the names of tests and of groups, however they are declared', () => {
    expect(ids(`test('[ROOM-1] [ROOM-2] joins', () => {});`)).toEqual([
      ['ROOM-1', 1],
      ['ROOM-2', 1],
    ]);
    expect(ids(`\ndescribe('[ROOM-1]', () => {\n  it.each([1])(\`[ROOM-2] \${x}\`, f);\n});`)).toEqual([
      ['ROOM-1', 2],
      ['ROOM-2', 3],
    ]);
    expect(ids(`test.concurrent('[ROOM-1] joins', f); test.each\`a\${1}\`('[ROOM-2]', f);`)).toHaveLength(2);
  });

  it('takes no id from a comment, from other text or from another call', () => {
    const text = `// test('[ROOM-1]')\nconst a = "test('[ROOM-1]')"; say('[ROOM-1]'); test('ROOM-1 joins', f);`;
    expect(ids(text)).toEqual([]);
  });

  it('finds nothing wrong when each rule has a test', () => {
    expect(faults(`test('[ROOM-1] [ROOM-2] joins', f);`)).toEqual([]);
  });

  it('tells a rule without a test, and a test of a rule that is not there', () => {
    expect(faults(`test('[ROOM-1] joins', f);\ntest('[ROOM-3] leaves', f);`)).toEqual([
      'SPEC.md:4: [ROOM-2] is in the name of no test',
      'a.test.ts:2: [ROOM-3] is not in docs/SPEC.md',
    ]);
  });

  it('tells an id that two rules have', () => {
    const twice = statedRules('SPEC.md', `${SPEC}- **[ROOM-1]** Another one.\n`);
    const named = namedRules('a.test.ts', `test('[ROOM-1] [ROOM-2]', f);`);
    expect(ruleFaults(twice, named)).toEqual(['SPEC.md:5: [ROOM-1] is stated twice']);
  });
});
