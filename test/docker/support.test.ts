import { writeFile } from 'node:fs/promises';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jobsImage } from '../support/docker/baseImage.ts';
import { describeDocker } from '../support/docker/describe.ts';
import { docker, ownName, tryDocker } from '../support/docker/docker.ts';
import { ensureRegistry, startRegistry, type Registry } from '../support/docker/registry.ts';
import { ecrRefuses, taggedBy } from '../support/docker/registryFaults.ts';

describeDocker('what the tests with Docker stand on', () => {
  let registry: Registry;
  let configuration: NodeJS.ProcessEnv;
  let folder: string;
  const image = ownName('image');

  beforeAll(async () => {
    expect(await ensureRegistry(console.log)).toBeUndefined();
    registry = await startRegistry();
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-docker-config-'));
    configuration = { ...process.env, DOCKER_CONFIG: folder };
    const auth = Buffer.from(`${registry.user}:${registry.password}`).toString('base64');
    await writeFile(path.join(folder, 'config.json'), JSON.stringify({ auths: { [registry.host]: { auth } } }));
    await fs.writeFile(
      path.join(folder, 'Dockerfile'),
      `FROM ${jobsImage}\nRUN head -c 8000000 /dev/urandom > /noise\n`,
    );
    await docker(['build', '--tag', image, folder]);
  }, 300_000);

  afterAll(async () => {
    const mine = await docker(['image', 'ls', '--quiet', '--filter', `reference=${registry.host}/*`]);
    await tryDocker(['image', 'rm', '--force', image, ...mine.split('\n').filter((id) => id !== '')]);
    await registry.stop();
    await fs.rm(folder, { recursive: true, force: true });
  });

  const push = async (tag: string): ReturnType<typeof tryDocker> => {
    await docker(['tag', image, `${registry.host}/${tag}`]);
    return tryDocker(['push', `${registry.host}/${tag}`], configuration);
  };

  it('has R that reads JSON and draws without a display, and Python, in an image', async () => {
    const r = 'library(jsonlite); png(tempfile()); plot(1); invisible(dev.off()); cat(toJSON(list(a = "ü")))';
    expect(await docker(['run', '--rm', '--network=none', jobsImage, 'Rscript', '-e', r])).toBe('{"a":["ü"]}');
    expect(await docker(['run', '--rm', jobsImage, 'python3', '-c', 'print(6 * 7)'])).toBe('42');
  });

  it('has a registry that takes an image from who knows the password only, whole after a broken connection', async () => {
    expect(
      (await tryDocker(['pull', `${registry.host}/ours:1`], { ...process.env, DOCKER_CONFIG: '/nowhere' })).output,
    ).toMatch(/no basic auth credentials|unauthorized/);
    registry.faults.cutUploads = { times: 1, afterBytes: 1_000_000 };
    expect(await push('ours:1')).toMatchObject({ code: 0 });
    expect(registry.faults.cutUploads.times).toBe(0);
    const answer = await registry.get('/v2/ours/manifests/1', {
      accept: 'application/vnd.docker.distribution.manifest.v2+json',
    });
    const digest = answer.headers.get('docker-content-digest');
    const digests = await docker(['image', 'inspect', '--format', '{{json .RepoDigests}}', image]);
    expect(JSON.parse(digests)).toContain(`${registry.host}/ours@${digest}`);
  });

  it("has a registry that refuses in ECR's words", async () => {
    registry.faults.refuse = (request) => {
      const written = taggedBy(request);
      return written && ecrRefuses.immutable(written.repository, written.tag);
    };
    expect((await push('ours:2')).output).toContain('cannot be overwritten because the tag is immutable');
    registry.faults.refuse = (request) => (request.method === 'HEAD' ? undefined : ecrRefuses.expired);
    expect((await push('ours:3')).output).toContain('authorization token has expired');
    registry.faults.refuse = undefined;
    expect((await push('ours:3')).code).toBe(0);
  });
});
