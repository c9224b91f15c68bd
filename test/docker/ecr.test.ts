import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  ListImagesCommand,
  TagResourceCommand,
  type ListImagesResponse,
} from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryLabel } from '../../src/core/images/labels.ts';
import { jobsImage } from '../support/docker/baseImage.ts';
import { describeDocker } from '../support/docker/describe.ts';
import { docker, hasImage, ownName, tryDocker } from '../support/docker/docker.ts';
import { startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';

const run = promisify(execFile);
const host = '000000000000.dkr.ecr.us-east-1.amazonaws.com';

describeDocker('ECR of Local SageMaker over the images of Docker', () => {
  let local: TestSageMaker;
  let ecr: ECRClient;
  let folder: string;
  const made: string[] = [];

  beforeAll(async () => {
    local = await startSageMaker();
    const { endpoint, region, accessKeyId, secretAccessKey } = local.announcement;
    ecr = new ECRClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 });
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-ecr-'));
  });
  afterAll(async () => {
    await tryDocker(['image', 'rm', '--force', ...made]);
    await local.stop();
    await fs.rm(folder, { recursive: true, force: true });
  });

  /** Builds a little image of its own for each content; gives its id. */
  const build = async (content: string, repository: string, ...tags: string[]): Promise<string> => {
    await fs.writeFile(path.join(folder, 'content'), content);
    await fs.writeFile(path.join(folder, 'Dockerfile'), 'FROM scratch\nCOPY content /content\n');
    const names = tags.flatMap((tag) => ['--tag', `${host}/${repository}:${tag}`]);
    const idFile = path.join(folder, 'id');
    const label = `${repositoryLabel}=${host}/${repository}`;
    await docker(['build', '--quiet', '--iidfile', idFile, '--label', label, ...names, folder]);
    const id = (await fs.readFile(idFile, 'utf8')).trim();
    made.push(id, ...tags.map((tag) => `${host}/${repository}:${tag}`));
    return id;
  };
  const images = async (repositoryName: string) =>
    (await ecr.send(new DescribeImagesCommand({ repositoryName }))).imageDetails ?? [];

  it('has an image as soon as the engine has one of its name, whether or not its repository was created', async () => {
    const repositoryName = ownName('by-hand');
    const id = await build('by hand', repositoryName, '1', 'latest');
    const { repositories } = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }));
    expect(repositories).toMatchObject([{ repositoryUri: `${host}/${repositoryName}`, imageTagMutability: 'MUTABLE' }]);
    const all = await ecr.send(new DescribeRepositoriesCommand({ maxResults: 1000 }));
    expect(all.repositories?.map((each) => each.repositoryName)).toContain(repositoryName);
    const [image] = await images(repositoryName);
    expect(image).toMatchObject({ imageDigest: id, imageSizeInBytes: 7, repositoryName });
    expect(image?.imageTags?.sort()).toEqual(['1', 'latest']);
    expect(Date.now() - (image?.imagePushedAt?.getTime() ?? 0)).toBeLessThan(60_000);
    await expect(ecr.send(new CreateRepositoryCommand({ repositoryName }))).rejects.toMatchObject({
      name: 'RepositoryAlreadyExistsException',
    });
    const resourceArn = repositories?.[0]?.repositoryArn;
    await ecr.send(new TagResourceCommand({ resourceArn, tags: [{ Key: 'kept', Value: 'yes' }] }));
  });

  it('has no repository for an image that was only built for it: that is created, and then holds it', async () => {
    const repositoryName = ownName('built-only');
    const id = await build('built only', repositoryName);
    await expect(images(repositoryName)).rejects.toMatchObject({ name: 'RepositoryNotFoundException' });
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
    expect(await images(repositoryName)).toMatchObject([{ imageDigest: id }]);
    await ecr.send(new DeleteRepositoryCommand({ repositoryName, force: true }));
  });

  it('keeps what a tag was moved away from, as ECR does, and pages, filters and finds by tag and digest', async () => {
    const repositoryName = ownName('history');
    const ids = [
      await build('first', repositoryName, 'latest'),
      await build('second', repositoryName, 'latest', 'second'),
      await build('third', repositoryName, 'third'),
    ];
    expect((await images(repositoryName)).map(({ imageDigest }) => imageDigest)).toEqual(ids.toReversed());
    const listed = async (tagStatus: 'TAGGED' | 'UNTAGGED' | 'ANY') => {
      const found = [];
      let nextToken: string | undefined;
      do {
        const page: ListImagesResponse = await ecr.send(
          new ListImagesCommand({ repositoryName, filter: { tagStatus }, maxResults: 1, nextToken }),
        );
        found.push(...(page.imageIds ?? []).map(({ imageTag }) => imageTag));
        ({ nextToken } = page);
      } while (nextToken !== undefined);
      return found;
    };
    expect(await listed('ANY')).toEqual(['third', 'latest', 'second', undefined]);
    expect(await listed('TAGGED')).toEqual(['third', 'latest', 'second']);
    expect(await listed('UNTAGGED')).toEqual([undefined]);
    const byId = await ecr.send(
      new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'latest' }, { imageDigest: ids[0] }] }),
    );
    expect(byId.imageDetails?.map(({ imageDigest, imageTags }) => [imageDigest, imageTags?.toSorted()])).toEqual([
      [ids[1], ['latest', 'second']],
      [ids[0], undefined],
    ]);
    const wrong = await ecr.send(
      new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: 'latest', imageDigest: ids[0] }] }),
    );
    expect(wrong.failures).toMatchObject([{ failureCode: 'ImageTagDoesNotMatchDigest' }]);
    const { images: [image] = [] } = await ecr.send(
      new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: 'third' }] }),
    );
    expect(image?.imageId).toEqual({ imageTag: 'third', imageDigest: ids[2] });
    expect(JSON.parse(image?.imageManifest ?? '')).toMatchObject({
      config: { digest: ids[2] },
      layers: [{ digest: expect.stringMatching(/^sha256:/) as string }],
    });
    await expect(
      ecr.send(new DescribeImageScanFindingsCommand({ repositoryName, imageId: { imageTag: 'third' } })),
    ).rejects.toMatchObject({ name: 'ScanNotFoundException' });
  });

  it('deletes by tag and by digest, and leaves names of other repositories alone', async () => {
    const repositoryName = ownName('deleted');
    const elsewhere = ownName('elsewhere');
    const id = await build('two tags', repositoryName, 'a', 'b');
    const shared = await build('shared', repositoryName, 'shared');
    await docker(['tag', shared, `${elsewhere}:1`]);
    made.push(`${elsewhere}:1`);
    const remove = (imageIds: { imageTag?: string; imageDigest?: string }[]) =>
      ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));
    expect(await remove([{ imageTag: 'a' }])).toMatchObject({ imageIds: [{ imageTag: 'a', imageDigest: id }] });
    expect(await hasImage(id)).toBe(true);
    const gone = await remove([{ imageDigest: id }, { imageDigest: shared }, { imageTag: 'none' }]);
    expect(gone).toMatchObject({
      imageIds: [
        { imageTag: 'b', imageDigest: id },
        { imageTag: 'shared', imageDigest: shared },
      ],
      failures: [{ failureCode: 'ImageNotFound', imageId: { imageTag: 'none' } }],
    });
    expect(await hasImage(id)).toBe(false);
    expect(await hasImage(`${elsewhere}:1`)).toBe(true);
    expect(await hasImage(`${host}/${repositoryName}:shared`)).toBe(false);
  });

  it('deletes no image while a container runs in it', async () => {
    const repositoryName = ownName('busy');
    const [container, uri] = [ownName('container'), `${host}/${repositoryName}:1`];
    await fs.writeFile(path.join(folder, 'Dockerfile'), `FROM ${jobsImage}\nENV BUSY=${repositoryName}\n`);
    await docker(['build', '--quiet', '--tag', uri, '--tag', `${host}/${repositoryName}:2`, folder]);
    made.push(uri, `${host}/${repositoryName}:2`);
    await docker(['run', '--detach', '--rm', '--name', container, uri, 'sleep', '300']);
    try {
      const inUse = [{ failureCode: 'ImageInUse', failureReason: 'The image is in use by a container' }];
      const [{ imageDigest } = {}] = await images(repositoryName);
      for (const imageIds of [[{ imageDigest }], [{ imageTag: '1' }]]) {
        const { failures } = await ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));
        expect(failures).toMatchObject(inUse);
      }
      await expect(ecr.send(new DeleteRepositoryCommand({ repositoryName }))).rejects.toMatchObject({
        name: 'RepositoryNotEmptyException',
      });
      await expect(ecr.send(new DeleteRepositoryCommand({ repositoryName, force: true }))).rejects.toMatchObject({
        name: 'ImageInUseException',
      });
      expect((await images(repositoryName))[0]?.imageTags).toHaveLength(2);
    } finally {
      await docker(['rm', '--force', container]);
    }
    await ecr.send(new DeleteRepositoryCommand({ repositoryName, force: true }));
    expect(await hasImage(uri)).toBe(false);
    await expect(images(repositoryName)).rejects.toMatchObject({ name: 'RepositoryNotFoundException' });
  });

  it('says when the engine does not answer, and still knows the repositories that were created', async () => {
    const stopped = path.join(folder, 'docker');
    await fs.writeFile(stopped, `#!/bin/sh\nDOCKER_HOST=unix://${folder}/none.sock exec docker "$@"\n`, {
      mode: 0o755,
    });
    const other = await startSageMaker({ containerEngine: stopped });
    const { endpoint, region, ...credentials } = other.announcement;
    const client = new ECRClient({ endpoint, region, credentials, maxAttempts: 1 });
    try {
      await client.send(new CreateRepositoryCommand({ repositoryName: 'waiting' }));
      const { repositories } = await client.send(new DescribeRepositoriesCommand({}));
      expect(repositories).toMatchObject([{ repositoryName: 'waiting' }]);
      await expect(client.send(new DescribeImagesCommand({ repositoryName: 'waiting' }))).rejects.toMatchObject({
        name: 'ServerException',
        message: expect.stringContaining('its engine does not answer') as string,
      });
    } finally {
      await other.stop();
    }
  });

  describe.skipIf(!existsSync('/usr/bin/aws'))('the AWS CLI (needs Debian’s awscli)', () => {
    it('lists and deletes images', async () => {
      const repository = ownName('by-cli');
      const id = await build('by cli', repository, 'v1');
      const aws = async (...args: string[]) => {
        const command = ['--endpoint-url', local.announcement.endpoint, '--output', 'json', 'ecr', ...args];
        const { stdout } = await run('/usr/bin/aws', command, { env: local.environment });
        return JSON.parse(stdout) as unknown;
      };
      const named = ['--repository-name', repository];
      expect(await aws('describe-images', ...named, '--image-ids', 'imageTag=v1')).toMatchObject({
        imageDetails: [{ imageDigest: id, imageTags: ['v1'] }],
      });
      expect(await aws('batch-delete-image', ...named, '--image-ids', `imageDigest=${id}`)).toMatchObject({
        failures: [],
      });
      expect(await hasImage(id)).toBe(false);
    });
  });

  describe.skipIf(!existsSync('/usr/lib/python3/dist-packages/boto3'))('boto3 (needs Debian’s python3-boto3)', () => {
    it('pages through images and reads manifests', async () => {
      const repository = ownName('by-boto3');
      for (const tag of ['a', 'b', 'c']) await build(`boto3 ${tag}`, repository, tag);
      const script = `
import boto3, json, os, sys
ecr = boto3.client('ecr', endpoint_url=os.environ['ENDPOINT'])
name = sys.argv[1]
pages = list(ecr.get_paginator('describe_images').paginate(repositoryName=name, PaginationConfig={'PageSize': 2}))
tags = [t for p in pages for i in p['imageDetails'] for t in i['imageTags']]
manifest = json.loads(ecr.batch_get_image(repositoryName=name, imageIds=[{'imageTag': 'b'}])['images'][0]['imageManifest'])
print(len(pages), tags, manifest['schemaVersion'])
`;
      const { stdout } = await run('/usr/bin/python3', ['-c', script, repository], { env: local.environment });
      expect(stdout.trim()).toBe("2 ['c', 'b', 'a'] 2");
    });
  });
});
