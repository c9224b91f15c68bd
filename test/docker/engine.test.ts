import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EngineCli } from '../../src/adapters/docker/engineCommand.ts';
import { createEngine } from '../../src/adapters/docker/index.ts';
import { createProcessRunner } from '../../src/adapters/process/processRunner.ts';
import { baseImage } from '../support/docker/baseImage.ts';
import { describeDocker } from '../support/docker/describe.ts';
import { docker } from '../support/docker/docker.ts';

describeDocker('an engine', () => {
  const processes = createProcessRunner();

  test('a program that is tried in an image and cancelled leaves no container', async () => {
    const program = (await processes.find('docker')) ?? '';
    const engine = createEngine(new EngineCli('Docker', program, processes));
    const cancelled = new AbortController();
    // Told from what others try on the same engine meanwhile.
    const seconds = String(process.pid + 1_000_000);
    const tried = engine.tryCommand(baseImage, ['sleep', seconds], cancelled.signal);
    const listed = async (...options: string[]): Promise<string[]> =>
      (await docker(['ps', '--no-trunc', '--format', '{{.Names}} {{.Command}}', ...options]))
        .split('\n')
        .filter((line) => line.startsWith('sagemaker-runner-try-') && line.includes(seconds));
    await expect.poll(() => listed(), { timeout: 60_000 }).toHaveLength(1);
    cancelled.abort();
    await expect(tried).rejects.toThrow(/abort/iu);
    // Docker may be removing it by itself just then, and says so before it has.
    await expect.poll(() => listed('--all'), { timeout: 10_000 }).toEqual([]);
  });

  test('an image is found by the digests that jobs name it by, whatever tag stands before them', async () => {
    const engine = createEngine(new EngineCli('Docker', (await processes.find('docker')) ?? '', processes));
    const id = (await engine.findImage(baseImage))?.id ?? '';
    expect(id).toMatch(/^sha256:/u);
    for (const uri of ['registry.example/study@', 'registry.example/study:1@', ''])
      expect((await engine.findImage(uri + id))?.id).toBe(id);
    expect(await engine.findImage(`registry.example/study@sha256:${'0'.repeat(64)}`)).toBeUndefined();
  });

  test('one that hangs is given up, with what to do', async () => {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'hanging-engine-'));
    const program = path.join(folder, 'docker');
    await fs.writeFile(program, '#!/bin/sh\nsleep 300\n', { mode: 0o755 });
    const engine = createEngine(new EngineCli('Docker', program, processes, undefined, 500));
    await expect(engine.findImage('debian')).rejects.toMatchObject({
      code: 'EngineStopped',
      message: expect.stringContaining('did not answer within') as string,
      action: 'retry',
    });
    await fs.rm(folder, { recursive: true });
  });
});
