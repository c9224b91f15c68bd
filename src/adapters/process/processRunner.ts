import type { ProcessRunner } from '../../core/ports/processRunner.ts';

/** Runs commands with node:child_process, each as a process group of its own. */
export function createProcessRunner(): ProcessRunner {
  throw new Error('not built yet');
}
