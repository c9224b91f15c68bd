import { defineConfig } from '@playwright/test';

// Three parts that take about as long as each other: `npm test` runs them side by side.
const images = /\/(build|checkImage|dockerfile|images|imagesOfAws|imagesView|missingImage|runInImage)\.spec\.ts$/;
const jobs = /\/(desk|faults|jobs|jobsView|options)\.spec\.ts$/;

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/e2e',
  timeout: 600_000,
  // No measure of speed: a machine that is busy with three parts and their jobs takes its time.
  expect: { timeout: 90_000 },
  // The jobs use every core already.
  workers: 1,
  fullyParallel: false,
  projects: [
    { name: 'jobs', testMatch: jobs },
    { name: 'outputs', testIgnore: [jobs, images] },
    // These need a Docker engine.
    { name: 'images', testMatch: images },
  ],
  forbidOnly: true,
  // Where nobody watches, a window that the machine was too busy for is opened once more; the summary lists such tests as unsteady.
  retries: process.env['CI'] === undefined ? 0 : 1,
  reporter: [['list'], ['../support/run/playwrightReporter.ts']],
  use: { viewport: { width: 1400, height: 900 } },
});
