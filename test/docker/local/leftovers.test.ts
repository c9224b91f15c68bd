import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { parseAnnouncement } from '../../../src/adapters/process/announcement.ts';
import { baseImage } from '../../support/docker/baseImage.ts';
import { describeDocker } from '../../support/docker/describe.ts';
import { docker } from '../../support/docker/docker.ts';
import { madeFor } from '../../support/docker/images.ts';
import { LocalClients, startSageMaker } from '../../support/localSageMaker.ts';
import { waitFor } from '../../support/processes.ts';
import { processList } from '../../support/processList.ts';

const program = path.join(import.meta.dirname, '../../../src/local/cli.ts');
/** `ROUNDS=50` looks longer than the suite can. */
const rounds = Number(process.env['ROUNDS'] ?? 2);
const twoHosts = {
  AppSpecification: {
    ImageUri: baseImage,
    ContainerEntrypoint: ['/bin/sh', '-c', 'i=0; while :; do i=$((i + 1)); echo $i; sleep 0.05; done'],
  },
  ProcessingResources: { ClusterConfig: { InstanceCount: 2, InstanceType: 'ml.m5.large' as const, VolumeSizeInGB: 1 } },
};

describeDocker('when Local SageMaker ends', () => {
  const started: ChildProcess[] = [];
  const folders: string[] = [];
  afterEach(async () => {
    for (const child of started.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });

  async function start(): Promise<{ child: ChildProcess; local: LocalClients; root: string }> {
    const root = await mkdtemp(path.join(tmpdir(), 'local-containers-'));
    folders.push(root);
    const child = spawn(process.execPath, ['--no-warnings', program, '--root', root, '--json'], { stdio: 'ignore' });
    started.push(child);
    const announcement = await waitFor('the announcement', 60_000, async () =>
      parseAnnouncement(await readFile(path.join(root, 'server.json'), 'utf8').catch(() => '')),
    );
    return { child, local: new LocalClients(announcement), root };
  }

  const lines = (local: LocalClients, job: string): Promise<number> =>
    local.log(job).then(
      (log) => log.length,
      () => 0,
    );

  it('by kill -9, its containers and networks go, and the next start has their log', async () => {
    const { child, local, root } = await start();
    await local.create('killed', [], twoHosts);
    await expect.poll(() => lines(local, 'killed')).toBeGreaterThan(5);
    expect(await madeFor('killed')).toHaveLength(3);
    const before = await lines(local, 'killed');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect.poll(() => madeFor('killed'), { interval: 200 }).toEqual([]);
    const again = await startSageMaker({ root });
    const job = await again.describe('killed');
    expect(job).toMatchObject({
      ProcessingJobStatus: 'Failed',
      FailureReason: expect.stringContaining('Local SageMaker was stopped while the job ran') as string,
    });
    const log = await again.log('killed');
    expect(log.length).toBeGreaterThanOrEqual(before);
    expect(log).toEqual(log.map((_line, index) => String(index + 1)));
    await again.stop();
  });

  it('by kill -9 while containers start, none is left', { timeout: 60_000 * rounds }, async () => {
    const { AppSpecification } = twoHosts;
    for (let round = 0; round < rounds; round++) {
      const { child, local } = await start();
      const names = [0, 1, 2].map((index) => `starting-${round}-${index}`);
      const created = Promise.allSettled(names.map((name) => local.create(name, [], { AppSpecification })));
      await sleep((round % 10) * 150 + 300);
      child.kill('SIGKILL');
      await once(child, 'exit');
      await created;
      const left = async () => (await Promise.all(names.map(madeFor))).flat();
      // Long enough for one that was in the making.
      await sleep(2_000);
      await expect.poll(left, { interval: 200 }).toEqual([]);
    }
  });

  it('with all of its processes, the next start removes them', async () => {
    const { child, local, root } = await start();
    await local.create('powerless', [], twoHosts);
    await expect.poll(() => lines(local, 'powerless')).toBeGreaterThan(1);
    // As a power cut does, but for the engine: whatever would clean up is gone too.
    const watchers = await docker(['ps', '--quiet', '--filter', 'label=sagemaker-runner.job=processing.powerless']);
    expect(watchers).not.toBe('');
    killWatcher(child.pid ?? 0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await madeFor('powerless')).toHaveLength(3);
    const again = await startSageMaker({ root });
    expect(await madeFor('powerless')).toEqual([]);
    expect((await again.describe('powerless')).ProcessingJobStatus).toBe('Failed');
    await again.stop();
  });

  it('by SIGTERM, its jobs end first', async () => {
    const { child, local } = await start();
    await local.create('ended', [], twoHosts);
    await expect.poll(() => lines(local, 'ended')).toBeGreaterThan(1);
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(await madeFor('ended')).toEqual([]);
  });
});

describeDocker('when a network of a job cannot be finished', () => {
  it('the job fails, and the network goes with it', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'faulty-engine-'));
    const faulty = path.join(folder, 'docker');
    const script = `#!/bin/sh\ncase "$*" in *'network inspect'*half-made*) echo broken >&2; exit 1;; esac\nexec docker "$@"\n`;
    await writeFile(faulty, script, { mode: 0o755 });
    const local = await startSageMaker({ containerEngine: faulty });
    try {
      const job = await local.run('half-made', [], twoHosts);
      expect(job.FailureReason).toMatch(/^InternalServerError: The container could not be made: .*broken/u);
      // The job is told to have failed before all of it is cleared away.
      await expect.poll(() => madeFor('half-made')).toEqual([]);
    } finally {
      await local.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

function killWatcher(parent: number): void {
  const own = processList().find((each) => each.parent === parent && each.command.includes('network ls --quiet'));
  process.kill(-(own?.pid ?? NaN), 'SIGKILL');
}
