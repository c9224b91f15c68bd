import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createContainerEngines } from '../../src/adapters/docker/index.ts';
import { createProcessRunner } from '../../src/adapters/process/processRunner.ts';
import { changedSince } from '../../src/app/images/fingerprint.ts';
import { createFiles } from '../../src/adapters/files/index.ts';
import { baseImage, jobsImage } from '../support/docker/baseImage.ts';
import { describeDocker } from '../support/docker/describe.ts';
import { docker } from '../support/docker/docker.ts';
import { builders, engineOf, ImageWorkshop } from '../support/docker/imageWorkshop.ts';
import { run, waitFor } from '../support/processes.ts';
import { processesWith } from '../support/processList.ts';

const found = await builders();
let workshop: ImageWorkshop;

beforeEach(async () => {
  workshop = await ImageWorkshop.open();
});
afterEach(async () => {
  await workshop.close();
});

for (const { name, engine } of found) {
  describeDocker(`an image, built with ${name}`, () => {
    it('holds what its Dockerfile says: arguments, a stage, files; it is named after folder and commit', async () => {
      await workshop.write({
        Dockerfile: [
          'ARG BASE',
          'FROM ${BASE} AS job',
          'ARG LEVEL=none',
          'COPY *.R /opt/',
          'RUN echo "level $LEVEL" > /level',
          'FROM job AS other',
          'RUN false',
        ].join('\n'),
        'fit.R': 'print(1)\n',
      });
      await git('init', '--quiet');
      await git('add', '.');
      await git('commit', '--quiet', '--message', 'first');
      const buildArguments = { BASE: baseImage, LEVEL: 'high "and" wide' };
      const { built, output, error } = await workshop.build(engine, { buildArguments, target: 'job' });
      expect(error).toBeUndefined();
      expect(output).toContain('COPY *.R /opt/');
      const hash = (await git('rev-parse', '--short', 'HEAD')).trim();
      expect(built?.uri).toBe(`${workshop.name}:${hash}`);
      expect(await docker(['run', '--rm', built?.uri ?? '', 'cat', '/level', '/opt/fit.R'])).toBe(
        'level high "and" wide\nprint(1)',
      );
      // What is saved after a build, which image the workspace's is, is no other state.
      await workshop.write({ '.vscode/settings.json': '{}\n' });
      expect((await workshop.build(engine, { buildArguments, target: 'job' })).built?.uri).toBe(built?.uri);
      const uris = new Set<string | undefined>();
      for (const text of ['print(2)\n', 'print(3)\n', 'print(2)\n']) {
        await workshop.write({ 'fit.R': text });
        uris.add((await workshop.build(engine, { buildArguments, target: 'job' })).built?.uri);
      }
      // Each state between two commits has a tag of its own, and its own again when it comes back.
      expect([...uris]).toEqual(Array(2).fill(expect.stringMatching(new RegExp(`:${hash}-dirty-[0-9a-f]{8}$`, 'u'))));
      expect((await workshop.images()).sort()).toEqual([...uris, built?.uri, `${workshop.name}:latest`].sort());
    });

    it('is the same image when nothing changed, and is known to be out of date when what it copies did', async () => {
      await workshop.write({
        Dockerfile: `FROM ${baseImage}\nCOPY . /opt/\nRUN echo made > /made\n`,
        '.dockerignore': '*.csv\n',
        'fit.R': 'print(1)\n',
        'data.csv': '1\n',
      });
      const [first, second] = [await workshop.build(engine), await workshop.build(engine)];
      expect(first.built?.digest).toBeDefined();
      expect(second.built?.digest).toBe(first.built?.digest);
      const changed = (): Promise<unknown> =>
        changedSince(first.built?.fingerprint ?? { content: '', state: '' }, {
          dockerfile: path.join(workshop.folder, 'Dockerfile'),
          context: workshop.folder,
          files: createFiles(),
        });
      expect(await changed()).toBeUndefined();
      await workshop.write({ 'data.csv': '2\n', 'fit.R': 'print(1)\n' });
      expect(await changed()).toBeUndefined();
      await workshop.write({ 'fit.R': 'print(2)\n' });
      expect(await changed()).toBeDefined();
    });

    it('fails at the line of the Dockerfile that is wrong', async () => {
      await workshop.write({ Dockerfile: `FROM ${baseImage}\n\nRUNN ls\n` });
      const syntax = await workshop.build(engine);
      expect(syntax.error).toMatchObject({ code: 'BuildFailed' });
      expect(syntax.error?.message).toMatch(/line 3: unknown instruction: RUNN/u);
      expect(syntax.problems).toMatchObject([{ line: 3, endLine: 3 }]);

      const lines = [
        '# a comment',
        `FROM ${baseImage} AS first`,
        'RUN true',
        `FROM ${baseImage}`,
        `RUN echo ${workshop.name} && \\`,
      ];
      await workshop.write({ Dockerfile: [...lines, '  # in between', '  sh -c "exit 7"', 'RUN ls'].join('\n') });
      const step = await workshop.build(engine);
      expect(step.error).toMatchObject({ code: 'BuildFailed' });
      expect(step.error?.message).toContain('exit code 7');
      expect(step.problems).toEqual([{ line: 5, endLine: 7, message: 'exit code 7' }]);
      expect(step.output).toContain(workshop.name);

      await workshop.write({ Dockerfile: `FROM ${baseImage}\nRUN echo begun \\\n && apt-get instal nothing\n` });
      const typo = await workshop.build(engine);
      const message = 'E: Invalid operation instal (exit code 100)';
      expect(typo.problems).toEqual([{ line: 2, endLine: 3, message }]);
      expect(typo.error?.message).toContain(message);

      await workshop.write({ Dockerfile: `FROM ${baseImage}\nRUN true\nCOPY not-there.R /opt/\n` });
      const copy = await workshop.build(engine);
      expect(copy.error).toMatchObject({ code: 'BuildFailed' });
      expect(copy.problems).toMatchObject([{ line: 3, endLine: 3 }]);
      expect(await workshop.images()).toEqual([]);
      expect(await docker(['ps', '--all', '--no-trunc', '--format', '{{.Command}}'])).not.toContain(workshop.name);
    });

    it('names the package that is not to be had, at its line', async () => {
      await workshop.write({
        Dockerfile: [
          `FROM ${jobsImage}`,
          'RUN mkdir -p /cran/src/contrib && touch /cran/src/contrib/PACKAGES',
          `RUN Rscript -e 'options(repos = "file:///cran")' \\`,
          `            -e 'install.packages(c("zoo", "nosuch"))' \\`,
          `            -e 'for (name in c("zoo", "nosuch")) loadNamespace(name)'`,
        ].join('\n'),
      });
      const { error, problems } = await workshop.build(engine);
      expect(error).toMatchObject({
        code: 'BuildFailed',
        message: expect.stringContaining(': zoo, nosuch.') as string,
      });
      expect(problems).toMatchObject([{ line: 4, endLine: 4 }]);
    });

    it('tells which base image cannot be pulled', async () => {
      await workshop.write({ Dockerfile: '# base\nFROM 127.0.0.1:9/nobody/nothing:3\nRUN ls\n' });
      const { error, problems } = await workshop.build(engine);
      expect(error).toMatchObject({ code: 'BaseImageUnavailable' });
      expect(error?.message).toContain('127.0.0.1:9/nobody/nothing:3');
      expect(problems).toMatchObject([{ line: 2, endLine: 2 }]);
    });

    it('leaves no container and no name behind when it is cancelled', async () => {
      const mark = `cancelled-${process.pid}-${Date.now()}`;
      await workshop.write({ Dockerfile: `FROM ${baseImage}\nRUN echo begun && sleep 100 && echo ${mark}\n` });
      const cancelled = new AbortController();
      const attempt = workshop.build(engine, {
        signal: cancelled.signal,
        onOutput: (text) => {
          if (/(?:^|\s)begun\s*$/mu.test(text)) cancelled.abort();
        },
      });
      await expect(attempt).rejects.toMatchObject({ name: 'AbortError' });
      expect(await workshop.images()).toEqual([]);
      await waitFor('no container and no process of the build', 60_000, async () => {
        const containers = await docker(['ps', '--all', '--no-trunc', '--format', '{{.Command}}']);
        const processes = processesWith(`sleep 100 && echo ${mark}`);
        return !containers.includes(mark) && processes.length === 0 ? true : undefined;
      });
    });

    it('is refused when it came out for another platform than asked for', async () => {
      await workshop.write({ Dockerfile: `FROM ${baseImage}\nRUN true\n` });
      const { error } = await workshop.build(engine, { platform: 'linux/arm64' });
      expect(['PlatformUnavailable', 'BaseImageUnavailable']).toContain(error?.code);
      expect(error?.message).toContain('linux/arm64');
      expect(await workshop.images()).toEqual([]);
    });
  });
}

