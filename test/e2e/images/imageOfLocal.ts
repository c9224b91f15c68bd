import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { jobsImage } from '../../support/docker/baseImage.ts';
import { docker, ownName, tryDocker } from '../../support/docker/docker.ts';
import { dockerNeeds } from '../../support/docker/needs.ts';
import { test as base } from '../fixtures.ts';

/** Where Local's repositories are. */
export const host = '000000000000.dkr.ecr.us-east-1.amazonaws.com';

/** An image with R and Python in a repository of Local that no other test has. */
export const test = base.extend<{ repository: string }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern to know what a fixture needs.
  repository: async ({}, use, testInfo) => {
    const missing = await dockerNeeds(console.log);
    testInfo.skip(missing !== undefined, `needs ${missing ?? ''}`);
    // The first of what others may have in this engine.
    const repository = `a-${ownName('run')}`;
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-image-'));
    await fs.writeFile(path.join(folder, 'Dockerfile'), `FROM ${jobsImage}\nENV IN_IMAGE=yes\n`);
    await docker(['build', '--quiet', '--tag', `${host}/${repository}:v1`, folder]);
    await use(repository);
    await tryDocker(['image', 'rm', '--force', `${host}/${repository}:v1`]);
    await fs.rm(folder, { recursive: true, force: true });
  },
});
