import { connect } from 'node:net';
import { CreateRoleCommand, GetRoleCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
  type Credentials,
} from '@aws-sdk/client-sts';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import model from '../../src/local/operations/sagemaker/model.json' with { type: 'json' };
import { run } from '../support/processes.ts';
import { signedRequest } from '../support/signedRequest.ts';
import { startServer, type ClientConfig, type TestServer } from '../support/localServer.ts';

const roleArn = 'arn:aws:iam::000000000000:role/LocalSageMaker';
const minute = 60_000;

let server: TestServer;
beforeAll(async () => {
  const sagemaker = { targetPrefix: 'SageMaker', signingName: 'sagemaker', model, operations: [] };
  server = await startServer({ services: [sagemaker], pace: { window: 300, bytes: 1000 } });
});
beforeEach(() => {
  server.shiftClock(0);
});
afterAll(() => server.stop());

/** The server's clock is moved: a client must not follow it. */
const withKeys = (keys: Credentials | undefined, client: ClientConfig = server.client) => ({
  ...client,
  maxAttempts: 1,
  credentials: {
    accessKeyId: keys?.AccessKeyId ?? '',
    secretAccessKey: keys?.SecretAccessKey ?? '',
    ...(keys?.SessionToken !== undefined && { sessionToken: keys.SessionToken }),
  },
});
const assumeRole = async (client = server.client, more: { RoleArn?: string; DurationSeconds?: number } = {}) => {
  const command = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'analysis', ...more });
  return new STSClient(client).send(command);
};

describe('the keys of an assumed role', () => {
  test('are those of the role, sign what its owner may, also a URL, and say so', async () => {
    const { Credentials, AssumedRoleUser } = await assumeRole();
    const arn = 'arn:aws:sts::000000000000:assumed-role/LocalSageMaker/analysis';
    expect(AssumedRoleUser?.Arn).toBe(arn);
    const client = withKeys(Credentials);
    expect(await new STSClient(client).send(new GetCallerIdentityCommand({}))).toMatchObject({
      ...{ Arn: arn, Account: '000000000000', UserId: AssumedRoleUser?.AssumedRoleId },
    });
    const s3 = new S3Client(client);
    await s3.send(new CreateBucketCommand({ Bucket: 'of-a-role' }));
    await s3.send(new PutObjectCommand({ Bucket: 'of-a-role', Key: 'a', Body: 'content' }));
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'of-a-role', Key: 'a' }));
    expect(await (await fetch(url)).text()).toBe('content');
    const [changed] = [url.replace(/(X-Amz-Security-Token=.{20})./, '$1Q')];
    expect((await fetch(changed)).status).toBe(400);
  });

  test('end after the time asked for, an hour if none was', async () => {
    const short = await assumeRole(server.client, { DurationSeconds: 900 });
    const usual = await assumeRole();
    const left = (usual.Credentials?.Expiration?.getTime() ?? 0) - Date.now();
    expect(Math.round(left / minute)).toBe(60);
    server.shiftClock(14 * minute);
    const later = (keys: Credentials | undefined) => ({ ...withKeys(keys), systemClockOffset: 15 * minute });
    await new S3Client(later(short.Credentials)).send(new ListBucketsCommand({}));
    server.shiftClock(15 * minute);
    const late = new S3Client(later(short.Credentials)).send(new ListBucketsCommand({}));
    await expect(late).rejects.toMatchObject({ name: 'ExpiredToken', $metadata: { httpStatusCode: 400 } });
    const identity = new STSClient(later(short.Credentials)).send(new GetCallerIdentityCommand({}));
    await expect(identity).rejects.toMatchObject({ name: 'ExpiredToken', $metadata: { httpStatusCode: 403 } });
    await new S3Client(later(usual.Credentials)).send(new ListBucketsCommand({}));
  });

  test('are good only together: token, key and secret', async () => {
    const [one, other] = [(await assumeRole()).Credentials, (await assumeRole()).Credentials];
    const list = ({ AccessKeyId, SecretAccessKey, SessionToken }: Partial<Credentials>) => {
      const credentials = {
        accessKeyId: AccessKeyId ?? one?.AccessKeyId ?? '',
        secretAccessKey: SecretAccessKey ?? one?.SecretAccessKey ?? '',
        sessionToken: SessionToken ?? one?.SessionToken ?? '',
      };
      return new S3Client({ ...server.client, maxAttempts: 1, credentials }).send(new ListBucketsCommand({}));
    };
    await expect(list({ SessionToken: other?.SessionToken })).rejects.toMatchObject({ name: 'InvalidToken' });
    await expect(list({ SessionToken: 'e30.e30' })).rejects.toMatchObject({ name: 'InvalidToken' });
    await expect(list({ SessionToken: '' })).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
    await expect(list({ SecretAccessKey: other?.SecretAccessKey })).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
    const { accessKeyId } = server.client.credentials;
    await expect(list({ AccessKeyId: accessKeyId })).rejects.toMatchObject({ name: 'InvalidToken' });
  });

  test('are not given for another role, nor for longer than an hour by another session', async () => {
    const stranger = assumeRole(server.client, { RoleArn: 'arn:aws:iam::000000000000:role/Another' });
    await expect(stranger).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    await expect(assumeRole(server.client, { DurationSeconds: 60 })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining("'durationSeconds' failed to satisfy constraint") as string,
    });
    const first = withKeys((await assumeRole()).Credentials);
    await expect(assumeRole(first, { DurationSeconds: 7200 })).rejects.toThrow('role chaining');
    expect((await assumeRole(first)).Credentials?.SessionToken).toBeDefined();
  });
});

