import { ensureBaseImage, ensureJobsImage } from './baseImage.ts';
import { ensureEngine } from './engine.ts';

/** The environment variable that tells the tests' processes why there is no engine. */
export const noEngine = 'SAGEMAKER_RUNNER_TEST_NO_ENGINE';

/** Makes an engine reachable, with the images that tests stand on. Returns what is missing, for `needs …`, when that cannot be. */
export const dockerNeeds = async (log: (line: string) => void): Promise<string | undefined> =>
  (await ensureEngine(log)) ?? (await ensureBaseImage(log)) ?? (await ensureJobsImage(log));
