import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/e2e',
  timeout: 120_000,
  // A machine that is busy with jobs takes its time.
  expect: { timeout: 15_000 },
  // The jobs use every core already.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  reporter: [['list'], ['../support/run/playwrightReporter.ts']],
  use: { viewport: { width: 1400, height: 900 } },
});
