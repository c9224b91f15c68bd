import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  ListImagesCommand,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type ImageTagMutability,
  paginateDescribeRepositories,
} from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';

/** Amazon ECR of Local SageMaker on a machine that has no container engine. */
const run = promisify(execFile);
const host = '000000000000.dkr.ecr.us-east-1.amazonaws.com';
let local: TestSageMaker;
let ecr: ECRClient;
beforeAll(async () => {
  local = await startSageMaker({ containerEngine: '/nowhere/docker' });
  const { endpoint, region, accessKeyId, secretAccessKey } = local.announcement;
  ecr = new ECRClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 });
});
afterAll(() => local.stop());

const create = (repositoryName: string) => ecr.send(new CreateRepositoryCommand({ repositoryName }));
const refused = (name: string, message: string) => ({ name, message: expect.stringContaining(message) as string });

describe('repositories', () => {
  it('are created, described, changed and deleted', async () => {
    const before = Date.now();
    const { repository } = await ecr.send(
      new CreateRepositoryCommand({ repositoryName: 'study/r', imageScanningConfiguration: { scanOnPush: true } }),
    );
    expect(repository).toMatchObject({
      repositoryArn: 'arn:aws:ecr:us-east-1:000000000000:repository/study/r',
      registryId: '000000000000',
      repositoryUri: `${host}/study/r`,
      imageTagMutability: 'MUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: 'AES256' },
    });
    expect(repository?.createdAt?.getTime()).toBeGreaterThanOrEqual(before - 1000);
    const named = { repositoryName: 'study/r' };
    await ecr.send(new PutImageTagMutabilityCommand({ ...named, imageTagMutability: 'IMMUTABLE' }));
    await ecr.send(
      new PutImageScanningConfigurationCommand({ ...named, imageScanningConfiguration: { scanOnPush: false } }),
    );
    const { repositories } = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ['study/r'] }));
    expect(repositories).toEqual([
      { ...repository, imageTagMutability: 'IMMUTABLE', imageScanningConfiguration: { scanOnPush: false } },
    ]);
    await ecr.send(new DeleteRepositoryCommand(named));
    await expect(ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ['study/r'] }))).rejects.toMatchObject(
      refused(
        'RepositoryNotFoundException',
        "The repository with name 'study/r' does not exist in the registry with id '000000000000'",
      ),
    );
  });

  it('are listed page by page, also when one comes in between', async () => {
    for (const name of ['page-a', 'page-b', 'page-c', 'page-d']) await create(name);
    const first = await ecr.send(new DescribeRepositoriesCommand({ maxResults: 2 }));
    await create('page-aa');
    const second = await ecr.send(new DescribeRepositoriesCommand({ maxResults: 2, nextToken: first.nextToken }));
    const names = [first, second].map(({ repositories = [] }) => repositories.map((each) => each.repositoryName));
    expect(names).toEqual([
      ['page-a', 'page-b'],
      ['page-c', 'page-d'],
    ]);
    expect(second.nextToken).toBeUndefined();
    const all: (string | undefined)[] = [];
    for await (const page of paginateDescribeRepositories({ client: ecr, pageSize: 1 }, {}))
      all.push(...(page.repositories ?? []).map(({ repositoryName }) => repositoryName));
    expect(all).toEqual(['page-a', 'page-aa', 'page-b', 'page-c', 'page-d']);
    await expect(ecr.send(new DescribeRepositoriesCommand({ nextToken: 'made-up' }))).rejects.toMatchObject(
      refused('InvalidParameterException', "Invalid parameter at 'nextToken'"),
    );
  });

  it.each([
    ['a name that is taken', { repositoryName: 'taken' }, 'RepositoryAlreadyExistsException', 'already exists'],
    ['capitals', { repositoryName: 'Study' }, 'InvalidParameterException', "at 'repositoryName' failed to satisfy"],
    ['one letter', { repositoryName: 'x' }, 'InvalidParameterException', 'greater than or equal to 2'],
    [
      'a key of KMS',
      { repositoryName: 'secret', encryptionConfiguration: { encryptionType: 'KMS' as const } },
      'InvalidParameterException',
      'Local SageMaker has no KMS',
    ],
    ['another account', { repositoryName: 'ours', registryId: '111122223333' }, 'AccessDeniedException', '1111'],
  ])('refuse %s', async (_, request, code, message) => {
    await create('taken').catch(() => undefined);
    await expect(ecr.send(new CreateRepositoryCommand(request))).rejects.toMatchObject(refused(code, message));
  });

  it('have tags, fifty at most, that go with them', async () => {
    const tags = [{ Key: 'team', Value: 'statistics' }];
    const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName: 'tagged', tags }));
    const resourceArn = repository?.repositoryArn;
    await ecr.send(new TagResourceCommand({ resourceArn, tags: [{ Key: 'study', Value: 'distancing' }] }));
    await ecr.send(new UntagResourceCommand({ resourceArn, tagKeys: ['team'] }));
    const listed = await ecr.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(listed.tags).toEqual([{ Key: 'study', Value: 'distancing' }]);
    const many = Array.from({ length: 50 }, (_, index) => ({ Key: `key-${index}`, Value: '' }));
    await expect(ecr.send(new TagResourceCommand({ resourceArn, tags: many }))).rejects.toMatchObject({
      name: 'TooManyTagsException',
    });
    await ecr.send(new DeleteRepositoryCommand({ repositoryName: 'tagged' }));
    await expect(ecr.send(new ListTagsForResourceCommand({ resourceArn }))).rejects.toMatchObject({
      name: 'RepositoryNotFoundException',
    });
    await create('tagged');
    expect((await ecr.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual([]);
  });

  it('tell which tags may be moved, also those that are excluded', async () => {
    const filters = [{ filterType: 'WILDCARD' as const, filter: 'dev-*' }];
    const repositoryName = 'excluding';
    const created = await ecr.send(
      new CreateRepositoryCommand({
        repositoryName,
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: filters,
      }),
    );
    expect(created.repository?.imageTagMutabilityExclusionFilters).toEqual(filters);
    const put = (imageTagMutability: ImageTagMutability, more: object = {}) =>
      ecr.send(new PutImageTagMutabilityCommand({ repositoryName, imageTagMutability, ...more }));
    const wrong = refused('InvalidParameterException', "at 'imageTagMutabilityExclusionFilters'");
    await expect(put('MUTABLE_WITH_EXCLUSION')).rejects.toMatchObject(wrong);
    await expect(put('MUTABLE', { imageTagMutabilityExclusionFilters: filters })).rejects.toMatchObject(wrong);
    const described = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }));
    expect(described.repositories).toEqual([created.repository]);
    const changed = await put('MUTABLE');
    expect(changed).not.toHaveProperty('imageTagMutabilityExclusionFilters');
    await ecr.send(new DeleteRepositoryCommand({ repositoryName }));
  });

  it('hold no images, and say which are not there', async () => {
    const repositoryName = 'empty';
    await create(repositoryName);
    expect((await ecr.send(new DescribeImagesCommand({ repositoryName }))).imageDetails).toEqual([]);
    expect((await ecr.send(new ListImagesCommand({ repositoryName }))).imageIds).toEqual([]);
    await expect(
      ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'latest' }] })),
    ).rejects.toMatchObject(
      refused(
        'ImageNotFoundException',
        "The image with imageId {imageDigest:'null', imageTag:'latest'} does not exist within the repository with name 'empty'",
      ),
    );
    const imageIds = [{ imageTag: 'latest' }, { imageDigest: 'sha256' }, {}];
    const codes = ['ImageNotFound', 'InvalidImageDigest', 'MissingDigestAndTag'];
    for (const command of [BatchGetImageCommand, BatchDeleteImageCommand]) {
      const { failures = [] } = await ecr.send(new command({ repositoryName, imageIds }));
      expect(failures.map(({ failureCode }) => failureCode)).toEqual(codes);
    }
    await expect(ecr.send(new BatchGetImageCommand({ repositoryName: 'nowhere', imageIds }))).rejects.toMatchObject({
      name: 'RepositoryNotFoundException',
    });
  });

  it('outlive the server', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'local-ecr-'));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    const first = await startSageMaker({ containerEngine: '/nowhere/docker', root });
    const clientOf = ({ announcement: { endpoint, region, ...credentials } }: TestSageMaker) =>
      new ECRClient({ endpoint, region, credentials });
    await clientOf(first).send(new CreateRepositoryCommand({ repositoryName: 'kept' }));
    await first.stop();
    const second = await startSageMaker({ containerEngine: '/nowhere/docker', root });
    const { repositories } = await clientOf(second).send(new DescribeRepositoriesCommand({}));
    await second.stop();
    expect(repositories).toMatchObject([{ repositoryName: 'kept' }]);
  });
});

