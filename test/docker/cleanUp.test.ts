import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createContainerEngines } from '../../src/adapters/docker/index.ts';
import { createProcessRunner } from '../../src/adapters/process/processRunner.ts';
import { cleanUp, planCleanUp } from '../../src/app/images/cleanUp.ts';
import { deleteImages } from '../../src/app/images/deleteImages.ts';
import { imageStorage } from '../../src/app/images/imageStorage.ts';
import { listImages, listRepositories } from '../../src/app/images/listImages.ts';
import { repositoryLabel } from '../../src/core/images/labels.ts';
import type { Backend } from '../../src/core/ports/backend.ts';
import type { ContainerEngines } from '../../src/core/ports/containerEngine.ts';
import { startLocal, type LocalFixture } from '../support/localBackend.ts';
import { noSecondEngine, startSecondEngine, type SecondEngine } from '../support/docker/secondEngine.ts';
import { waitFor } from '../support/processes.ts';

const missing = await noSecondEngine();
const title = 'images on this machine';
const host = '000000000000.dkr.ecr.us-east-1.amazonaws.com';

describe.skipIf(missing !== undefined)(missing === undefined ? title : `${title} (needs ${missing})`, () => {
  let own: SecondEngine;
  let local: LocalFixture;
  let backend: Backend;
  let engines: ContainerEngines;

  beforeAll(async () => {
    own = await startSecondEngine();
    vi.stubEnv('DOCKER_HOST', own.host);
    local = await startLocal();
    ({ backend } = local);
    engines = createContainerEngines({ processes: createProcessRunner(), wanted: () => 'docker' });
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await local.dispose();
    await own.remove();
  });

  const build = (content: string, repository: string, ...tags: string[]): Promise<string> =>
    own.build(
      content,
      tags.map((tag) => `${host}/${repository}:${tag}`),
      { label: `${repositoryLabel}=${host}/${repository}`, size: 100_000 },
    );
  const has = async (id: string): Promise<boolean> => (await own.docker(['images', '-aq', '--no-trunc'])).includes(id);

  it('are cleaned up but for the newest, the latest, those of the workspace and of jobs, and all that came from elsewhere', async () => {
    const images = {
      unused: await build('unused', 'study', 'v1'),
      replaced: await build('replaced', 'study', 'latest'),
      pinned: await build('pinned by a job', 'study', 'latest', 'v3'),
      named: await build('named by a job', 'study', 'v4'),
      chosen: await build('chosen', 'study', 'v5'),
      latest: await build('the latest', 'study', 'latest'),
      newest: await build('newest', 'study', 'v6'),
      forAws: await own.build('for AWS', ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/study:1'], {
        label: `${repositoryLabel}=123456789012.dkr.ecr.eu-west-1.amazonaws.com/study`,
      }),
      foreign: await own.build('somebody else’s', ['theirs:1']),
      nameless: await own.build('somebody else’s without a name', []),
    };
    await own.build('the next for AWS', ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/study:1']);
    for (const [index, image] of [`study@${images.pinned}`, 'study:v4'].entries()) {
      const job = await backend.jobs.create({
        kind: 'processing',
        name: `past-${index}`,
        image: `${host}/${image}`,
        roleArn: backend.roleArn(),
        entrypoint: ['true'],
        arguments: [],
        environment: { SAGEMAKER_RUNNER_ENGINE: 'process' },
        instances: { type: 'ml.m5.xlarge', count: 1, volumeSize: 1 },
        maxRuntime: undefined,
        networkIsolation: false,
        inputs: [],
        outputs: [],
        tags: {},
      });
      await waitFor('the end of a job', 60_000, async () =>
        (await backend.jobs.describe(job)).status === 'Completed' ? true : undefined,
      );
    }
    const engine = await engines.find();
    const keep = [`${host}/study:v5`];
    const plan = await planCleanUp({ backend, engine, keep, now: new Date() });
    expect(plan.images.map(({ digest }) => digest).sort()).toEqual([images.unused, images.replaced].sort());
    expect(plan.earlier.map(({ digest }) => digest).sort()).toEqual([images.pinned, images.named].sort());
    expect(plan.leftovers).toEqual([images.forAws]);
    expect(plan.size).toBeGreaterThanOrEqual(200_000);
    const done: number[] = [];
    const result = await cleanUp({ backend, engine, plan, onProgress: (count) => done.push(count) });
    expect(result).toMatchObject({ removed: 3, failures: [] });
    expect(done).toEqual([0, 1]);
    const gone = ['unused', 'replaced', 'forAws'];
    for (const [name, id] of Object.entries(images))
      expect([name, await has(id)]).toEqual([name, !gone.includes(name)]);
    expect((await planCleanUp({ backend, engine, keep, now: new Date() })).images).toEqual([]);
    const later = new Date(Date.now() + 31 * 24 * 3600 * 1000);
    const then = (await planCleanUp({ backend, engine, keep, now: later })).images.map(({ digest }) => digest);
    expect(then.sort()).toEqual([images.pinned, images.named].sort());
  });

  it('are listed by repository, and go with it', async () => {
    const first = await build('to delete 1', 'deleted', '1');
    await build('to delete 2', 'deleted', '2');
    const { name, uri } = (await listRepositories({ backend })).find((each) => each.name === 'deleted') ?? {};
    expect([name, uri]).toEqual(['deleted', await backend.registry.uriOf('deleted')]);
    expect((await listImages({ backend, repository: 'deleted' })).map(({ tags }) => tags)).toEqual([['2'], ['1']]);
    const deletions = [{ repository: 'deleted', digest: first }, { repository: 'deleted' }, { repository: 'nowhere' }];
    expect(await deleteImages({ backend, deletions })).toEqual({ deleted: deletions, failures: [] });
    expect((await listRepositories({ backend })).map(({ name }) => name)).not.toContain('deleted');
  });

  it('stay from the one on at which it is cancelled; what is gone by then is told', async () => {
    const images = [await build('cancelled 1', 'cancelled', '1'), await build('cancelled 2', 'cancelled', '2')];
    const deletions = images.map((digest) => ({ repository: 'cancelled', digest }));
    const cancelled = new AbortController();
    const onProgress = (): void => {
      cancelled.abort();
    };
    const done = await deleteImages({ backend, deletions, onProgress, signal: cancelled.signal });
    expect(done).toEqual({ deleted: deletions.slice(0, 1), failures: [] });
    expect(await Promise.all(images.map(has))).toEqual([false, true]);
    await deleteImages({ backend, deletions: [{ repository: 'cancelled' }] });
  });

  it('take their disk, or are out of reach while the engine does not run', async () => {
    const storage = await imageStorage(engines);
    expect('usage' in storage ? storage.usage.images : 0).toBeGreaterThan(100_000);
    await own.stop();
    expect(await imageStorage(engines)).toMatchObject({ problem: { code: 'EngineStopped' } });
    const nowhere = createContainerEngines({
      processes: createProcessRunner({ searchPath: '/nowhere' }),
      wanted: () => '',
    });
    expect(await imageStorage(nowhere)).toMatchObject({ problem: { code: 'EngineMissing' } });
  });
});
