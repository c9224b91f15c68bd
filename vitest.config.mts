import { defineConfig } from 'vitest/config';

/** What a test waits for: never a measure of speed, so long enough for a machine that does three things at once. */
const expect = { poll: { timeout: 45_000 } };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', expect, include: ['test/unit/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'package', expect, include: ['test/package/**/*.test.ts'], testTimeout: 120_000 } },
      {
        test: {
          name: 'local',
          expect,
          include: ['test/local/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'docker',
          expect,
          include: ['test/docker/**/*.test.ts'],
          globalSetup: 'test/support/docker/globalSetup.ts',
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
