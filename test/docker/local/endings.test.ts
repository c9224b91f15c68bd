import { StopProcessingJobCommand } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localBucket } from '../../../src/local/lifecycle/localSageMaker.ts';
import { baseImage, jobsImage } from '../../support/docker/baseImage.ts';
import { describeDocker } from '../../support/docker/describe.ts';
import { docker } from '../../support/docker/docker.ts';
import { madeFor, TestImages } from '../../support/docker/images.ts';
import { output, startSageMaker, type TestSageMaker } from '../../support/localSageMaker.ts';

const run = (ContainerEntrypoint: string[], ImageUri = baseImage) => ({
  AppSpecification: { ImageUri, ContainerEntrypoint },
});
const sh = (script: string) => run(['/bin/sh', '-c', script]);

describeDocker('a container that ends', () => {
  const images = new TestImages();
  let local: TestSageMaker;
  beforeAll(async () => {
    local = await startSageMaker({ grace: 1_000 });
  });
  afterAll(async () => {
    await local.stop();
    await images.remove();
  });

  it('fails its job by its exit code, with its log and outputs kept and nothing left behind', async () => {
    const job = await local.run('code', [], {
      ...sh('echo kept > /opt/ml/processing/out/file; echo "Error: mine"; exit 3'),
      ProcessingOutputConfig: { Outputs: [output('out', `s3://${localBucket}/code/out`)] },
    });
    expect(job).toMatchObject({ ProcessingJobStatus: 'Failed', FailureReason: 'AlgorithmError: , exit code: 3' });
    expect(await local.log('code')).toEqual(['Error: mine']);
    expect(await local.text('code/out/file')).toBe('kept\n');
    expect(await madeFor('code')).toEqual([]);
  });

  it.each([
    ['absent', ['/no/such/program'], '/no/such/program: not found in the image', 127],
    ['unknown', ['nosuchprogram', 'x'], 'nosuchprogram: not found in the image', 127],
    ['plain', ['/etc/passwd'], '/etc/passwd: may not be executed in the image', 126],
  ])('says so when its entrypoint is %s', async (name, entrypoint, line, code) => {
    const job = await local.run(name, [], run(entrypoint));
    expect(job.FailureReason).toBe(`AlgorithmError: , exit code: ${code}`);
    expect(await local.log(name)).toEqual([`${line} ${baseImage}`]);
    expect(await madeFor(name)).toEqual([]);
  });

  it('says so when its image has nothing to run', async () => {
    const empty = await images.build('ENTRYPOINT []\nCMD []');
    const job = await local.run('nothing', [], { AppSpecification: { ImageUri: empty } });
    expect(job.FailureReason).toBe(
      `ClientError: The image ${empty} has no entrypoint and no command: give a ContainerEntrypoint.`,
    );
  });

  it('is asked to end, and cleans up', async () => {
    const script =
      'trap "echo cleaning; echo stopped early > /opt/ml/output/message; exit 1" TERM; echo ready; while :; do sleep 0.1; done';
    await local.create('listens', [], sh(script));
    await expect.poll(() => local.log('listens').catch(() => [])).toEqual(['ready']);
    await local.sageMaker.send(new StopProcessingJobCommand({ ProcessingJobName: 'listens' }));
    expect(await local.ended('listens')).toMatchObject({
      ProcessingJobStatus: 'Stopped',
      ExitMessage: 'stopped early\n',
    });
    expect(await local.log('listens')).toEqual(['ready', 'cleaning']);
    expect(await madeFor('listens')).toEqual([]);
  });

  it('is killed when it does not listen', async () => {
    await local.create('deaf', [], sh('trap "" TERM; echo ready; while :; do sleep 0.1; done'));
    await expect.poll(() => local.log('deaf').catch(() => [])).toEqual(['ready']);
    await local.sageMaker.send(new StopProcessingJobCommand({ ProcessingJobName: 'deaf' }));
    expect((await local.ended('deaf')).ProcessingJobStatus).toBe('Stopped');
    expect(await madeFor('deaf')).toEqual([]);
  });

  it('is stopped before it has begun', async () => {
    await local.create('early', [], sh('sleep 60'));
    await local.sageMaker.send(new StopProcessingJobCommand({ ProcessingJobName: 'early' }));
    expect((await local.ended('early')).ProcessingJobStatus).toBe('Stopped');
    expect(await madeFor('early')).toEqual([]);
  });

  it('is stopped at its time limit', async () => {
    const job = await local.run('late', [], { ...sh('sleep 60'), StoppingCondition: { MaxRuntimeInSeconds: 1 } });
    expect(job).toMatchObject({
      ProcessingJobStatus: 'Stopped',
      FailureReason: expect.stringContaining('MaxRuntimeExceeded') as string,
    });
  });

  it('takes the other hosts of its job with it', async () => {
    const job = await local.run('together', [], {
      ...sh('case $(cat /etc/hostname) in algo-2) exit 5;; esac; sleep 60'),
      ProcessingResources: { ClusterConfig: { InstanceCount: 2, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 } },
    });
    expect(job.FailureReason).toBe('AlgorithmError: , exit code: 5');
    expect(await madeFor('together')).toEqual([]);
  });

  it('says what to do when it was killed for the memory of its instance type', async () => {
    const fill = `import time
print("ready", flush=True)
held = []
while True: held.append(b"x" * (1 << 20)); time.sleep(0.01)`;
    await local.create('hungry', [], {
      ...run(['python3', '-c', fill], jobsImage),
      ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.t3.medium', VolumeSizeInGB: 1 } },
      Environment: { SAGEMAKER_RUNNER_LIMITS: '1' },
    });
    await expect.poll(() => local.log('hungry').catch(() => [])).toEqual(['ready']);
    const [name = ''] = await madeFor('hungry');
    expect(await docker(['inspect', '--format', '{{.HostConfig.Memory}}', name])).toBe(String(4 * 2 ** 30));
    // To fill all of that takes half a minute.
    await docker(['update', '--memory=256m', '--memory-swap=256m', name]);
    const job = await local.ended('hungry');
    expect(job.FailureReason).toMatch(
      /^ClientError: Please use an instance type with more memory, .*4 GiB of ml\.t3\.medium/,
    );
    expect(job.FailureReason).toContain('Exit code: 137');
  });

  it('has the processors and the memory of its instance type, as far as this machine has them', async () => {
    const limits = 'cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null; true';
    const job = await local.run('limits', [], {
      ...sh(limits),
      ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.24xlarge', VolumeSizeInGB: 1 } },
      Environment: { SAGEMAKER_RUNNER_LIMITS: '1' },
    });
    expect(job.FailureReason).toBeUndefined();
    const log = await local.log('limits');
    expect(log).toContain(String(384 * 2 ** 30));
    expect(log[0]).toContain('An instance ml.m5.24xlarge has 96 processors, this machine has');
  });

  it('says so when its image is for another platform', async () => {
    const { image, platform } = await images.foreign();
    const job = await local.run('foreign', [], run(['/bin/sh', '-c', 'true'], image));
    expect(job.FailureReason).toContain(
      `ClientError: The image ${image} is made for ${platform}, and Docker on this machine runs`,
    );
    expect((await local.log('foreign'))[0]).toContain(`The image is made for ${platform}`);
    expect(await madeFor('foreign')).toEqual([]);
  });

  it('says so when somebody removes it', async () => {
    await local.create('removed', [], sh('echo ready; sleep 60'));
    await expect.poll(() => local.log('removed').catch(() => [])).toEqual(['ready']);
    await docker(['rm', '--force', ...(await madeFor('removed'))]);
    const job = await local.ended('removed');
    expect(job.ProcessingJobStatus).toBe('Failed');
    expect(job.FailureReason).toMatch(/exit code: 137|lost the container while the job ran/);
  });

  it('has printed every line, 1,000,000 of them, in order', async () => {
    const job = await local.run('lines', [], sh('seq 1 1000000'));
    expect(job.ProcessingJobStatus).toBe('Completed');
    const lines = await local.log('lines');
    expect(lines).toHaveLength(1_000_000);
    expect(lines.every((line, index) => line === String(index + 1))).toBe(true);
  });
});
