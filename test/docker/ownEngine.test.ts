import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRunning, run, waitFor } from '../support/processes.ts';
import { noSecondEngine } from '../support/docker/secondEngine.ts';

const missing = await noSecondEngine();

describe.skipIf(missing !== undefined)(`the tests' own engine (needs ${missing ?? 'nothing'})`, () => {
  let cache: string;
  beforeEach(async () => (cache = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-engine-'))));
  afterEach(() => fs.rm(cache, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

  /** Runs a program of the tests on a machine whose own engine does not answer, apart from the network of that engine. */
  const program = async (call: string): Promise<string> => {
    const module = path.resolve(import.meta.dirname, '../support/docker/engine.ts');
    const env = { ...process.env, XDG_CACHE_HOME: cache, DOCKER_HOST: 'unix:///nowhere/docker.sock' };
    const code = `import * as engine from ${JSON.stringify(module)}; console.log(${call});`;
    const { code: exit, output } = await run(
      'unshare',
      ['--net', process.execPath, '--input-type=module', '--eval', code],
      { env },
    );
    expect(exit, output).toBe(0);
    return output.trim();
  };

  it('ends with the run that it was started for, and leaves no process', async () => {
    expect(await program('await engine.ensureEngine(console.error) ?? "runs"')).toContain('runs');
    const folder = path.join(cache, 'sagemaker-runner', 'docker');
    const pids = await Promise.all(
      ['keeper.pid', 'dockerd.pid'].map(async (file) => Number(await fs.readFile(path.join(folder, file), 'utf8'))),
    );
    expect(pids.map(isRunning)).toEqual([true, true]);
    await program('engine.releaseEngine()');
    await waitFor('the end of the engine', 30_000, () => (pids.some(isRunning) ? undefined : true));
  });
});
