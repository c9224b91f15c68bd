import { describe, expect, it } from 'vitest';
import { createJobs } from '../../../../../src/adapters/aws/jobs/index.ts';
import { createSession } from '../../../../../src/adapters/aws/session.ts';
import { engineOfJob } from '../../../../../src/core/jobs/engine.ts';
import type { Job } from '../../../../../src/core/jobs/job.ts';
import { JobId } from '../../../../../src/core/jobs/jobRef.ts';
import { userEnvironment } from '../../../../../src/core/jobs/productVariables.ts';
import { runOfJob } from '../../../../../src/core/runs/runOfJob.ts';
import { runDefaults } from '../../../../../src/core/runs/runSpec.ts';
import { parseTaskDefinition } from '../../../../../src/core/runs/taskDefinition.ts';
import { answeringClients } from '../../../../support/answeringClients.ts';
import { aJob } from '../../../../support/job.ts';
// Of the shape of DescribeProcessingJob in AWS's own service model; the SDK's requests are as its version 2.257 sends them.
import described from './describedProcessingJobs.json' with { type: 'json' };

const forecast = 'Forecast-2026-01-31-09-05-00-007';
const role = 's3://sagemaker-eu-west-1-123456789012';

/** The job as this product reads AWS's description of it. */
async function read(answer: object): Promise<Job> {
  const jobs = createJobs(createSession({ region: 'eu-west-1', clients: answeringClients(() => answer) }));
  return jobs.describe(new JobId('processing', 'asked'));
}

