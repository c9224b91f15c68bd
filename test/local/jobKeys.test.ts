import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { SageMakerClient, StopProcessingJobCommand } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keysInLog } from '../support/jobKeys.ts';
import { startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';

let local: TestSageMaker;
beforeAll(async () => {
  local = await startSageMaker();
});
afterAll(() => local.stop());

test('a job signs with keys of its own, as its role, in the region of who made it, until it ends', async () => {
  const { endpoint, accessKeyId, secretAccessKey } = local.announcement;
  const credentials = { accessKeyId, secretAccessKey };
  const oregon = new SageMakerClient({ endpoint, region: 'us-west-2', credentials });
  const arn = await local.create('signs', ['sh', '-c', 'env | grep AWS_; exec sleep 60'], {
    RoleArn: 'arn:aws:iam::000000000000:role/service-role/Statistics',
  });
  expect(arn).toContain(':us-east-1:');
  const keys = await keysInLog(local, 'signs');
  expect(keys.accessKeyId).not.toBe(accessKeyId);
  const sts = new STSClient({ endpoint, region: 'us-east-1', credentials: keys, maxAttempts: 1 });
  const identity = await sts.send(new GetCallerIdentityCommand({}));
  expect(identity.Arn).toBe('arn:aws:sts::000000000000:assumed-role/Statistics/SageMaker');
  await oregon.send(new StopProcessingJobCommand({ ProcessingJobName: 'signs' }));
  await local.ended('signs');
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'ExpiredToken' });
});
