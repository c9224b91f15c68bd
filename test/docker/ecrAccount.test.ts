import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Backend } from '../../src/core/ports/backend.ts';
import type { ImageRegistry } from '../../src/core/ports/imageRegistry.ts';
import { describeDocker } from '../support/docker/describe.ts';
import { docker, ownName, tryDocker } from '../support/docker/docker.ts';
import { ensureRegistry } from '../support/docker/registry.ts';
import { startEcrAccount, type EcrAccount } from '../support/ecrRegistry.ts';
import { localBackends } from '../support/localBackend.ts';

describeDocker('the registry of an AWS connection', () => {
  let account: EcrAccount;
  let backend: Backend;
  let registry: ImageRegistry;
  let folder: string;
  const made: string[] = [];

  beforeAll(async () => {
    expect(await ensureRegistry(console.log)).toBeUndefined();
    account = await startEcrAccount();
    for (const [name, value] of Object.entries(account.environment)) vi.stubEnv(name, value);
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-ecr-'));
    backend = await localBackends(path.join(folder, 'unused')).get(account.connection);
    ({ registry } = backend);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await tryDocker(['image', 'rm', '--force', ...made]);
    await account.stop();
    await fs.rm(folder, { recursive: true, force: true });
  });

  /** Builds a little image and pushes it with the login that the registry gives. */
  const push = async (repository: string, tag: string, content: string) => {
    const name = `${account.registry.host}/${repository}:${tag}`;
    await fs.writeFile(path.join(folder, 'content'), content);
    await fs.writeFile(path.join(folder, 'Dockerfile'), 'FROM scratch\nCOPY content /content\n');
    // By its id: pushed, it keeps a name also when its tag has gone on to another.
    const built = await docker(['build', '--quiet', '--tag', name, folder]);
    made.push(built.split('\n').at(-1) ?? name);
    const login = await registry.login();
    if (login === undefined) throw new Error('no login');
    const auth = Buffer.from(`${login.username}:${login.password}`).toString('base64');
    await fs.writeFile(path.join(folder, 'config.json'), JSON.stringify({ auths: { [login.host]: { auth } } }));
    return tryDocker(['push', name], { ...process.env, DOCKER_CONFIG: folder });
  };
  const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
    const found: T[] = [];
    for await (const item of items) found.push(item);
    return found;
  };

  it('creates a repository that scans on push, takes an image with the login it gives, and tells of it', async () => {
    const name = ownName('pushed');
    expect(await registry.findRepository(name)).toBeUndefined();
    expect((await push(name, '1', 'too early')).output).toContain(`The repository with name '${name}' does not exist`);
    const uri = await registry.uriOf(name);
    const repository = await registry.createRepository(name);
    expect(uri).toBe(`${account.registry.host}/${name}`);
    expect(repository).toMatchObject({ name, uri, scansOnPush: true });
    await expect(registry.createRepository(name)).rejects.toMatchObject({ code: 'NameTaken' });
    expect(await push(name, '1', 'first')).toMatchObject({ code: 0 });
    expect(await push(name, '2', 'second')).toMatchObject({ code: 0 });
    const digests = await docker(['image', 'inspect', '--format', '{{json .RepoDigests}}', `${repository.uri}:2`]);
    const found = await registry.findImage(name, '2');
    expect(JSON.parse(digests)).toEqual([`${repository.uri}@${found?.digest ?? ''}`]);
    expect(found).toMatchObject({ repository: name, tags: ['2'], scan: undefined });
    expect((await all(registry.images(name))).map(({ tags }) => tags)).toEqual([['2'], ['1']]);
    expect(await registry.scan(name, found?.digest ?? '')).toBeUndefined();
    expect(registry.consoleUrl(repository, 'sha256:1')).toBe(
      `https://console.aws.amazon.com/ecr/repositories/private/000000000000/${name}/_/image/sha256:1/details?region=us-east-1`,
    );
    await registry.deleteImage(name, found?.digest ?? '');
    expect(await registry.findImage(name, '2')).toBeUndefined();
    await expect(registry.deleteImage(name, found?.digest ?? '')).rejects.toMatchObject({ code: 'ImageNotFound' });
    await expect(registry.deleteRepository(name, { force: false })).rejects.toMatchObject({
      code: 'RepositoryNotEmpty',
    });
    await registry.deleteRepository(name, { force: true });
    expect((await all(registry.repositories())).map((each) => each.name)).not.toContain(name);
    await expect(all(registry.images(name))).rejects.toMatchObject({ code: 'NotFound' });
  });

  it('says what the user may not do', async () => {
    account.faults.denied = ['CreateRepository'];
    await expect(registry.createRepository('denied')).rejects.toMatchObject({
      code: 'AccessDenied',
      message: expect.stringMatching(/^The AWS profile study may not do ecr:CreateRepository on arn:aws:ecr/) as string,
    });
    account.faults.denied = [];
  });

  it('stands for a login that is no longer good, and for an immutable repository', async () => {
    const name = ownName('faults');
    await registry.createRepository(name);
    account.faults.password = 'expired';
    expect((await push(name, '1', 'faults')).output).toMatch(/no basic auth credentials|unauthorized|denied/u);
    account.faults.password = undefined;
    const { sageMaker } = account;
    const { ECRClient, PutImageTagMutabilityCommand } = await import('@aws-sdk/client-ecr');
    const { endpoint, region, ...credentials } = sageMaker.announcement;
    const ecr = new ECRClient({ endpoint, region, credentials });
    await ecr.send(new PutImageTagMutabilityCommand({ repositoryName: name, imageTagMutability: 'IMMUTABLE' }));
    expect(await push(name, '1', 'faults')).toMatchObject({ code: 0 });
    expect((await push(name, '1', 'other')).output).toContain('cannot be overwritten because the tag is immutable');
    expect((await registry.findRepository(name))?.isImmutable).toBe(true);
  });
});
