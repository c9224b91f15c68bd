import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { baseImage } from './baseImage.ts';
import { docker, ownName, tryDocker } from './docker.ts';

/** Builds images of a test's own and removes them again. */
export class TestImages {
  readonly #made: string[] = [];

  /** An image of further instructions on Debian, or on what `from` names; without any network unless it is asked for. */
  async build(instructions: string, from = baseImage, network: 'none' | 'host' = 'none'): Promise<string> {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-image-'));
    const name = ownName('image');
    try {
      await fs.writeFile(path.join(folder, 'Dockerfile'), `FROM ${from}\n${instructions}\n`);
      await docker(['build', `--network=${network}`, '--tag', name, folder]);
      this.#made.push(name);
      return name;
    } finally {
      await fs.rm(folder, { recursive: true, force: true });
    }
  }

  /** An image of another processor than this machine's: a shell that is no more than its first bytes. */
  async foreign(): Promise<{ image: string; platform: string }> {
    const [machine, platform] = process.arch === 'arm64' ? [62, 'linux/amd64'] : [183, 'linux/arm64'];
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-image-'));
    const image = ownName('image');
    try {
      const header = Buffer.alloc(120);
      header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
      header.writeUInt16LE(2, 16);
      header.writeUInt16LE(machine, 18);
      await fs.mkdir(path.join(folder, 'bin'));
      await fs.writeFile(path.join(folder, 'bin/sh'), header, { mode: 0o755 });
      await fs.writeFile(path.join(folder, 'Dockerfile'), 'FROM scratch\nCOPY bin /bin\n');
      await docker(['build', '--network=none', '--platform', platform, '--tag', image, folder]);
      this.#made.push(image);
      return { image, platform };
    } finally {
      await fs.rm(folder, { recursive: true, force: true });
    }
  }

  async tag(image: string, name: string): Promise<string> {
    await docker(['tag', image, name]);
    this.#made.push(name);
    return name;
  }

  async remove(): Promise<void> {
    if (this.#made.length > 0) await tryDocker(['image', 'rm', '--force', ...this.#made]);
  }
}

/** Ids of containers and networks that Local SageMaker made for a job. */
export async function madeFor(job: string): Promise<string[]> {
  const label = `label=sagemaker-runner.job=processing.${job}`;
  const lists = await Promise.all([
    docker(['ps', '--all', '--quiet', '--filter', label]),
    docker(['network', 'ls', '--quiet', '--filter', label]),
  ]);
  return lists.flatMap((list) => list.split('\n')).filter((id) => id !== '');
}
