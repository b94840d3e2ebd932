/** Lint rules. Imports are checked by scripts/check-imports.ts, the length of lines by scripts/check-lines.ts, layout by Prettier. */

import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const unused = {
  argsIgnorePattern: '^_',
  varsIgnorePattern: '^_',
  caughtErrorsIgnorePattern: '^_',
  ignoreRestSiblings: true,
};

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'node_modules/', 'test-results/', 'playwright-report/', 'questions/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  ...svelte.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', unused],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-constant-binary-expression': 'error',
      'no-unreachable-loop': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'object-shorthand': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: [
            'CallExpression',
            '[callee.property.name=/^(skip|only|todo|fixme)$/]',
            '[callee.object.name=/^(it|test|describe)$/]',
          ].join(''),
          message: 'Every test runs.',
        },
      ],
    },
  },
  {
    // Unhandled promises are the one mistake that types alone can find and that ends a server.
    files: ['server/**/*.ts', 'shared/**/*.ts', 'client/**/*.ts', 'tests/**/*.ts', 'scripts/**/*.ts'],
    ignores: ['client/**/*.svelte.ts', 'client/vite.*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['**/*.js'], languageOptions: { globals: globals.node } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: tseslint.parser } },
    rules: {
      // Types check these better.
      'no-undef': 'off',
      'svelte/no-at-html-tags': 'error',
      // The router's links are plain anchors.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
);
