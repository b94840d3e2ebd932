/** End-to-end tests: the real server process, and real Chromium windows for each peer. */

import { defineConfig } from '@playwright/test';
import { chromiumPath } from '../../scripts/ensure-chromium.ts';

export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // A name that is no loopback, and so no secure context over plain http, as on a local network.
  '--host-resolver-rules=MAP practice.lan 127.0.0.1',
];

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  globalSetup: './support/global-setup.ts',
  timeout: 150_000,
  expect: { timeout: 20_000 },
  // Each test has two or more windows: several tests at once make a slow machine miss the two seconds that the editor
  // gives to Escape and Tab.
  workers: 1,
  fullyParallel: true,
  use: {
    launchOptions: { executablePath: chromiumPath(), args: CHROMIUM_FLAGS },
    viewport: { width: 1440, height: 900 },
    actionTimeout: 20_000,
    trace: 'retain-on-failure',
  },
});
