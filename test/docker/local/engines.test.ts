import { afterAll, beforeAll, expect, it } from 'vitest';
import { baseImage } from '../../support/docker/baseImage.ts';
import { describeDocker } from '../../support/docker/describe.ts';
import { ownName } from '../../support/docker/docker.ts';
import { startSageMaker, type TestSageMaker } from '../../support/localSageMaker.ts';

/** Tells a container from a process of this machine. */
const where = ['/bin/sh', '-c', 'grep -qx algo-1 /etc/hostname && echo container || echo process'];
const asked = (ImageUri: string, engine?: string) => ({
  AppSpecification: { ImageUri, ContainerEntrypoint: where },
  ...(engine !== undefined && { Environment: { SAGEMAKER_RUNNER_ENGINE: engine } }),
});

describeDocker('the engine of a job', () => {
  const absent = `000000000000.dkr.ecr.us-east-1.amazonaws.com/${ownName('absent')}:1`;
  let local: TestSageMaker;
  beforeAll(async () => {
    local = await startSageMaker({ maxJobs: 1 });
  });
  afterAll(() => local.stop());

  it.each([
    ['its image, when the engine has it', baseImage, undefined, ['container']],
    ['its image, when it is to', baseImage, 'docker', ['container']],
    ['a process, when it is to, whatever the image', baseImage, 'process', ['process']],
    ['a process, when its image is this machine', 'local/host', 'docker', ['process']],
    [
      'a process, when the engine has no such image, and its log says so',
      absent,
      'auto',
      [
        `The image ${absent} is not in Docker on this machine: build it to run in it. ` +
          "The job runs without it, with this machine's R and Python.",
        'process',
      ],
    ],
  ])('is %s', async (what, image, engine, log) => {
    const name = what
      .replaceAll(/[^a-z]+/g, '-')
      .slice(0, 40)
      .replace(/-$/, '');
    const job = await local.run(name, [], asked(image, engine));
    expect(job.ProcessingJobStatus).toBe('Completed');
    expect(await local.log(name)).toEqual(log);
  });

  it('cannot be Docker for an image that is not there', async () => {
    await expect(local.create('no-image', [], asked(absent, 'docker'))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(
        `Build the image ${absent}, choose another, or let the engine be chosen`,
      ) as string,
    });
  });

  it('runs as many at once as it is told', async () => {
    for (const name of ['queue-1', 'queue-2']) await local.create(name, [], asked(baseImage, 'docker'));
    const [first, second] = [await local.ended('queue-1'), await local.ended('queue-2')];
    expect(second.ProcessingStartTime?.getTime()).toBeGreaterThanOrEqual(
      first.ProcessingEndTime?.getTime() ?? Infinity,
    );
    expect((await local.log('queue-2'))[0]).toContain('Waiting for 1 other job');
  });
});
