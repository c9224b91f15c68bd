import { DescribeProcessingJobCommand } from '@aws-sdk/client-sagemaker';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createClients } from '../../../src/adapters/aws/clients.ts';
import { createAwsProfiles } from '../../../src/adapters/aws/index.ts';
import { ensureBucket, listProfiles } from '../../../src/app/connections.ts';
import { followJob } from '../../../src/app/followJob.ts';
import { systemClock } from '../../../src/adapters/process/systemClock.ts';
import type { AwsConnection } from '../../../src/core/connection.ts';
import type { Backend } from '../../../src/core/ports/backend.ts';
import { startLocal, type LocalFixture } from '../../support/localBackend.ts';

/** An AWS connection whose endpoint is Local SageMaker's: the credentials, clients and requests of AWS, answered on this machine. */
let local: LocalFixture;
const role = 'arn:aws:iam::000000000000:role/study';
const connection: AwsConnection = { kind: 'aws', profile: 'study', region: 'us-east-1', roleArn: role };

beforeAll(async () => {
  local = await startLocal();
  const { endpoint, accessKeyId, secretAccessKey } = await local.announcement();
  const folder = path.join(local.workspace, '../aws');
  await mkdir(folder);
  await writeFile(
    path.join(folder, 'config'),
    '[default]\nregion = eu-west-1\n[profile study]\nregion = us-east-1\n[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = x\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/start\n',
  );
  await writeFile(
    path.join(folder, 'credentials'),
    `[study]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n[stale]\naws_access_key_id = AKIAOLDOLDOLDOLDOLD0\naws_secret_access_key = ${secretAccessKey}\n`,
  );
  vi.stubEnv('AWS_CONFIG_FILE', path.join(folder, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', path.join(folder, 'credentials'));
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('HOME', folder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await local.dispose();
});

const connect = (changes: Partial<AwsConnection> = {}): Promise<Backend> =>
  local.backends.get({ ...connection, ...changes });

describe('an AWS connection', () => {
  it('offers the profiles of the user’s AWS files, default first', async () => {
    expect(await listProfiles(createAwsProfiles())).toEqual([
      { name: 'default', region: 'eu-west-1' },
      { name: 'sso', region: undefined },
      { name: 'stale', region: undefined },
      { name: 'study', region: 'us-east-1' },
    ]);
  });

  it('runs a script with the profile’s credentials, role and an image, by the same requests as Local', async () => {
    const backend = await connect();
    await local.write('aws.py', 'print("same code")\n');
    const job = await local.submit('aws.py', { image: 'local/host' }, { backend });
    expect(job.consoleUrl).toContain('console.aws.amazon.com/sagemaker/home?region=us-east-1#/processing-jobs/aws-');
    const { region, endpoint, accessKeyId, secretAccessKey } = await local.announcement();
    const { sagemaker } = createClients({ region, endpoint, credentials: { accessKeyId, secretAccessKey } });
    const described = await sagemaker.send(new DescribeProcessingJobCommand({ ProcessingJobName: job.name }));
    expect(described.RoleArn).toBe(role);
    const lines: string[] = [];
    for await (const event of followJob({
      backend: { ...backend, pollInterval: 50, logDelay: 100 },
      job: job.ref,
      clock: systemClock,
    })) {
      if (event.kind === 'log') lines.push(...event.events.map(({ message }) => message));
    }
    expect(lines).toEqual(['same code']);
  });

  it('uses SageMaker’s default bucket of the account and region', async () => {
    expect(await (await connect()).bucket()).toBe('sagemaker-us-east-1-000000000000');
  });

  it('makes a bucket only when the user agrees', async () => {
    const backend = await connect({ bucket: 'my-own-study' });
    const asked: string[] = [];
    const answer = (yes: boolean) => (bucket: string, region: string) => {
      asked.push(`${bucket} ${region}`);
      return Promise.resolve(yes);
    };
    await expect(ensureBucket({ backend, confirm: answer(false) })).rejects.toMatchObject({ code: 'BucketMissing' });
    expect(await backend.objects.bucketExists('my-own-study')).toBe(false);
    expect(await ensureBucket({ backend, confirm: answer(true) })).toBe('my-own-study');
    expect(await ensureBucket({ backend, confirm: answer(false) })).toBe('my-own-study');
    expect(asked).toEqual(['my-own-study us-east-1', 'my-own-study us-east-1']);
  });

  it('asks for an image, and for a role', async () => {
    await local.write('aws.py', '');
    await expect(local.submit('aws.py', {}, { backend: await connect() })).rejects.toMatchObject({
      code: 'ImageRequired',
      action: 'selectImage',
    });
    const backend = await local.backends.get({ kind: 'aws', profile: 'study', region: 'us-east-1' });
    await expect(local.submit('aws.py', { image: 'x' }, { backend })).rejects.toMatchObject({
      code: 'RoleRequired',
      action: 'selectConnection',
    });
  });

  it.each([
    [
      'keys that AWS does not know',
      { profile: 'stale' },
      'CredentialsMissing',
      'AWS refused the keys of the profile stale',
    ],
    [
      'a profile that is not there',
      { profile: 'gone' },
      'CredentialsMissing',
      'The AWS profile gone has no usable credentials',
    ],
    ['an SSO profile nobody signed in to', { profile: 'sso' }, 'CredentialsExpired', 'aws sso login --profile sso'],
  ])('says what is wrong with %s', async (_, changes, code, message) => {
    const backend = await connect(changes);
    await expect(backend.account.accountId()).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });

  it('says when AWS cannot be reached, or there is no such region', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
    const unreachable = await connect({ bucket: 'unreachable' });
    await expect(unreachable.account.accountId()).rejects.toMatchObject({
      code: 'NetworkUnreachable',
      action: 'retry',
    });
    vi.stubEnv('AWS_ENDPOINT_URL', '');
    const nowhere = await connect({ region: 'xx-nowhere-9' });
    await expect(nowhere.account.accountId()).rejects.toMatchObject({
      code: 'RegionUnknown',
      action: 'selectConnection',
    });
  });
});
