/** Which tests run where: those of the client are compiled by Svelte, all others by nothing but TypeScript's eraser. */

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const common = {
  environment: 'node',
  pool: 'forks',
  testTimeout: 20_000,
  hookTimeout: 20_000,
} as const;

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: 'dist/results/unit.json' }]],
    projects: [
      {
        test: { ...common, name: 'core', include: ['tests/{shared,store,server,fuzz,deck,scripts}/**/*.test.ts'] },
      },
      {
        plugins: [svelte({ configFile: false })],
        test: { ...common, name: 'client', include: ['tests/client/**/*.test.ts'] },
      },
    ],
  },
});
