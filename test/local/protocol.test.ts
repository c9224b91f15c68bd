import { request as httpRequest } from 'node:http';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient, ListRolesCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { GetBucketWebsiteCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeProcessingJobCommand, ListModelsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import model from '../../src/local/operations/sagemaker/model.json' with { type: 'json' };
import type { JsonService } from '../../src/local/protocol/jsonProtocol.ts';
import { ServiceError } from '../../src/local/protocol/serviceError.ts';
import { processingJob } from '../support/localSageMaker.ts';
import { startServer, type TestServer } from '../support/localServer.ts';

const ran: string[] = [];
const input = z.object({ ProcessingJobName: z.string() });
const services: JsonService[] = [
  {
    targetPrefix: 'SageMaker',
    signingName: 'sagemaker',
    model,
    operations: [
      {
        name: 'DescribeProcessingJob',
        run: (request, { now }) => {
          const { ProcessingJobName } = input.parse(request);
          ran.push(ProcessingJobName);
          if (ProcessingJobName === 'unknown')
            throw new ServiceError('ValidationException', 'Could not find requested job');
          return {
            ...processingJob(ProcessingJobName, ['true']),
            ProcessingJobArn: `arn:aws:sagemaker:us-east-1:000000000000:processing-job/${ProcessingJobName}`,
            ProcessingJobStatus: 'InProgress',
            CreationTime: now,
          };
        },
      },
    ],
  },
];

let server: TestServer;
let sagemaker: SageMakerClient;
beforeAll(async () => {
  server = await startServer({ services });
  sagemaker = new SageMakerClient({ ...server.client, maxAttempts: 1 });
});
beforeEach(() => {
  ran.length = 0;
  server.shiftClock(0);
});
afterAll(() => server.stop());

const describeJob = (name: string, client = sagemaker) =>
  client.send(new DescribeProcessingJobCommand({ ProcessingJobName: name }));

/** A request made by hand: the status and body of what came back. */
function raw(options: { method?: string; path?: string; headers?: Record<string, string>; body?: string }) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const { body, ...rest } = options;
    const request = httpRequest(server.endpoint, { method: 'POST', ...rest }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: text });
      });
    });
    request.on('error', reject).end(body);
  });
}

describe('JSON services', () => {
  test('answer an AWS SDK client, with dates', async () => {
    const job = await describeJob('a-job');
    expect(job.ProcessingJobName).toBe('a-job');
    expect(Math.abs((job.CreationTime?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  test('answer a service error with its code and message', async () => {
    await expect(describeJob('unknown')).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Could not find requested job',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test("refuse input in AWS's words", async () => {
    await expect(describeJob('not a name')).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        "1 validation error detected: Value 'not a name' at 'processingJobName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}",
    });
    await expect(describeJob('a'.repeat(64))).rejects.toThrow('Member must have length less than or equal to 63');
    expect(ran).toEqual([]);
  });

  test('name the operation they do not know', async () => {
    await expect(sagemaker.send(new ListModelsCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('SageMaker.ListModels') as string,
    });
    const logs = new CloudWatchLogsClient(server.client);
    await expect(logs.send(new DescribeLogGroupsCommand({}))).rejects.toThrow('signed for as "logs"');
  });

  test('refuse a body over 6 MB', async () => {
    const result = await describeJob('a'.repeat(7 * 1024 * 1024)).catch((error: unknown) => error);
    expect(result).toMatchObject({ name: 'RequestEntityTooLargeException', $metadata: { httpStatusCode: 413 } });
  });
});

describe('query services', () => {
  test('name the action they do not know', async () => {
    await expect(new IAMClient(server.client).send(new ListUsersCommand({}))).rejects.toMatchObject({
      name: 'InvalidAction',
      message: 'Could not find operation ListUsers for version 2010-05-08',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('refuse what is not signed, or is signed with a wrong secret', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const unsigned = await raw({ headers, body: 'Action=ListRoles&Version=2010-05-08' });
    expect(unsigned).toMatchObject({
      status: 403,
      body: expect.stringContaining('MissingAuthenticationToken') as string,
    });
    const credentials = { ...server.client.credentials, secretAccessKey: 'wrong' };
    const wrong = new IAMClient({ ...server.client, credentials });
    await expect(wrong.send(new ListRolesCommand({}))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });

  test('do not take a request that is signed for another', async () => {
    const sent = new STSClient({ ...server.client, maxAttempts: 1 });
    sent.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers['authorization'] = (headers['authorization'] ?? '').replace('/sts/', '/iam/');
        return next(args);
      },
      { step: 'deserialize', priority: 'low' },
    );
    await expect(sent.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });
});

test('what is not offered is refused and not logged as a failure', async () => {
  const s3 = new S3Client(server.client);
  const website = s3.send(new GetBucketWebsiteCommand({ Bucket: 'none' }));
  await expect(website).rejects.toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
  await expect(sagemaker.send(new ListModelsCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException' });
  expect(server.logged.filter((line) => line.includes(' failed'))).toEqual([]);
});

describe('nothing runs for a request that is', () => {
  test('unsigned', async () => {
    const headers = { 'X-Amz-Target': 'SageMaker.DescribeProcessingJob', 'Content-Type': 'application/x-amz-json-1.1' };
    const answer = await raw({ headers, body: '{"ProcessingJobName":"a"}' });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('MissingAuthenticationTokenException');
    expect(ran).toEqual([]);
  });

  test('signed with a wrong secret or an unknown key', async () => {
    const { accessKeyId, secretAccessKey } = server.client.credentials;
    const wrongSecret = new SageMakerClient({
      ...server.client,
      credentials: { accessKeyId, secretAccessKey: 'wrong' },
    });
    await expect(describeJob('a', wrongSecret)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    const unknownKey = new SageMakerClient({
      ...server.client,
      credentials: { accessKeyId: 'OTHER', secretAccessKey },
    });
    await expect(describeJob('a', unknownKey)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    expect(ran).toEqual([]);
  });

  test('signed for no region or changed after signing', async () => {
    const elsewhere = new SageMakerClient({ ...server.client, region: 'nowhere' });
    await expect(describeJob('a', elsewhere)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    const changing = new SageMakerClient({ ...server.client, maxAttempts: 1 });
    changing.middlewareStack.add(
      (next) => (args) => {
        Object.assign(args.request as object, { body: '{"ProcessingJobName":"b"}' });
        return next(args);
      },
      { step: 'deserialize', priority: 'low' },
    );
    await expect(describeJob('a', changing)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    expect(ran).toEqual([]);
  });

  test('replayed after 15 minutes', async () => {
    server.shiftClock(16 * 60 * 1000);
    // The SDK corrects its own clock by the server's Date header and tries again: one attempt is what a replay has.
    await expect(describeJob('a')).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    expect(ran).toEqual([]);
  });

  test('sent under a foreign host name', async () => {
    const answer = await raw({
      headers: { Host: 'evil.example:80', 'X-Amz-Target': 'SageMaker.DescribeProcessingJob' },
    });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('AccessDenied');
    expect(ran).toEqual([]);
  });
});
