import { ECRClient, CreateRepositoryCommand, ListTagsForResourceCommand } from '@aws-sdk/client-ecr';
import {
  AddTagsCommand,
  CreateProcessingJobCommand,
  DescribeProcessingJobCommand,
  ListProcessingJobsCommand,
  ListTagsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { processingJob, startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';

let local: TestSageMaker;
beforeAll(async () => {
  local = await startSageMaker();
});
afterAll(() => local.stop());

const configOf = (region: string) => {
  const { endpoint, accessKeyId, secretAccessKey } = local.announcement;
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
};
const arnIn = (region: string, name: string) => `arn:aws:sagemaker:${region}:000000000000:processing-job/${name}`;

test('a job is the same in every region, by an ARN of each, with the same tags', async () => {
  const [oregon, ireland] = [new SageMakerClient(configOf('us-west-2')), new SageMakerClient(configOf('eu-west-1'))];
  const Tags = [{ Key: 'made', Value: 'in Oregon' }];
  const request = { ...processingJob('everywhere', ['sh', '-c', 'echo $AWS_REGION $PROCESSING_JOB_ARN']), Tags };
  const created = await oregon.send(new CreateProcessingJobCommand(request));
  expect(created.ProcessingJobArn).toBe(arnIn('us-west-2', 'everywhere'));
  await local.ended('everywhere');
  expect(await local.log('everywhere')).toEqual([`us-west-2 ${arnIn('us-west-2', 'everywhere')}`]);
  const seen = await ireland.send(new DescribeProcessingJobCommand({ ProcessingJobName: 'everywhere' }));
  expect(seen.ProcessingJobArn).toBe(arnIn('eu-west-1', 'everywhere'));
  const { ProcessingJobSummaries } = await ireland.send(new ListProcessingJobsCommand({}));
  expect(ProcessingJobSummaries?.map((job) => job.ProcessingJobArn)).toEqual([seen.ProcessingJobArn]);
  await ireland.send(
    new AddTagsCommand({ ResourceArn: seen.ProcessingJobArn, Tags: [{ Key: 'seen', Value: 'in Ireland' }] }),
  );
  const tags = await oregon.send(new ListTagsCommand({ ResourceArn: created.ProcessingJobArn }));
  expect(tags.Tags).toEqual([...Tags, { Key: 'seen', Value: 'in Ireland' }]);
  const absent = oregon.send(new ListTagsCommand({ ResourceArn: arnIn('us-west-2', 'nowhere') }));
  await expect(absent).rejects.toMatchObject({ name: 'ValidationException' });
});

test('so is a repository', async () => {
  const [oregon, ireland] = [new ECRClient(configOf('us-west-2')), new ECRClient(configOf('eu-west-1'))];
  const tags = [{ Key: 'made', Value: 'in Oregon' }];
  const { repository } = await oregon.send(new CreateRepositoryCommand({ repositoryName: 'everywhere', tags }));
  expect(repository?.repositoryUri).toBe('000000000000.dkr.ecr.us-west-2.amazonaws.com/everywhere');
  const resourceArn = repository?.repositoryArn?.replace('us-west-2', 'eu-west-1');
  expect((await ireland.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual(tags);
});
