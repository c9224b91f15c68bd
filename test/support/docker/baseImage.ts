import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { installDebian } from '../debian.ts';
import { withFileLock } from '../fileLock.ts';
import { run } from '../processes.ts';
import { hasImage, tryDocker } from './docker.ts';
import { engineFolder } from './engine.ts';
import { fromThisMachine } from './machineConfiguration.ts';
import { slim } from './slim.ts';

/** Debian bookworm that reaches the package registries as this machine does. A name of the tests' own: nobody's `debian` is touched. */
export const baseImage = 'sagemaker-runner-test/debian:bookworm-slim';

const pulled = 'debian:bookworm-slim';

/** Puts `baseImage` into the engine, once: made from Debian's packages where that can be, else pulled. Returns why not, when neither works. */
export async function ensureBaseImage(log: (line: string) => void): Promise<string | undefined> {
  if (await hasImage(baseImage)) return undefined;
  return withFileLock(path.join(engineFolder, 'images.lock'), async () => {
    if (await hasImage(baseImage)) return undefined;
    log(`Making ${baseImage} (once; up to a minute)`);
    const failure = await bootstrap(log);
    if (failure === undefined) return undefined;
    const pull = await tryDocker(['pull', '--quiet', pulled]);
    if (pull.code === 0) return (await tryDocker(['tag', pulled, baseImage])).code === 0 ? undefined : failure;
    return `the image ${pulled}: ${failure}; ${pull.output.trim().split('\n').at(-1) ?? ''}`;
  });
}

async function bootstrap(log: (line: string) => void): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'only root can make it from packages';
  if ((await run('debootstrap', ['--version'])).code !== 0) {
    const failure = await installDebian(['debootstrap'], log);
    if (failure !== undefined) return failure;
  }
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-debian-'));
  try {
    const machine = await fromThisMachine();
    const made = await run('debootstrap', [
      '--variant=minbase',
      '--include=ca-certificates',
      'bookworm',
      folder,
      machine.mirror,
    ]);
    if (made.code !== 0) return `debootstrap failed: ${made.output.trim().split('\n').at(-1) ?? ''}`;
    await machine.copyInto(folder);
    await slim(folder);
    return await importFolder(folder);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

function importFolder(folder: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const tar = spawn('tar', ['-C', folder, '-c', '.'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const docker = spawn('docker', ['import', '--change', 'CMD ["bash"]', '-', baseImage], {
      stdio: [tar.stdout, 'ignore', 'inherit'],
    });
    docker.once('error', (error) => {
      resolve(error.message);
    });
    docker.once('exit', (code) => {
      resolve(code === 0 ? undefined : `docker import ended with ${code ?? 'a signal'}`);
    });
  });
}

/** R with jsonlite, Python, and a font for plots: what the tests' jobs run in. */
const dockerfile = `FROM ${baseImage}
RUN apt-get update \\
  && apt-get install -y --no-install-recommends r-base-core r-cran-jsonlite python3-minimal fonts-dejavu-core \\
  && rm -rf /var/lib/apt/lists/*
ENV LANG=C.UTF-8
`;

/** Its tag changes with what is in it. */
export const jobsImage = `sagemaker-runner-test/jobs:${createHash('sha256').update(dockerfile).digest('hex').slice(0, 12)}`;

/** Puts `jobsImage` into the engine, once. Needs `baseImage` there. */
export async function ensureJobsImage(log: (line: string) => void): Promise<string | undefined> {
  if (await hasImage(jobsImage)) return undefined;
  return withFileLock(path.join(engineFolder, 'images.lock'), async () => {
    if (await hasImage(jobsImage)) return undefined;
    log(`Building ${jobsImage} (once; up to a minute)`);
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-jobs-image-'));
    try {
      await fs.writeFile(path.join(folder, 'Dockerfile'), dockerfile);
      const { code, output } = await tryDocker(['build', '--network=host', '--tag', jobsImage, folder]);
      return code === 0 ? undefined : `an image with R: the build failed: ${output.trim().split('\n').at(-1) ?? ''}`;
    } finally {
      await fs.rm(folder, { recursive: true, force: true });
    }
  });
}
