import { defineConfig } from '@playwright/test';

export default defineConfig({
  outputDir: '../../test-results/e2e',
  timeout: 600_000,
  // No measure of speed: a machine that is busy with two parts and their jobs takes its time.
  expect: { timeout: 90_000 },
  // The jobs use every core already.
  workers: 1,
  fullyParallel: false,
  // A folder each, about as long as each other: `npm test` runs them side by side.
  projects: [
    { name: 'jobs', testDir: 'jobs' },
    { name: 'outputs', testDir: 'outputs' },
    // These need a Docker engine.
    { name: 'images', testDir: 'images' },
  ],
  forbidOnly: true,
  // Where nobody watches, a window that the machine was too busy for is opened once more; the summary lists such tests as unsteady.
  retries: process.env['CI'] === undefined ? 0 : 1,
  reporter: [['list'], ['../support/run/playwrightReporter.ts']],
  use: { viewport: { width: 1400, height: 900 } },
});