it('has no repository that nobody created where the engine does not answer', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'local-ecr-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const containerEngine = path.join(folder, 'docker');
  await writeFile(containerEngine, '#!/bin/sh\necho "Cannot connect to the Docker daemon" >&2\nexit 1\n', {
    mode: 0o755,
  });
  const down = await startSageMaker({ containerEngine });
  onTestFinished(() => down.stop());
  const { endpoint, region, accessKeyId, secretAccessKey } = down.announcement;
  const client = new ECRClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 });
  const named = { repositoryNames: ['nowhere'] };
  await expect(client.send(new DescribeRepositoriesCommand(named))).rejects.toMatchObject({
    name: 'RepositoryNotFoundException',
  });
  await client.send(new CreateRepositoryCommand({ repositoryName: 'nowhere' }));
  expect((await client.send(new DescribeRepositoriesCommand(named))).repositories).toHaveLength(1);
  // Which images it holds nobody knows.
  await expect(client.send(new DescribeImagesCommand({ repositoryName: 'nowhere' }))).rejects.toMatchObject({
    name: 'ServerException',
  });
});

it('gives a token in ECR’s form', async () => {
  const { authorizationData: [data] = [] } = await ecr.send(new GetAuthorizationTokenCommand({}));
  expect(Buffer.from(data?.authorizationToken ?? '', 'base64').toString()).toMatch(/^AWS:[\w-]{64,}$/);
  expect(data?.proxyEndpoint).toBe(`https://${host}`);
  expect(data?.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 11 * 3600 * 1000);
});