describe('a job that AWS describes', () => {
  it('shows script, arguments, data and log of one that this product started, without what the product added', async () => {
    const job = await read(described.byThisProduct);
    expect(job).toEqual({
      ref: {
        kind: 'processing',
        name: forecast,
        arn: `arn:aws:sagemaker:eu-west-1:123456789012:processing-job/${forecast}`,
      },
      status: 'Completed',
      created: new Date('2026-01-31T09:05:00.123Z'),
      started: new Date('2026-01-31T09:07:00.500Z'),
      ended: new Date('2026-01-31T09:16:39.750Z'),
      modified: new Date('2026-01-31T09:16:40.031Z'),
      failureReason: undefined,
      exitMessage: undefined,
      image: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/r-fable@sha256:${'0123456789abcdef'.repeat(4)}`,
      instances: { type: 'ml.m5.xlarge', count: 2, volumeSize: 30 },
      script: {
        path: 'R/forecast.R',
        interpreter: 'Rscript',
        uri: `${role}/${forecast}/input/code/R/forecast.R`,
        codeUri: `${role}/${forecast}/input/code/`,
      },
      arguments: ['Melbourne', ''],
      environment: described.byThisProduct.Environment,
      maxRuntime: 3600,
      networkIsolation: true,
      inputs: [{ name: 'data', uri: 's3://study/data/', path: '/opt/ml/processing/input/data' }],
      outputs: [
        { name: 'plots', uri: 's3://study/plots', path: '/opt/ml/processing/plots', isContinuous: true },
        {
          name: 'output-2',
          uri: `${role}/${forecast}/output/output-2`,
          path: '/opt/ml/processing/output',
          isContinuous: false,
        },
      ],
      log: { group: '/aws/sagemaker/ProcessingJobs', streamPrefix: `${forecast}/` },
      unsupported: [],
    });
    expect(userEnvironment(job.environment)).toEqual({ SEED: '1' });
  });

  it('has neither started nor ended while it waits for its machine', async () => {
    const { status, started, ended } = await read(described.byThisProductWaiting);
    expect({ status, started, ended }).toEqual({ status: 'InProgress', started: undefined, ended: undefined });
  });

  it('shows the script of the SageMaker SDK’s jobs as well', async () => {
    const job = await read(described.byTheSdkScriptProcessor);
    expect(job.script).toMatchObject({
      path: 'evaluate.R',
      interpreter: '/usr/bin/Rscript',
      uri: `${role}/r-fable-evaluation-2026-01-31-09-05-00-007/input/code/evaluate.R`,
    });
    expect(job.arguments).toEqual(['evaluate', 'Melbourne']);
    expect(job.inputs.map(({ name }) => name)).not.toContain('code');
  });

  it('says why it failed', async () => {
    const job = await read(described.byTheSdkFrameworkProcessor);
    expect(job).toMatchObject({ status: 'Failed', failureReason: 'AlgorithmError: , exit code: 1' });
    expect(job.exitMessage).toContain('no package called');
  });

  it('is refused when its status is none that is known, or a member is missing that is always there', async () => {
    const odd = { ...described.byThisProduct, ProcessingJobStatus: 'Paused' };
    await expect(read(odd)).rejects.toMatchObject({
      code: 'Unexpected',
      message: expect.stringContaining('Paused') as string,
    });
    const partial: Record<string, unknown> = { ...described.byThisProduct };
    delete partial['ProcessingJobArn'];
    await expect(read(partial)).rejects.toMatchObject({
      code: 'Unexpected',
      message: expect.stringContaining('ProcessingJobArn') as string,
    });
  });
});

describe('running a job again', () => {
  it('uses its code and inputs where they lie, gives outputs new places, and keeps one at the place that the user chose', async () => {
    const { spec, interpreter, leftOut } = runOfJob(await read(described.byThisProduct));
    expect(interpreter).toBe('Rscript');
    expect(leftOut).toEqual([]);
    expect(spec).toEqual({
      ...runDefaults,
      script: 'R/forecast.R',
      code: `${role}/${forecast}/input/code/`,
      job: 'Forecast',
      image: described.byThisProduct.AppSpecification.ImageUri,
      instanceCount: 2,
      arguments: ['Melbourne', ''],
      maxRuntime: 3600,
      environment: { SEED: '1' },
      inputs: [{ name: 'data', source: 's3://study/data/', destination: '/opt/ml/processing/input/data' }],
      outputs: [
        { name: 'plots', source: '/opt/ml/processing/plots', destination: 's3://study/plots', continuous: true },
        { name: 'output-2', source: '/opt/ml/processing/output' },
      ],
      engine: 'docker',
      limitResources: true,
      networkIsolation: true,
    });
    expect(parseTaskDefinition(spec, { workspaceFolder: undefined })).toEqual(spec);
  });

  it('of the SDK’s jobs runs their script', async () => {
    const { spec, leftOut } = runOfJob(await read(described.byTheSdkScriptProcessor));
    expect(spec).toMatchObject({ script: 'evaluate.R', job: 'r-fable-evaluation', instanceType: 'ml.t3.large' });
    expect(leftOut).toEqual([]);
  });

  it('says what it leaves out of a job that others made', async () => {
    expect((await read(described.byModelMonitor)).unsupported).toEqual([
      'its VPC',
      'encryption between its instances',
      'its KMS keys',
      'inputs from databases',
      'how its inputs are streamed, unpacked, listed or divided among instances',
      'outputs to a feature store',
      'its experiment',
    ]);
    const { leftOut, interpreter } = runOfJob(await read(described.withInterpreterOptions));
    expect({ leftOut, interpreter }).toEqual({
      leftOut: ['the options of its interpreter (-u)'],
      interpreter: 'python3',
    });
  });

  it('is refused for a job that runs its image’s own command', async () => {
    for (const answer of [described.byModelMonitor, described.byTheSdkFrameworkProcessor]) {
      const job = await read(answer);
      expect(() => runOfJob(job)).toThrow(expect.objectContaining({ code: 'UnsupportedScript' }));
    }
  });
});

describe('the engine for running a job again', () => {
  const pinned = `registry.example/study@sha256:${'0123456789abcdef'.repeat(4)}`;
  const engine = (image: string, requested?: string): ReturnType<typeof engineOfJob> =>
    engineOfJob(
      aJob('a', { image, environment: requested === undefined ? {} : { SAGEMAKER_RUNNER_ENGINE: requested } }),
    );

  it('is the one of its image, where that is named by digest', () => {
    expect([engine(pinned), engine(pinned, 'auto')]).toEqual(['docker', 'docker']);
  });

  it('is what was asked for otherwise', () => {
    expect([engine(pinned, 'process'), engine('registry.example/study:1', 'auto'), engine('local/host')]).toEqual([
      'process',
      'auto',
      undefined,
    ]);
  });
});
