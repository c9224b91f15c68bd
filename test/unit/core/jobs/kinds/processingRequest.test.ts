import { describe, expect, it } from 'vitest';
import { createRequest } from '../../../../../src/core/jobs/kinds/processing/request.ts';
import { requestOfRun } from '../../../../../src/core/runs/requestOfRun.ts';
import { runDefaults, type RunSpec } from '../../../../../src/core/runs/runSpec.ts';

const bucket = 'sagemaker-eu-west-1-123456789012';
const role = 'arn:aws:iam::123456789012:role/service-role/AmazonSageMaker-ExecutionRole';
const image = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/r-fable:latest';
const name = 'social-distancing-simulation-2026-01-31-09-05-00-007';

const request = (changes: Partial<RunSpec> = {}): ReturnType<typeof createRequest> =>
  createRequest(
    requestOfRun({
      name,
      bucket,
      image,
      roleArn: role,
      interpreter: 'Rscript',
      scriptPath: 'sim.R',
      workingDirectory: '',
      codeUri: `s3://${bucket}/${name}/input/code/`,
      launcherUri: `s3://${bucket}/${name}/input/entrypoint/`,
      inputs: [],
      spec: { ...runDefaults, script: '/project/sim.R', ...changes },
    }),
  );

const input = (InputName: string, S3Uri: string, LocalPath: string): object => ({
  InputName,
  AppManaged: false,
  S3Input: {
    S3Uri,
    LocalPath,
    S3DataType: 'S3Prefix',
    S3InputMode: 'File',
    S3DataDistributionType: 'FullyReplicated',
    S3CompressionType: 'None',
  },
});

describe('the request of a run', () => {
  // Recorded from ScriptProcessor.run of the SageMaker Python SDK 2.257; what differs is listed at requestOfRun.
  it('is the one that the SageMaker SDK sends, with the launcher and the whole folder', () => {
    const spec = {
      instanceType: 'ml.m4.xlarge',
      volumeSize: 5,
      maxRuntime: 3600,
      arguments: ['--args', '1000', '100'],
    };
    expect(request(spec)).toEqual({
      ProcessingJobName: name,
      ProcessingResources: { ClusterConfig: { InstanceType: 'ml.m4.xlarge', InstanceCount: 1, VolumeSizeInGB: 5 } },
      AppSpecification: {
        ImageUri: image,
        ContainerArguments: ['--args', '1000', '100'],
        ContainerEntrypoint: ['/bin/sh', '/opt/ml/processing/input/entrypoint/launch.sh', 'Rscript', 'sim.R'],
      },
      RoleArn: role,
      ProcessingInputs: [
        input('entrypoint', `s3://${bucket}/${name}/input/entrypoint/`, '/opt/ml/processing/input/entrypoint'),
        input('code', `s3://${bucket}/${name}/input/code/`, '/opt/ml/processing/input/code'),
      ],
      ProcessingOutputConfig: {
        Outputs: [
          {
            OutputName: 'output-1',
            AppManaged: false,
            S3Output: {
              S3Uri: `s3://${bucket}/${name}/output/output-1`,
              LocalPath: '/opt/ml/processing/output',
              S3UploadMode: 'EndOfJob',
            },
          },
        ],
      },
      StoppingCondition: { MaxRuntimeInSeconds: 3600 },
    });
  });

  it('leaves out what was not asked for', () => {
    const keys = Object.keys(request());
    for (const absent of ['StoppingCondition', 'Environment', 'NetworkConfig', 'Tags'])
      expect(keys).not.toContain(absent);
    expect(request().AppSpecification).not.toHaveProperty('ContainerArguments');
  });

  it('sends environment, isolation and tags when given', () => {
    const sent = request({ environment: { SEED: '1' }, networkIsolation: true, tags: { team: 'stats' } });
    expect(sent).toMatchObject({
      Environment: { SEED: '1' },
      NetworkConfig: { EnableNetworkIsolation: true },
      Tags: [{ Key: 'team', Value: 'stats' }],
    });
  });

  it('tells Local which engine to take and whether to keep to the limits of the instance', () => {
    expect(request({ engine: 'docker', limitResources: true }).Environment).toEqual({
      SAGEMAKER_RUNNER_ENGINE: 'docker',
      SAGEMAKER_RUNNER_LIMITS: '1',
    });
    expect(request({ limitResources: false }).Environment).toBeUndefined();
  });

  it('adds an output for the working directory to the outputs that the run names', () => {
    const outputs = request({
      outputs: [
        { name: 'plots', source: '/opt/ml/processing/plots/', destination: 's3://mine/plots', continuous: true },
      ],
    }).ProcessingOutputConfig?.Outputs;
    expect(
      outputs?.map(({ OutputName, S3Output }) => [
        OutputName,
        S3Output?.LocalPath,
        S3Output?.S3Uri,
        S3Output?.S3UploadMode,
      ]),
    ).toEqual([
      ['plots', '/opt/ml/processing/plots', 's3://mine/plots', 'Continuous'],
      ['output-2', '/opt/ml/processing/output', `s3://${bucket}/${name}/output/output-2`, 'EndOfJob'],
    ]);
  });

  it('keeps the working directory apart from an output inside of /opt/ml/processing/output', () => {
    const sent = request({ outputs: [{ source: '/opt/ml/processing/output/simulation' }] });
    const paths = sent.ProcessingOutputConfig?.Outputs?.map((output) => output.S3Output?.LocalPath);
    expect(paths).toEqual(['/opt/ml/processing/output/simulation', '/opt/ml/processing/collected']);
    expect(sent.Environment).toEqual({
      SAGEMAKER_RUNNER_OUTPUTS: '/opt/ml/processing/collected',
      SAGEMAKER_RUNNER_OUTPUTS_APART: 'simulation',
    });
  });

  it('refuses more outputs than a job can have', () => {
    const outputs = Array.from({ length: 10 }, (_, index) => ({ source: `/opt/ml/processing/out/${index}` }));
    expect(() => request({ outputs })).toThrow(expect.objectContaining({ code: 'InvalidArgument' }));
  });
});
