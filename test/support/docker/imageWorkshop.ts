import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { EngineCli } from '../../../src/adapters/docker/engineCommand.ts';
import { createEngine } from '../../../src/adapters/docker/index.ts';
import { createFiles } from '../../../src/adapters/files/index.ts';
import { createProcessRunner } from '../../../src/adapters/process/processRunner.ts';
import { systemClock } from '../../../src/adapters/process/systemClock.ts';
import {
  buildAndPushImage,
  type BuildAndPushImageOptions,
  type BuildStep,
  type BuiltImage,
} from '../../../src/app/images/buildAndPushImage.ts';
import { isAppError, type AppError } from '../../../src/core/errors.ts';
import type { DockerfileProblem } from '../../../src/core/images/dockerfileProblem.ts';
import type { ImageSpec } from '../../../src/core/images/imageSpec.ts';
import { repositoryLabel } from '../../../src/core/images/labels.ts';
import type { ContainerEngine } from '../../../src/core/ports/containerEngine.ts';
import type { ImageRegistry } from '../../../src/core/ports/imageRegistry.ts';
import { run } from '../processes.ts';
import { docker, ownName, tryDocker } from './docker.ts';

/** The builders of the docker commands on this machine: the older one always, BuildKit where a command has it. */
export async function builders(): Promise<{ readonly name: string; readonly engine: ContainerEngine }[]> {
  const classic = engineOf('docker', { DOCKER_BUILDKIT: '0' });
  for (const program of ['docker', '/usr/bin/docker']) {
    const asked = await run(program, ['version', '--format', '{{.Client.Version}}']);
    const plugin = await run(program, ['buildx', 'version']);
    if (plugin.code !== 0 && !(Number.parseInt(asked.output, 10) < 23)) continue;
    return [
      { name: 'the older builder', engine: classic },
      { name: 'BuildKit', engine: engineOf(program, {}) },
    ];
  }
  return [{ name: 'the older builder', engine: classic }];
}

/** The engine behind a docker or podman command, in this process's environment and what is added. */
export function engineOf(program: string, added: Readonly<Record<string, string>>): ContainerEngine {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...process.env, ...added }))
    if (value !== undefined) environment[name] = value;
  return createEngine(
    new EngineCli(program === 'podman' ? 'Podman' : 'Docker', program, createProcessRunner(), environment),
  );
}

export interface Attempt {
  readonly built: BuiltImage | undefined;
  readonly error: AppError | undefined;
  readonly steps: readonly BuildStep[];
  readonly output: string;
  readonly problems: readonly DockerfileProblem[];
}

/** A folder with a Dockerfile, and what is built from it. */
export class ImageWorkshop {
  readonly folder: string;
  readonly name: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.name = path.basename(folder);
  }

  static async open(): Promise<ImageWorkshop> {
    const folder = path.join(os.tmpdir(), ownName('image').toLowerCase());
    await fs.mkdir(folder);
    return new ImageWorkshop(folder);
  }

  async write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await fs.mkdir(path.dirname(path.join(this.folder, name)), { recursive: true });
      await fs.writeFile(path.join(this.folder, name), text);
    }
  }

  /** Builds and, with a registry, pushes. An `AppError` is what it gives; any other error is thrown. */
  async build(
    engine: ContainerEngine,
    {
      registry,
      signal,
      onOutput,
      ...spec
    }: Partial<ImageSpec> & {
      registry?: ImageRegistry;
      signal?: AbortSignal;
      onOutput?: (text: string) => void;
    } = {},
  ): Promise<Attempt> {
    const steps: BuildStep[] = [];
    const problems: DockerfileProblem[] = [];
    let output = '';
    const options: BuildAndPushImageOptions = {
      spec: {
        dockerfile: path.join(this.folder, 'Dockerfile'),
        context: this.folder,
        buildArguments: {},
        // Nothing that is built here needs a network.
        options: ['--network=none'],
        push: registry !== undefined,
        ...spec,
      },
      engine,
      registry: registry ?? noRegistry,
      processes: createProcessRunner(),
      files: createFiles(),
      clock: systemClock,
      instanceType: 'ml.m5.xlarge',
      onProgress: (step) => steps.push(step),
      onOutput: (text) => {
        output += text;
        onOutput?.(text);
      },
      onProblem: (problem) => problems.push(problem),
      ...(signal && { signal }),
    };
    const told = (): Pick<Attempt, 'steps' | 'output' | 'problems'> => ({ steps, output, problems });
    try {
      return { built: await buildAndPushImage(options), error: undefined, ...told() };
    } catch (error) {
      if (!isAppError(error)) throw error;
      return { built: undefined, error, ...told() };
    }
  }

  /** Names of the images that were made from it. */
  async images(): Promise<string[]> {
    const format = ['--format', '{{.Repository}}:{{.Tag}}'];
    const all = await docker(['image', 'ls', ...format, '--filter', `reference=*${this.name}`]);
    const pushed = await docker(['image', 'ls', ...format, '--filter', `reference=*/*${this.name}`]);
    return [...new Set(`${all}\n${pushed}`.split('\n'))].filter((each) => each !== '');
  }

  async close(): Promise<void> {
    for (const label of [this.name, ...(await this.images()).map((each) => each.slice(0, each.lastIndexOf(':')))]) {
      const ids = await docker(['image', 'ls', '--quiet', '--filter', `label=${repositoryLabel}=${label}`]);
      for (const id of new Set(ids.split('\n'))) if (id !== '') await tryDocker(['image', 'rm', '--force', id]);
    }
    await fs.rm(this.folder, { recursive: true, force: true });
  }
}

/** For what is built and stays. */
const noRegistry = new Proxy<ImageRegistry>(Object.create(null) as ImageRegistry, {
  get: (_, name) => {
    throw new Error(`no registry is to be asked (${String(name)})`);
  },
});
