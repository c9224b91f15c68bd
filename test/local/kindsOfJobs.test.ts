import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AddTagsCommand, ListTagsCommand, StopProcessingJobCommand } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasJobs } from '../../src/adapters/aws/localBackend.ts';
import type { JobRef } from '../../src/core/jobs/jobRef.ts';
import { output, startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';
import { addSecondJob, contractsWithSecondKind, secondGroup, statusOf } from '../support/secondKind.ts';

/** Says which it is, leaves a file, and goes on until there is a file `end` in its folder: outside, that can be seen and made. */
const script = (word: string) => [
  '/bin/sh',
  '-c',
  `echo "${word} $KIND"; echo ${word} > /opt/ml/processing/out/x; while [ ! -e /opt/ml/end ]; do sleep 0.1; done`,
];
const outputs = (bucket: string, key: string) => ({
  ProcessingOutputConfig: { Outputs: [output('out', `s3://${bucket}/${key}`)] },
});

describe('two jobs of one name and different kinds', () => {
  let root: string;
  let local: TestSageMaker;
  let second: JobRef;
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'local-kinds-'));
    // Makes the state.
    await (await startSageMaker({ root })).stop();
    second = addSecondJob(root, 'twin', script('second'), outputs('sagemaker-us-east-1-000000000000', 'second'));
    local = await startSageMaker({ root, contracts: contractsWithSecondKind, grace: 200 });
    await local.create('twin', script('first'), outputs('sagemaker-us-east-1-000000000000', 'first'));
  });
  afterAll(async () => {
    await local.stop();
    await rm(root, { recursive: true, force: true });
  });

  const logs = async () => [
    await local.log('twin').catch(() => []),
    await local.log('twin', 'algo-1', secondGroup).catch(() => []),
  ];
  const tagsOf = (ResourceArn: string) => local.sageMaker.send(new ListTagsCommand({ ResourceArn }));

  it('run side by side, each in its folder, with its log and its tags', async () => {
    await expect.poll(logs).toEqual([['first '], ['second second']]);
    expect((await readdir(path.join(root, 'jobs'))).sort()).toEqual(['processing.twin', 'second.twin']);
    await local.sageMaker.send(
      new AddTagsCommand({ ResourceArn: second.arn, Tags: [{ Key: 'more', Value: 'of it' }] }),
    );
    expect((await tagsOf(second.arn)).Tags).toEqual([
      { Key: 'kind', Value: 'second' },
      { Key: 'more', Value: 'of it' },
    ]);
    const { ProcessingJobArn = '' } = await local.describe('twin');
    expect((await tagsOf(ProcessingJobArn)).Tags).toEqual([]);
  });

  it('end apart: stopping one leaves the other, which still keeps Local SageMaker from being replaced', async () => {
    await local.sageMaker.send(new StopProcessingJobCommand({ ProcessingJobName: 'twin' }));
    expect((await local.ended('twin')).ProcessingJobStatus).toBe('Stopped');
    await expect.poll(() => existsSync(path.join(root, 'jobs/processing.twin'))).toBe(false);
    expect(statusOf(root, second)).toBe('InProgress');
    expect(await local.text('first/x')).toBe('first\n');
    expect(await local.keys('second/')).toEqual([]);
    // No processing job runs any more.
    expect(await hasJobs(local.announcement)).toBe(true);
  });

  it('are recovered apart: the one that ran is Failed, the other is as it was', async () => {
    await local.stop();
    local = await startSageMaker({ root, contracts: contractsWithSecondKind });
    expect(statusOf(root, second)).toBe('Failed');
    expect((await local.describe('twin')).ProcessingJobStatus).toBe('Stopped');
    expect(await logs()).toEqual([['first '], ['second second']]);
    expect(await hasJobs(local.announcement)).toBe(false);
  });
});
