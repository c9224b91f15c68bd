import {
  AddTagsCommand,
  CreateProcessingJobCommand,
  DeleteTagsCommand,
  ListProcessingJobsCommand,
  ListTagsCommand,
  StopProcessingJobCommand,
  type CreateProcessingJobRequest,
  type ListProcessingJobsRequest,
  type ProcessingJobSummary,
} from '@aws-sdk/client-sagemaker';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobRef } from '../../src/core/jobs/jobRef.ts';
import { jobContracts } from '../../src/local/contracts/index.ts';
import { openDatabase, transaction } from '../../src/local/store/database.ts';
import { JobStore } from '../../src/local/store/jobs.ts';
import { input, output, processingJob, startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';

let local: TestSageMaker;
beforeAll(async () => {
  local = await startSageMaker();
});
afterAll(() => local.stop());

const send = (request: CreateProcessingJobRequest) => local.sageMaker.send(new CreateProcessingJobCommand(request));
const list = (request: ListProcessingJobsRequest) => local.sageMaker.send(new ListProcessingJobsCommand(request));
const uri = 's3://sagemaker-us-east-1-000000000000/x';

describe('CreateProcessingJob', () => {
  it.each<[string, Partial<CreateProcessingJobRequest>, string]>([
    [
      'a name',
      { ProcessingJobName: 'has_underscore' },
      "Value 'has_underscore' at 'processingJobName' failed to satisfy constraint: Member must satisfy regular expression pattern",
    ],
    ['a long name', { ProcessingJobName: 'x'.repeat(64) }, 'Member must have length less than or equal to 63'],
    ['a role', { RoleArn: 'arn:aws:iam::1:role/x' }, "at 'roleArn'"],
    [
      'an instance type',
      {
        ProcessingResources: {
          ClusterConfig: { InstanceType: 'ml.x9.tiny' as 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 1 },
        },
      },
      "Value 'ml.x9.tiny' at 'processingResources.clusterConfig.instanceType' failed to satisfy constraint: Member must satisfy enum value set",
    ],
    [
      'a size',
      { ProcessingResources: { ClusterConfig: { InstanceType: 'ml.m5.large', InstanceCount: 0, VolumeSizeInGB: 1 } } },
      'Member must have value greater than or equal to 1',
    ],
    [
      'a missing member',
      { AppSpecification: { ImageUri: undefined } },
      "'appSpecification.imageUri' failed to satisfy constraint: Member must not be null",
    ],
    ['a time limit', { StoppingCondition: { MaxRuntimeInSeconds: 777_601 } }, 'less than or equal to 777600'],
    ['a variable', { Environment: { '1X': 'y' } }, 'environment'],
    [
      'eleven inputs',
      { ProcessingInputs: Array.from({ length: 11 }, (_, index) => input(`i${index}`, uri)) },
      'less than or equal to 10',
    ],
    ['an S3 URI', { ProcessingInputs: [input('a', 'file:///etc')] }, "processingInputs.1.member.s3Input.s3Uri'"],
    [
      'a LocalPath',
      { ProcessingInputs: [input('a', uri, { LocalPath: '/etc/x' })] },
      'LocalPath /etc/x in ProcessingInputs',
    ],
    [
      'a LocalPath that climbs',
      { ProcessingOutputConfig: { Outputs: [output('a', uri, { LocalPath: '/opt/ml/processing/../../x' })] } },
      'LocalPath /opt/ml/processing/../../x in ProcessingOutputs',
    ],
    [
      'two inputs of one name',
      { ProcessingInputs: [input('a', uri), input('a', uri, { LocalPath: '/opt/ml/processing/b' })] },
      'unique InputNames: a',
    ],
    [
      'Pipe mode',
      { ProcessingInputs: [input('a', uri, { S3InputMode: 'Pipe' })] },
      'does not support S3InputMode Pipe',
    ],
    [
      'an image that is not here for a job that is to run in one',
      {
        AppSpecification: { ImageUri: '1.dkr.ecr.x/y:z', ContainerEntrypoint: ['x'] },
        Environment: { SAGEMAKER_RUNNER_ENGINE: 'docker' },
      },
      'The job is to run in Docker, and the image 1.dkr.ecr.x/y:z',
    ],
    [
      'an image that is not here for a job without an entrypoint',
      { AppSpecification: { ImageUri: '1.dkr.ecr.x/y:z' } },
      'give a ContainerEntrypoint',
    ],
    [
      'an engine that there is not',
      {
        AppSpecification: { ImageUri: '1.dkr.ecr.x/y:z', ContainerEntrypoint: ['x'] },
        Environment: { SAGEMAKER_RUNNER_ENGINE: 'podman' },
      },
      'The engine of a job is one of auto, process, docker.',
    ],
  ])('refuses %s', async (_what, more, message) => {
    const refused = send({ ...processingJob('refused', ['true']), ...more });
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
    await expect(refused).rejects.toThrow(message);
  });

  it('refuses a name that is in use', async () => {
    await local.run('taken', ['true']);
    await expect(send(processingJob('taken', ['true']))).rejects.toMatchObject({ name: 'ResourceInUse' });
  });

  it('answers unknown names as AWS does, for its waiters', async () => {
    const stop = local.sageMaker.send(new StopProcessingJobCommand({ ProcessingJobName: 'unknown' }));
    await expect(stop).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(local.describe('unknown')).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('is described as it was requested', async () => {
    const request = processingJob('described', ['true'], {
      ProcessingInputs: [input('a', 's3://no-such-bucket-here/x')],
      StoppingCondition: { MaxRuntimeInSeconds: 60 },
      Environment: { A: 'b' },
    });
    await send({ ...request, Tags: [{ Key: 'k', Value: 'v' }] });
    expect(await local.ended('described')).toMatchObject({ ...request, ProcessingJobStatus: 'Failed' });
    expect(await local.describe('described')).not.toHaveProperty('Tags');
  });
});

describe('tags', () => {
  it('are kept together with their job, or neither is', async () => {
    const state = new DatabaseSync(path.join(local.root, 'state.db'));
    state.exec(`CREATE TRIGGER poison BEFORE INSERT ON tag WHEN NEW.key = 'poison'
      BEGIN SELECT RAISE(ABORT, 'this tag cannot be kept'); END`);
    const Tags = [
      { Key: 'a', Value: '1' },
      { Key: 'poison', Value: '2' },
    ];
    await expect(local.create('half-kept', ['true'], { Tags })).rejects.toMatchObject({ name: 'InternalFailure' });
    await expect(local.describe('half-kept')).rejects.toMatchObject({ name: 'ValidationException' });
    state.exec('DROP TRIGGER poison');
    state.close();
    // Its name is free, and nothing of the first attempt comes with it.
    const ResourceArn = await local.create('half-kept', ['true'], { Tags: Tags.slice(1) });
    const { Tags: kept } = await local.sageMaker.send(new ListTagsCommand({ ResourceArn }));
    expect(kept).toEqual(Tags.slice(1));
  });

  it('are added, replaced, listed and deleted', async () => {
    const arn = await local.create('tagged', ['true'], { Tags: [{ Key: 'team', Value: 'stats' }] });
    const tags = async () => (await local.sageMaker.send(new ListTagsCommand({ ResourceArn: arn }))).Tags;
    await local.sageMaker.send(
      new AddTagsCommand({
        ResourceArn: arn,
        Tags: [
          { Key: 'team', Value: 'ml' },
          { Key: 'a', Value: '' },
        ],
      }),
    );
    expect(await tags()).toEqual([
      { Key: 'a', Value: '' },
      { Key: 'team', Value: 'ml' },
    ]);
    await local.sageMaker.send(new DeleteTagsCommand({ ResourceArn: arn, TagKeys: ['a', 'none'] }));
    expect(await tags()).toEqual([{ Key: 'team', Value: 'ml' }]);
    const many = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
    const tooMany = local.sageMaker.send(new AddTagsCommand({ ResourceArn: arn, Tags: many }));
    await expect(tooMany).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('at most 50 tags') as string,
    });
    const unknown = local.sageMaker.send(new ListTagsCommand({ ResourceArn: `${arn}-not` }));
    await expect(unknown).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('ListProcessingJobs', () => {
  const start = Date.UTC(2026, 0, 1);
  const number = (index: number) => String(index).padStart(5, '0');
  /** What the jobs of a page are sorted by, as text that sorts like it. */
  const placeBy = {
    Name: ({ ProcessingJobName = '' }: ProcessingJobSummary) => ProcessingJobName,
    CreationTime: ({ CreationTime }: ProcessingJobSummary) => CreationTime?.toISOString() ?? '',
    Status: ({ ProcessingJobStatus, ProcessingJobName }: ProcessingJobSummary) =>
      `${String(ProcessingJobStatus)} ${String(ProcessingJobName)}`,
  };

  beforeAll(() => {
    const database = openDatabase(path.join(local.root, 'state.db'));
    const jobs = new JobStore(database);
    transaction(database, () => {
      for (let index = 0; index < 10_000; index++) {
        const name = `bulk-${number((index * 7919) % 10_000)}`;
        const now = new Date(start + index * 1000);
        const ref = JobRef.within('arn:aws:sagemaker:us-east-1:000000000000', 'processing', name);
        jobs.create(ref, jobContracts.processing.parse(processingJob(name, ['true'])), [], now);
        jobs.change(ref, { status: index % 10 === 0 ? 'Failed' : 'Completed', ended: now }, now);
      }
    });
    database.close();
  });

  it('pages through all of them once, in each order', async () => {
    for (const SortBy of ['Name', 'CreationTime', 'Status'] as const) {
      for (const SortOrder of ['Ascending', 'Descending'] as const) {
        const jobs: ProcessingJobSummary[] = [];
        let NextToken: string | undefined;
        do {
          const page = await list({ NameContains: 'bulk-000', SortBy, SortOrder, MaxResults: 30, NextToken });
          jobs.push(...(page.ProcessingJobSummaries ?? []));
          NextToken = page.NextToken;
        } while (NextToken !== undefined);
        const names = jobs.map(({ ProcessingJobName = '' }) => ProcessingJobName);
        expect([...names].sort()).toEqual(Array.from({ length: 100 }, (_none, index) => `bulk-${number(index)}`));
        const places = jobs.map(placeBy[SortBy]);
        const sorted = [...places].sort();
        expect(places).toEqual(SortOrder === 'Ascending' ? sorted : sorted.reverse());
      }
    }
  });

  it('filters by name, status and times', async () => {
    const at = (seconds: number) => new Date(start + seconds * 1000);
    const names = async (request: ListProcessingJobsRequest) =>
      (await list({ MaxResults: 100, ...request })).ProcessingJobSummaries?.map(
        ({ ProcessingJobName }) => ProcessingJobName,
      );
    expect(await names({ CreationTimeAfter: at(9), CreationTimeBefore: at(12) })).toEqual(['bulk-09190', 'bulk-07109']);
    expect(await names({ LastModifiedTimeAfter: at(9), LastModifiedTimeBefore: at(11) })).toEqual(['bulk-09190']);
    const failed = await names({ StatusEquals: 'Failed', CreationTimeBefore: at(25), SortBy: 'Name' });
    expect(failed).toEqual(['bulk-00000', 'bulk-08380', 'bulk-09190']);
    expect(await names({ NameContains: '%' })).toEqual([]);
  });

  it('takes no token of another query', async () => {
    const { NextToken } = await list({ MaxResults: 1 });
    await expect(list({ NextToken, SortBy: 'Name' })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(list({ NextToken: 'made up' })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('answers the first page of 10,000 jobs by the index', () => {
    const plans = openDatabase(path.join(local.root, 'state.db'));
    for (const order of ['created DESC, name DESC', 'name', 'status, name']) {
      const query = `SELECT * FROM job WHERE kind = 'processing' ORDER BY ${order} LIMIT 101`;
      const plan = plans.prepare(`EXPLAIN QUERY PLAN ${query}`).all();
      expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE');
    }
    plans.close();
  });
});