describe.skipIf(!existsSync('/usr/bin/aws'))('the AWS CLI (needs Debian’s awscli)', () => {
  const aws = async (...args: string[]) => {
    const command = ['--endpoint-url', local.announcement.endpoint, '--output', 'json', 'ecr', ...args];
    const { stdout } = await run('/usr/bin/aws', command, { env: local.environment });
    return stdout;
  };

  it('does what build_and_push_docker.sh does: describes the repository, else creates it, and asks for a password', async () => {
    const named = ['--repository-names', 'by-cli'];
    await expect(aws('describe-repositories', ...named)).rejects.toThrow('(RepositoryNotFoundException)');
    const scan = ['--image-scanning-configuration', 'scanOnPush=true'];
    await aws('create-repository', '--repository-name', 'by-cli', ...scan);
    expect(JSON.parse(await aws('describe-repositories', ...named))).toMatchObject({
      repositories: [{ repositoryUri: `${host}/by-cli`, imageScanningConfiguration: { scanOnPush: true } }],
    });
    expect((await aws('get-login-password')).trim()).toMatch(/^[\w-]{64,}$/);
    await aws('delete-repository', '--repository-name', 'by-cli', '--force');
  });
});

describe.skipIf(!existsSync('/usr/lib/python3/dist-packages/boto3'))('boto3 (needs Debian’s python3-boto3)', () => {
  it('creates, pages, tags and tells errors apart', async () => {
    const script = `
import boto3, os
ecr = boto3.client('ecr', endpoint_url=os.environ['ENDPOINT'])
arn = ecr.create_repository(repositoryName='by-boto3/a', tags=[{'Key': 'k', 'Value': 'v'}])['repository']['repositoryArn']
ecr.create_repository(repositoryName='by-boto3/b')
pages = ecr.get_paginator('describe_repositories').paginate(PaginationConfig={'PageSize': 1})
names = [r['repositoryName'] for p in pages for r in p['repositories']]
images = [i for p in ecr.get_paginator('list_images').paginate(repositoryName='by-boto3/a') for i in p['imageIds']]
try:
    ecr.create_repository(repositoryName='by-boto3/a')
except ecr.exceptions.RepositoryAlreadyExistsException:
    print([n for n in names if n.startswith('by-boto3')], images, ecr.list_tags_for_resource(resourceArn=arn)['tags'])
`;
    const { stdout } = await run('/usr/bin/python3', ['-c', script], { env: local.environment });
    expect(stdout.trim()).toBe("['by-boto3/a', 'by-boto3/b'] [] [{'Key': 'k', 'Value': 'v'}]");
  });
});
