import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { waitUntilProcessingJobCompletedOrStopped } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processingJob, startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';

const run = promisify(execFile);
let local: TestSageMaker;
beforeAll(async () => {
  local = await startSageMaker();
});
afterAll(() => local.stop());

it("the SDK's waiter ends with the job", async () => {
  await local.create('waited', ['true']);
  const waited = await waitUntilProcessingJobCompletedOrStopped(
    { client: local.sageMaker, maxWaitTime: 20, minDelay: 1, maxDelay: 1 },
    { ProcessingJobName: 'waited' },
  );
  expect(waited.state).toBe('SUCCESS');
});

describe.skipIf(!existsSync('/usr/bin/aws'))('the AWS CLI (needs Debian’s awscli)', () => {
  const aws = async (...args: string[]) => {
    const command = ['--endpoint-url', local.announcement.endpoint, '--output', 'json', ...args];
    const { stdout } = await run('/usr/bin/aws', command, { env: local.environment });
    return stdout === '' ? undefined : (JSON.parse(stdout) as unknown);
  };

  it('creates, describes, lists, stops, and reads the log', async () => {
    const request = JSON.stringify(processingJob('by-cli', ['/bin/sh', '-c', 'echo from the CLI; sleep 60']));
    expect(await aws('sagemaker', 'create-processing-job', '--cli-input-json', request)).toHaveProperty(
      'ProcessingJobArn',
    );
    await local.until('by-cli', ({ ProcessingStartTime }) => ProcessingStartTime !== undefined);
    await aws('sagemaker', 'stop-processing-job', '--processing-job-name', 'by-cli');
    await local.ended('by-cli');
    expect(await aws('sagemaker', 'describe-processing-job', '--processing-job-name', 'by-cli')).toMatchObject({
      ProcessingJobStatus: 'Stopped',
    });
    expect(await aws('sagemaker', 'list-processing-jobs', '--name-contains', 'by-cli')).toMatchObject({
      ProcessingJobSummaries: [{ ProcessingJobName: 'by-cli' }],
    });
    const [stream = ''] = await local.streams('by-cli');
    const group = '/aws/sagemaker/ProcessingJobs';
    expect(await aws('logs', 'get-log-events', '--log-group-name', group, '--log-stream-name', stream)).toMatchObject({
      events: [{ message: 'from the CLI' }],
    });
    const unknown = aws('sagemaker', 'describe-processing-job', '--processing-job-name', 'none');
    await expect(unknown).rejects.toThrow('An error occurred (ValidationException)');
  });
});

describe.skipIf(!existsSync('/usr/lib/python3/dist-packages/boto3'))('boto3 (needs Debian’s python3-boto3)', () => {
  it('creates, waits, describes and lists', async () => {
    const script = `
import boto3, json, os, sys
client = boto3.client('sagemaker', endpoint_url=os.environ['ENDPOINT'])
request = json.loads(sys.argv[1])
client.create_processing_job(**request)
waiter = client.get_waiter('processing_job_completed_or_stopped')
waiter.wait(ProcessingJobName='by-boto3', WaiterConfig={'Delay': 1, 'MaxAttempts': 20})
job = client.describe_processing_job(ProcessingJobName='by-boto3')
assert job['ProcessingEndTime'] >= job['ProcessingStartTime'] >= job['CreationTime']
names = [s['ProcessingJobName'] for p in client.get_paginator('list_processing_jobs').paginate(PaginationConfig={'PageSize': 1}) for s in p['ProcessingJobSummaries']]
try:
    client.create_processing_job(**request)
except client.exceptions.ResourceInUse as error:
    print(job['ProcessingJobStatus'], 'by-boto3' in names, 'in use')
`;
    const request = JSON.stringify(processingJob('by-boto3', ['sleep', '0.2']));
    const { stdout } = await run('/usr/bin/python3', ['-c', script, request], { env: local.environment });
    expect(stdout.trim()).toBe('Completed True in use');
  });
});