describeDocker('a build where the engine is the trouble', () => {
  beforeEach(() => workshop.write({ Dockerfile: `FROM ${baseImage}\nRUN true\n` }));

  it('says that none is installed', async () => {
    const engines = createContainerEngines({
      processes: createProcessRunner({ searchPath: '/nowhere' }),
      wanted: () => '',
    });
    await expect(engines.find()).rejects.toMatchObject({ code: 'EngineMissing' });
  });

  it('says that it does not run', async () => {
    const { error } = await workshop.build(engineOf('docker', { DOCKER_HOST: 'unix:///tmp/no-engine-here.sock' }));
    expect(error).toMatchObject({ code: 'EngineStopped' });
  });

  it.runIf(process.getuid?.() === 0)('says that this user may not talk to it (needs root)', async () => {
    const program = path.join(workshop.folder, 'docker-as-nobody');
    const docker = (await run('sh', ['-c', 'command -v docker'])).output.trim();
    await fs.writeFile(program, `#!/bin/sh\nexec setpriv --reuid=65534 --regid=65534 --clear-groups ${docker} "$@"\n`, {
      mode: 0o755,
    });
    const { error } = await workshop.build(engineOf(program, {}));
    expect(error).toMatchObject({ code: 'EngineNotPermitted' });
    expect(error?.message).toContain('usermod -aG docker');
  });

  it.runIf(process.getuid?.() === 0)('says that its disk is full (needs root)', async () => {
    await workshop.write({ Dockerfile: 'FROM scratch\nCOPY big /big\n', big: 'x'.repeat(60_000_000) });
    await withSmallEngine(workshop.folder, async (host) => {
      for (const { engine: known } of found) {
        const { error } = await workshop.build(
          engineOf(known.program, { DOCKER_HOST: host, ...(known === found[0]?.engine && { DOCKER_BUILDKIT: '0' }) }),
        );
        expect(error).toMatchObject({ code: 'DiskFull' });
      }
    });
  });
});

