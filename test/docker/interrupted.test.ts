import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { baseImage } from '../support/docker/baseImage.ts';
import { describeDocker } from '../support/docker/describe.ts';
import { docker } from '../support/docker/docker.ts';
import { builders, engineOf, ImageWorkshop } from '../support/docker/imageWorkshop.ts';
import { writeNoise } from '../support/docker/noise.ts';
import { ensureRegistry, startRegistry } from '../support/docker/registry.ts';
import { registryDouble } from '../support/docker/registryDouble.ts';
import { noSecondEngine, startSecondEngine, type SecondEngine } from '../support/docker/secondEngine.ts';
import { run, waitFor } from '../support/processes.ts';
import { processList } from '../support/processList.ts';

const found = await builders();
const noEngine = await noSecondEngine();
let workshop: ImageWorkshop;

describeDocker('a build or a push that is interrupted', () => {
  beforeEach(async () => {
    workshop = await ImageWorkshop.open();
  });
  afterEach(async () => {
    await workshop.close();
  });

  for (const { name, engine } of found) {
    it(`says that its command was killed, and blames no line of the Dockerfile, with ${name}`, async () => {
      const mark = `killed-${process.pid}-${Date.now()}`;
      await workshop.write({ Dockerfile: `FROM ${baseImage}\nRUN echo begun && sleep 100 && echo ${mark}\n` });
      const { error, problems } = await workshop.build(engine, {
        onOutput: (text) => {
          if (hasBegun(text)) killBuildOf(workshop.folder);
        },
      });
      expect(error).toMatchObject({ code: 'EngineFailed' });
      expect(error?.message).toContain('ended from outside before it was done (SIGKILL)');
      expect(problems).toEqual([]);
      expect(await workshop.images()).toEqual([]);
      await waitFor('no container of the build', 60_000, async () =>
        (await docker(['ps', '--all', '--no-trunc', '--format', '{{.Command}}'])).includes(mark) ? undefined : true,
      );
      expect(
        (await fs.readdir(os.tmpdir())).filter((each) => each.startsWith(`sagemaker-runner-build-${process.pid}-`)),
      ).toEqual([]);
    });
  }

  it('removes the folder that one whose window was killed has left', async () => {
    const dead = await run('sh', ['-c', 'echo $$']);
    const left = path.join(os.tmpdir(), `sagemaker-runner-build-${dead.output.trim()}-abcdef`);
    await fs.mkdir(left);
    await workshop.write({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' });
    expect((await workshop.build(engineOf('docker', {}))).error).toBeUndefined();
    await expect(fs.stat(left)).rejects.toThrow();
  });

  describe.skipIf(noEngine !== undefined)(`by an engine that stops (needs ${noEngine ?? 'nothing'})`, () => {
    let second: SecondEngine;
    beforeEach(async () => {
      second = await startSecondEngine();
    });
    afterEach(() => second.remove());

    it('says so in mid-push', async () => {
      expect(await ensureRegistry(console.log)).toBeUndefined();
      const registry = await startRegistry();
      await writeNoise(workshop, 1, 3);
      registry.faults.refuse = ({ method }) => {
        if (method === 'PATCH') void second.stop();
        return undefined;
      };
      const engine = engineOf('docker', { DOCKER_HOST: second.host });
      const { error } = await workshop.build(engine, { registry: registryDouble(registry) });
      await registry.stop();
      expect(error).toMatchObject({ code: 'EngineStopped' });
    });

    it('says so in mid-build, and blames no line of the Dockerfile', async () => {
      const loaded = await run('sh', ['-c', `docker save ${baseImage} | docker --host ${second.host} load`]);
      expect(loaded.code, loaded.output).toBe(0);
      await workshop.write({ Dockerfile: `FROM ${baseImage}\nRUN echo begun && sleep 100\n` });
      const { error, problems } = await workshop.build(engineOf('docker', { DOCKER_HOST: second.host }), {
        onOutput: (text) => {
          if (hasBegun(text)) void second.stop();
        },
      });
      expect(error).toMatchObject({ code: 'EngineStopped' });
      expect(problems).toEqual([]);
    });
  });
});

/** The script of the build runs: it printed a line of its own. */
function hasBegun(text: string): boolean {
  return /(?:^|\s)begun\s*$/mu.test(text);
}

function killBuildOf(folder: string): void {
  const builds = processList().filter(({ command }) => /^\S*docker build /u.test(command) && command.includes(folder));
  for (const { pid } of builds) process.kill(pid, 'SIGKILL');
}
