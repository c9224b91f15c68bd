import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createContainerEngines } from '../../../src/adapters/docker/index.ts';
import { createProcessRunner } from '../../../src/adapters/process/processRunner.ts';

const podmanInfo = {
  host: { os: 'linux', arch: 'amd64', security: { rootless: false }, cpus: 2, memTotal: 1000, serviceIsRemote: false },
  version: { Version: '4.3.1' },
};
const answers = `echo '${JSON.stringify(podmanInfo)}'`;
const silent = 'echo "Cannot connect to the Docker daemon at unix:///var/run/docker.sock." >&2; exit 1';

describe.skipIf(process.platform === 'win32')(
  'the engine of a machine where several are installed (needs a shell)',
  () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'engines-'));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    const install = async (command: string, script: string): Promise<void> => {
      await writeFile(path.join(folder, command), `#!/bin/sh\n${script}\n`);
      await chmod(path.join(folder, command), 0o755);
    };
    const find = async (wanted = ''): Promise<string> =>
      (
        await createContainerEngines({
          processes: createProcessRunner({ searchPath: folder }),
          wanted: () => wanted,
        }).find()
      ).name;

    it('is the first that answers', async () => {
      await install('docker', silent);
      await install('podman', answers);
      expect(await find()).toBe('Podman');
    });

    it('is the one that is named, whether it answers or not', async () => {
      await install('docker', silent);
      await install('podman', answers);
      expect(await find('docker')).toBe('Docker');
    });

    it('is the first of them when none answers: what it is asked next says why', async () => {
      await install('docker', silent);
      await install('podman', silent);
      expect(await find()).toBe('Docker');
    });

    it('keeps its own remarks out of the log of a job', async () => {
      await install('podman', answers);
      const engine = await createContainerEngines({
        processes: createProcessRunner({ searchPath: folder }),
        wanted: () => '',
      }).find();
      const command = engine.containers.startCommand('a');
      expect(command.slice(1)).toEqual(['--log-level', 'error', 'start', '--attach', 'a']);
    });
  },
);
