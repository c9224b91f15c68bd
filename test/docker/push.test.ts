import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ContainerEngine } from '../../src/core/ports/containerEngine.ts';
import { baseImage } from '../support/docker/baseImage.ts';
import { describeDocker } from '../support/docker/describe.ts';
import { docker, tryDocker } from '../support/docker/docker.ts';
import { engineOf, ImageWorkshop } from '../support/docker/imageWorkshop.ts';
import { ensureRegistry, startRegistry, type Registry } from '../support/docker/registry.ts';
import { registryDouble, type RegistryDouble } from '../support/docker/registryDouble.ts';
import { ecrRefuses, isPush, taggedBy } from '../support/docker/registryFaults.ts';
import { writeNoise } from '../support/docker/noise.ts';
import { run, sleep } from '../support/processes.ts';

let registry: Registry;
let ecr: RegistryDouble;
let workshop: ImageWorkshop;
/** Home of the user's Docker configuration, and where this user's temporary secrets go. */
let home: string;
let engine: ContainerEngine;

describeDocker('pushing an image', () => {
  beforeEach(async () => {
    expect(await ensureRegistry(console.log)).toBeUndefined();
    registry = await startRegistry();
    ecr = registryDouble(registry);
    workshop = await ImageWorkshop.open();
    home = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-home-'));
    await fs.mkdir(path.join(home, 'docker'));
    await fs.mkdir(path.join(home, 'run'));
    engine = engineOf('docker', { DOCKER_CONFIG: path.join(home, 'docker'), XDG_RUNTIME_DIR: path.join(home, 'run') });
    await writeNoise(workshop);
  });
  afterEach(async () => {
    await workshop.close();
    await registry.stop();
    await fs.rm(home, { recursive: true, force: true });
  });

  it('creates the repository, pushes once, pins the digest; the login is nowhere to be found', async () => {
    await writeNoise(workshop, 1, 1, baseImage);
    const config = JSON.stringify({ auths: { 'example.com': { auth: 'YTpi' } }, credsStore: 'not-installed' });
    await fs.writeFile(path.join(home, 'docker', 'config.json'), config);
    const seen = watchProcesses([registry.password, Buffer.from(`AWS:${registry.password}`).toString('base64')]);
    const { built, error, steps, output } = await workshop.build(engine, { registry: ecr });
    expect(await seen.stop()).toEqual({ secrets: [], rounds: expect.any(Number) as number });
    expect(error).toBeUndefined();
    expect(steps).toContainEqual({ kind: 'repository', name: workshop.name, isNew: true, scansOnPush: true });
    expect(output).toMatch(/Pushed/u);
    const [tag] = built?.uri.split(':').slice(-1) ?? [];
    const repository = `${registry.host}/${workshop.name}`;
    expect(built?.uri).toBe(`${repository}:${tag ?? ''}`);
    const { digest } = (await ecr.findImage(workshop.name, 'latest')) ?? {};
    expect(digest).toBe(built?.digest);
    expect(
      JSON.parse(await docker(['image', 'inspect', '--format', '{{json .RepoDigests}}', built?.uri ?? ''])),
    ).toContain(`${repository}@${digest ?? ''}`);
    expect(await fs.readFile(path.join(home, 'docker', 'config.json'), 'utf8')).toBe(config);
    expect(await fs.readdir(path.join(home, 'run'))).toEqual([]);
    expect(`${output}${JSON.stringify(steps)}`).not.toContain(registry.password);
    // Pulled back, it runs.
    await tryDocker(['image', 'rm', '--force', `${repository}:latest`, built?.uri ?? '']);
    const login = await engine.logIn({
      host: registry.host,
      username: 'AWS',
      password: registry.password,
      expires: undefined,
    });
    const environment = { ...process.env, ...login.environment };
    expect(
      await docker(['run', '--rm', `${repository}@${digest ?? ''}`, 'wc', '-c', '/noise-1-0'], environment),
    ).toContain('8000000');
    await login.dispose();
  });

  it('pushes nothing when the image is there already', async () => {
    const first = await workshop.build(engine, { registry: ecr });
    registry.requests.length = 0;
    const second = await workshop.build(engine, { registry: ecr });
    expect(second.built).toMatchObject({ uri: first.built?.uri, digest: first.built?.digest, isUnchanged: true });
    expect(registry.requests.filter((request) => !/^(?:GET|HEAD)/u.test(request))).toEqual([]);
    expect(second.steps.at(-1)?.kind).toBe('unchanged');
  });

  it("keeps the user's context, other logins and plugins at hand, and removes what a crash left", async () => {
    // Where the tests' own engine is named by DOCKER_HOST, that would come before any context.
    const { DOCKER_HOST: host = 'unix:///var/run/docker.sock', ...others } = process.env;
    const config = { ...others, DOCKER_CONFIG: path.join(home, 'docker') };
    await docker(['context', 'create', 'theirs', '--docker', `host=${host}`], config);
    await docker(['context', 'use', 'theirs'], config);
    // Docker 20.10 has no `context show` yet.
    const currentContext = (env: NodeJS.ProcessEnv) =>
      docker(['context', 'ls', '--format', '{{if .Current}}{{.Name}}{{end}}'], env);
    const dead = await run('sh', ['-c', 'echo $$']);
    const left = path.join(home, 'run', `sagemaker-runner-login-${dead.output.trim()}-abcdef`);
    await fs.mkdir(left);
    const login = await engine.logIn({ host: 'example.org', username: 'AWS', password: 'secret', expires: undefined });
    await expect(fs.stat(left)).rejects.toThrow();
    const folder = login.environment['DOCKER_CONFIG'] ?? '';
    expect((await fs.stat(folder)).mode & 0o777).toBe(0o700);
    expect((await fs.stat(path.join(folder, 'config.json'))).mode & 0o777).toBe(0o600);
    const loggedIn = { ...config, ...login.environment };
    expect(await currentContext(loggedIn)).toBe('theirs');
    expect(await docker(['version', '--format', '{{.Server.Os}}'], loggedIn)).toBe('linux');
    await login.dispose();
    await expect(fs.stat(folder)).rejects.toThrow();
    expect(await currentContext(config)).toBe('theirs');
  });

  it('uses what was pushed last as its cache where nothing is at hand', async () => {
    const classic = engineOf('docker', { DOCKER_BUILDKIT: '0' });
    await workshop.write({
      Dockerfile: `FROM ${baseImage}\nRUN head -c 1000 /dev/urandom > /once # ${workshop.name}\nCOPY fit.R /opt/\n`,
    });
    const { built } = await workshop.build(classic, { registry: ecr });
    const once = await docker(['run', '--rm', built?.uri ?? '', 'sha256sum', '/once']);
    await docker(['image', 'rm', '--force', ...(await workshop.images())]);
    await workshop.write({ 'fit.R': 'print(2)\n' });
    const { built: again, output } = await workshop.build(classic, { registry: ecr });
    expect(output).toContain('Using cache');
    expect(await docker(['run', '--rm', again?.uri ?? '', 'sha256sum', '/once'])).toBe(once);
    expect(again?.digest).not.toBe(built?.digest);
  });

  it('takes from the older builder’s own cache what a failed build came to, also with one in the registry', async () => {
    const classic = engineOf('docker', { DOCKER_BUILDKIT: '0' });
    const begin = `FROM ${baseImage}\nCOPY fit.R /opt/\n`;
    await workshop.write({ Dockerfile: begin });
    await workshop.build(classic, { registry: ecr });
    await docker(['image', 'rm', '--force', ...(await workshop.images())]);
    const slow = `${begin}RUN head -c 1000 /dev/urandom > /once # ${workshop.name}\n`;
    await workshop.write({ Dockerfile: `${slow}RUN false # ${workshop.name}\n` });
    const failed = await workshop.build(classic, { registry: ecr });
    expect(failed.error).toMatchObject({ code: 'BuildFailed' });
    await workshop.write({ Dockerfile: `${slow}RUN true # ${workshop.name}\n` });
    const { built, output } = await workshop.build(classic, { registry: ecr });
    expect(built).toBeDefined();
    expect(output.match(/Using cache/gu)).toHaveLength(2);
  });

  it('works in an account without a shell, and where the folder for run-time files is not there', async () => {
    const bare = engineOf('docker', { SHELL: '/usr/sbin/nologin', XDG_RUNTIME_DIR: path.join(home, 'not-there') });
    const { error, output } = await workshop.build(bare, { registry: ecr });
    expect(error).toBeUndefined();
    expect(output).toMatch(/Pushed/u);
  });

  it('logs in again when the login runs out in the middle, and says so when that does not help', async () => {
    let refused = 0;
    registry.faults.refuse = (request) => {
      if (!isPush(request) || ecr.logins > 1) return undefined;
      if (!(request.url ?? '').includes('/manifests/')) return undefined;
      refused += 1;
      return ecrRefuses.expired;
    };
    const { error, steps } = await workshop.build(engine, { registry: ecr });
    expect(error).toBeUndefined();
    expect([refused > 0, ecr.logins]).toEqual([true, 2]);
    expect(steps.map(({ kind }) => kind)).toContain('loggingInAgain');

    await writeNoise(workshop, 2);
    registry.faults.refuse = (request) =>
      isPush(request) ? { status: 401, code: 'UNAUTHORIZED', message: 'no' } : undefined;
    const never = await workshop.build(engine, { registry: ecr });
    expect(never.error).toMatchObject({ code: 'CredentialsExpired' });
    expect(await fs.readdir(path.join(home, 'run'))).toEqual([]);
  });

  it('does not move a tag of an immutable repository', async () => {
    await workshop.build(engine, { registry: ecr, tags: ['1', 'latest'] });
    const repository = ecr.made.get(workshop.name);
    if (repository) ecr.made.set(workshop.name, { ...repository, isImmutable: true });
    await writeNoise(workshop, 2);
    registry.requests.length = 0;
    const taken = await workshop.build(engine, { registry: ecr, tags: ['1', 'latest'] });
    expect(taken.error).toMatchObject({ code: 'RepositoryImmutable' });
    expect(registry.requests.filter((request) => request.startsWith('PUT'))).toEqual([]);
    const other = await workshop.build(engine, { registry: ecr, tags: ['2', 'latest'] });
    expect(other.error).toBeUndefined();
    expect(other.steps).toContainEqual({ kind: 'keptTag', tag: 'latest' });
    expect((await ecr.findImage(workshop.name, 'latest'))?.tags).toEqual(expect.arrayContaining(['1']));
    // Also when only the registry knows.
    await writeNoise(workshop, 3);
    registry.faults.refuse = (request) => {
      const written = taggedBy(request);
      return written && ecrRefuses.immutable(written.repository, written.tag);
    };
    const late = await workshop.build(engine, { registry: ecr, tags: ['3'] });
    expect(late.error).toMatchObject({ code: 'RepositoryImmutable' });
  });

  it('says that the repository is not there and may not be created; what was built is kept for when it may', async () => {
    ecr.mayCreate = false;
    const { error, steps } = await workshop.build(engine, { registry: ecr });
    expect(error).toMatchObject({ code: 'AccessDenied' });
    expect(error?.message).toMatch(/^The image was built, not pushed: .*ecr:CreateRepository/u);
    expect(steps).toContainEqual({ kind: 'noRepository', name: workshop.name });
    ecr.mayCreate = true;
    const { built, output } = await workshop.build(engine, { registry: ecr });
    expect(built).toBeDefined();
    expect(output).toMatch(/Using cache|CACHED/u);
  });

  it('creates no repository for a build that fails', async () => {
    await workshop.write({ Dockerfile: `FROM ${baseImage}\nRUN false # ${workshop.name}\n` });
    const { error } = await workshop.build(engine, { registry: ecr });
    expect(error).toMatchObject({ code: 'BuildFailed' });
    expect([...ecr.made]).toEqual([]);
  });
});

/** Looks for secrets on every command line and in every environment, until it is stopped. */
function watchProcesses(secrets: readonly string[]): { stop(): Promise<{ secrets: string[]; rounds: number }> } {
  const found = new Set<string>();
  let rounds = 0;
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      rounds += 1;
      for (const pid of (await fs.readdir('/proc')).filter((name) => /^\d+$/u.test(name))) {
        if (pid === String(process.pid)) continue;
        for (const file of ['cmdline', 'environ']) {
          const text = await fs.readFile(`/proc/${pid}/${file}`, 'latin1').catch(() => '');
          if (secrets.some((secret) => text.includes(secret))) found.add(`${file}: ${text.slice(0, 200)}`);
        }
      }
      await sleep(5);
    }
  })();
  return {
    stop: async () => {
      over.abort();
      await watching;
      return { secrets: [...found], rounds };
    },
  };
}
