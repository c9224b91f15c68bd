import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDocker } from '../support/docker/describe.ts';
import { startLocal, type LocalFixture } from '../support/localBackend.ts';

describeDocker('a run whose image is of an engine that does not run', () => {
  const image = '000000000000.dkr.ecr.us-east-1.amazonaws.com/study:1';
  let folder: string;
  let local: LocalFixture;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'stopped-engine-'));
    const stopped = path.join(folder, 'docker');
    await writeFile(stopped, `#!/bin/sh\nDOCKER_HOST=unix://${folder}/none.sock exec docker "$@"\n`, { mode: 0o755 });
    local = await startLocal(['--container-engine', stopped]);
    await local.write('study.py', 'print("ran")\n');
    // As the first build of an image makes it.
    await local.backend.registry.createRepository('study');
  });
  afterAll(async () => {
    await local.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('runs as a process when the engine is chosen by itself, and its log says why', async () => {
    const { lines } = await local.follow((await local.submit('study.py', { image })).name);
    expect(lines[0]).toMatch(/cannot be used: .*its engine does not answer.* The job runs without it/u);
    expect(lines.at(-1)).toBe('ran');
  });

  it('runs as a process without a word when that is what it is to be', async () => {
    const { lines } = await local.follow((await local.submit('study.py', { image, engine: 'process' })).name);
    expect(lines).toEqual(['ran']);
  });

  it('is refused, with what to do, when it is to run in Docker', async () => {
    await expect(local.submit('study.py', { image, engine: 'docker' })).rejects.toThrow(
      /is to run in Docker.*its engine does not answer\. Start it/u,
    );
  });
});