test("a session of the account's own keys is its root's, for an hour at most, and makes no other", async () => {
  const sts = new STSClient(server.client);
  const { Credentials } = await sts.send(new GetSessionTokenCommand({ DurationSeconds: 43_200 }));
  expect(Math.round(((Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / minute)).toBe(60);
  const client = new STSClient(withKeys(Credentials));
  expect((await client.send(new GetCallerIdentityCommand({}))).Arn).toBe('arn:aws:iam::000000000000:root');
  await expect(client.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('the keys of a job end with it', async () => {
  const caller = { arn: 'arn:aws:sts::000000000000:assumed-role/R/SageMaker', userId: 'x', isSession: true };
  const keys = server.keyRing.issue({ ...caller, imagesOnly: true, job: 'processing/a' }, undefined);
  const sts = new STSClient({ ...server.client, maxAttempts: 1, credentials: keys });
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'ExpiredToken' });
  server.runningJobs.add('processing/a');
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(caller.arn);
  // What they assume is theirs: it may do no more, and ends with them.
  const { Credentials } = await assumeRole({ ...server.client, credentials: keys });
  const assumed = server.keyRing.find(Credentials?.AccessKeyId ?? '', Credentials?.SessionToken, new Date());
  expect(assumed.caller).toMatchObject({ imagesOnly: true, job: 'processing/a' });
  server.runningJobs.delete('processing/a');
  const later = new STSClient(withKeys(Credentials)).send(new GetCallerIdentityCommand({}));
  await expect(later).rejects.toMatchObject({ name: 'ExpiredToken' });
});

describe('the one role of Local', () => {
  test('is found by name and in the list, with its trust policy', async () => {
    const iam = new IAMClient(server.client);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'LocalSageMaker' }));
    expect(Role).toMatchObject({ Arn: roleArn, Path: '/', CreateDate: expect.any(Date) as Date });
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toMatchObject({
      Statement: [{ Principal: { Service: 'sagemaker.amazonaws.com' } }],
    });
    const { Roles, IsTruncated } = await iam.send(new ListRolesCommand({}));
    expect([Roles?.map(({ Arn }) => Arn), IsTruncated]).toEqual([[roleArn], false]);
    await expect(iam.send(new GetRoleCommand({ RoleName: 'Another' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('is not made again, and no other is', async () => {
    const iam = new IAMClient(server.client);
    const create = (RoleName: string) => iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: '{}' }));
    await expect(create('LocalSageMaker')).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
    await expect(create('Another')).rejects.toMatchObject({ name: 'LimitExceededException' });
  });

  test('is what the AWS CLI and boto3 assume and then are', async () => {
    const program = [
      'import boto3, sys',
      'sts = boto3.client("sts", endpoint_url=sys.argv[1])',
      `keys = sts.assume_role(RoleArn="${roleArn}", RoleSessionName="py")["Credentials"]`,
      'session = boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], "eu-central-1")',
      'print(session.client("sts", endpoint_url=sys.argv[1]).get_caller_identity()["Arn"])',
      's3 = session.client("s3", endpoint_url=sys.argv[1])',
      's3.create_bucket(Bucket="of-python", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})',
      's3.put_object(Bucket="of-python", Key="k", Body=b"content")',
      'import urllib.request',
      'for version in ("s3", "s3v4"):',
      '    signed = session.client("s3", endpoint_url=sys.argv[1], config=boto3.session.Config(signature_version=version))',
      '    url = signed.generate_presigned_url("get_object", {"Bucket": "of-python", "Key": "k"})',
      '    print(urllib.request.urlopen(url).read().decode())',
    ].join('\n');
    const { output } = await run('/usr/bin/python3', ['-c', program, server.endpoint], { env: server.environment });
    expect(output).toBe('arn:aws:sts::000000000000:assumed-role/LocalSageMaker/py\ncontent\ncontent\n');
    const args = ['--endpoint-url', server.endpoint, '--output', 'text', 'iam', 'list-roles', '--query', 'Roles[].Arn'];
    expect((await run('/usr/bin/aws', args, { env: server.environment })).output.trim()).toBe(roleArn);
  });
});

describe('a request whose body does not come', () => {
  /** Sends a head and the beginning of a body over a connection, and returns what comes back until that is closed. */
  const send = (head: string, body: string): Promise<{ answer: string; milliseconds: number }> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(server.endpoint);
      const began = Date.now();
      const socket = connect(Number(port), hostname);
      let answer = '';
      socket.on('data', (data: Buffer) => (answer += data.toString()));
      socket.once('error', reject);
      socket.once('close', () => {
        resolve({ answer, milliseconds: Date.now() - began });
      });
      socket.write(`${head}\r\n\r\n${body}`);
    });
  const lines = (path: string, headers: Record<string, string>): string =>
    [`PUT ${path} HTTP/1.1`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\r\n');

  test('is answered and loses its connection, whoever signed it', async () => {
    const headers = await signedRequest(server.client, {
      ...{ method: 'PUT', path: '/of-a-role/slow', headers: { 'content-length': '1000000' } },
    });
    const { answer } = await send(lines('/of-a-role/slow', headers), 'beginning');
    expect(answer).toContain('400 Bad Request');
    expect(answer).toContain('<Code>RequestTimeout</Code>');
  });

  test('is refused by its head alone when that is wrong', async () => {
    const host = new URL(server.endpoint).host;
    const bogus = (service: string, more: Record<string, string>) =>
      lines('/', {
        host,
        authorization: `AWS4-HMAC-SHA256 Credential=${server.client.credentials.accessKeyId}/20200101/us-east-1/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
        'x-amz-date': '20200101T000000Z',
        'content-length': '1000000',
        ...more,
      });
    const json = await send(bogus('sagemaker', {}).replace('PUT', 'POST'), '{');
    expect(json.answer).toContain('InvalidSignatureException');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await send(bogus('sts', form).replace('PUT', 'POST'), 'Action=')).answer).toContain(
      'SignatureDoesNotMatch',
    );
    expect(server.logged.join('\n')).not.toContain('Action=');
  });
});
