import { describe } from 'vitest';
import { noEngine } from './needs.ts';

/** Tests that need a Docker engine: skipped where none can run, with the reason in their name. */
export function describeDocker(name: string, tests: () => void): void {
  const missing = process.env[noEngine];
  if (missing === undefined) describe(name, tests);
  else describe.skip(`${name} (needs ${missing.replaceAll(/[()]/g, '')})`, tests);
}