async function git(...args: string[]): Promise<string> {
  const who = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false'];
  return (await run('git', ['-C', workshop.folder, ...who, ...args])).output;
}

/** An engine of its own whose images have 40 MB; it has a network of its own too, or it would take the other's bridge away. */
async function withSmallEngine(folder: string, use: (host: string) => Promise<void>): Promise<void> {
  const { spawn } = await import('node:child_process');
  const root = `${folder}-engine`;
  await fs.mkdir(path.join(root, 'data'), { recursive: true });
  await run('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', path.join(root, 'data')]);
  const host = `unix://${root}/docker.sock`;
  await fs.writeFile(path.join(root, 'daemon.json'), '{}');
  const flags = [
    `--host=${host}`,
    `--data-root=${root}/data`,
    `--exec-root=${root}/exec`,
    `--pidfile=${root}/pid`,
    `--config-file=${root}/daemon.json`,
    '--bridge=none',
    '--iptables=false',
    `--containerd-namespace=small-${process.pid}`,
    `--containerd-plugins-namespace=small-plugins-${process.pid}`,
  ];
  const engine = spawn('unshare', ['--net', 'dockerd', ...flags], { stdio: 'ignore' });
  const ended = new Promise((resolve) => engine.once('exit', resolve));
  try {
    await waitFor('the small engine', 60_000, async () =>
      (await run('docker', ['--host', host, 'version'])).code === 0 ? true : undefined,
    );
    await use(host);
  } finally {
    engine.kill('SIGTERM');
    await ended;
    await run('umount', ['-R', path.join(root, 'data')]);
    await fs.rm(root, { recursive: true, force: true });
  }
}
