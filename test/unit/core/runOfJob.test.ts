import { describe, expect, it } from 'vitest';
import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import { describeRun } from '../../../src/core/runs/describeRun.ts';
import { processingJobRequest } from '../../../src/core/runs/processingJobRequest.ts';
import { engineOfJob } from '../../../src/core/runs/placeOfJob.ts';
import { runOfJob } from '../../../src/core/runs/runOfJob.ts';
import { runDefaults, type RunSpec } from '../../../src/core/runs/runSpec.ts';
import { parseTaskDefinition } from '../../../src/core/runs/taskDefinition.ts';

const name = 'sim-2026-01-31-09-05-00-007';

/** What SageMaker would describe of the job that this run creates. */
function job(changes: Partial<RunSpec> = {}): DescribeProcessingJobResponse {
  const request = processingJobRequest({
    name,
    bucket: 'b',
    image: 'local/host',
    roleArn: 'arn:aws:iam::000000000000:role/LocalSageMaker',
    interpreter: '/usr/bin/Rscript',
    scriptPath: 'R/sim.R',
    codeUri: `s3://b/${name}/input/code/`,
    launcherUri: `s3://b/${name}/input/entrypoint/`,
    inputs: [{ name: 'data', uri: 's3://b/d/', destination: '/opt/ml/processing/input/data' }],
    spec: { ...runDefaults, script: '/x/R/sim.R', ...changes },
  });
  return { ...request, ProcessingJobArn: 'arn', ProcessingJobStatus: 'Completed', CreationTime: new Date(0) };
}

it('a job runs again by the engine that it asked for', () => {
  const { spec } = runOfJob(job({ engine: 'docker', limitResources: true, environment: { SEED: '1' } }));
  expect(spec).toMatchObject({ engine: 'docker', limitResources: true, environment: { SEED: '1' } });
  expect(Object.keys(spec.environment)).toEqual(['SEED']);
});

it('a job run again is a task as tasks.json may have it', () => {
  const spec = { ...runOfJob(job({ engine: 'docker', limitResources: true })).spec, inputs: [] };
  expect(parseTaskDefinition(spec, { workspaceFolder: undefined })).toEqual(spec);
});

describe('a job described as a run', () => {
  it('shows script, arguments, inputs, outputs and log, without what the product added', () => {
    expect(describeRun(job({ arguments: ['a', ''] }))).toEqual({
      script: 'R/sim.R',
      scriptUri: `s3://b/${name}/input/code/R/sim.R`,
      codeUri: `s3://b/${name}/input/code/`,
      interpreter: '/usr/bin/Rscript',
      arguments: ['a', ''],
      inputs: [{ name: 'data', uri: 's3://b/d/', path: '/opt/ml/processing/input/data' }],
      outputs: [
        {
          name: 'output-1',
          uri: `s3://b/${name}/output/output-1`,
          path: '/opt/ml/processing/output',
          continuous: false,
        },
      ],
      log: { group: '/aws/sagemaker/ProcessingJobs', streamPrefix: `${name}/` },
      launched: true,
    });
  });

  it('reads the SageMaker SDK’s jobs as well', () => {
    const run = describeRun({
      ProcessingJobName: 'x',
      ProcessingJobArn: 'arn',
      ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.t3.large', VolumeSizeInGB: 5 } },
      CreationTime: new Date(0),
      ProcessingJobStatus: 'Completed',
      AppSpecification: {
        ImageUri: 'i',
        ContainerEntrypoint: ['/usr/bin/Rscript', '/opt/ml/processing/input/code/evaluate.R'],
      },
      ProcessingInputs: [
        { InputName: 'code', S3Input: { S3Uri: 's3://b/x/input/code/evaluate.R', S3DataType: 'S3Prefix' } },
      ],
    });
    expect(run).toMatchObject({
      script: 'evaluate.R',
      scriptUri: 's3://b/x/input/code/evaluate.R',
      interpreter: '/usr/bin/Rscript',
      launched: false,
    });
  });
});

describe('running a job again', () => {
  it('uses its code and inputs where they lie, and gives outputs new places', () => {
    const { spec, interpreter } = runOfJob(job({ arguments: ['1'], maxRuntime: 60, environment: { A: '1' } }));
    expect(interpreter).toBe('/usr/bin/Rscript');
    expect(spec).toEqual({
      ...runDefaults,
      script: 'R/sim.R',
      code: `s3://b/${name}/input/code/`,
      job: 'sim',
      image: 'local/host',
      arguments: ['1'],
      maxRuntime: 60,
      environment: { A: '1' },
      inputs: [{ name: 'data', source: 's3://b/d/', destination: '/opt/ml/processing/input/data' }],
      outputs: [{ name: 'output-1', source: '/opt/ml/processing/output' }],
    });
  });

  it('keeps an output at the place that the user chose', () => {
    const outputs = [
      { name: 'plots', source: '/opt/ml/processing/plots', destination: 's3://mine/plots', continuous: true },
    ];
    expect(runOfJob(job({ outputs })).spec.outputs[0]).toEqual(outputs[0]);
  });

  it('says what it leaves out of a job that others made', () => {
    expect(runOfJob(job()).lost).toEqual([]);
    const made = job();
    const foreign: DescribeProcessingJobResponse = {
      ...made,
      AppSpecification: {
        ImageUri: 'i',
        ContainerEntrypoint: ['python3', '-u', '/opt/ml/processing/input/code/evaluate.py'],
      },
      NetworkConfig: { VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] } },
      ProcessingOutputConfig: { Outputs: [], KmsKeyId: 'key' },
    };
    expect(runOfJob(foreign)).toMatchObject({
      spec: { script: 'evaluate.py' },
      interpreter: 'python3',
      lost: ['its VPC', 'its KMS keys', 'the options of its interpreter (-u)'],
    });
  });

  it('is refused for a job that runs its image’s own command', () => {
    for (const entrypoint of [undefined, ['/opt/ml/processing/input/code/run.py']]) {
      const image = { ...job(), AppSpecification: { ImageUri: 'i', ContainerEntrypoint: entrypoint } };
      expect(() => runOfJob(image)).toThrow(expect.objectContaining({ code: 'UnsupportedScript' }));
    }
  });
});

describe('the engine for running a job again', () => {
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  const job = (image: string, engine?: string): Parameters<typeof engineOfJob>[0] => ({
    ...{ ProcessingJobArn: undefined, ProcessingJobName: undefined, ProcessingResources: undefined },
    ...{ ProcessingJobStatus: undefined, CreationTime: undefined },
    AppSpecification: { ImageUri: image },
    Environment: engine === undefined ? {} : { SAGEMAKER_RUNNER_ENGINE: engine },
  });

  it('is the one of its image, where that is named by digest', () => {
    expect(engineOfJob(job(`registry.example/study@${digest}`))).toBe('docker');
    expect(engineOfJob(job(`registry.example/study@${digest}`, 'auto'))).toBe('docker');
  });

  it('is what was asked for otherwise', () => {
    expect(engineOfJob(job(`registry.example/study@${digest}`, 'process'))).toBe('process');
    expect(engineOfJob(job('registry.example/study:1', 'auto'))).toBe('auto');
    expect(engineOfJob(job('local/host'))).toBeUndefined();
  });
});
