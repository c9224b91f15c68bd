import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StopProcessingJobCommand } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baseImage } from '../../support/docker/baseImage.ts';
import { describeDocker } from '../../support/docker/describe.ts';
import { startSageMaker, type TestSageMaker } from '../../support/localSageMaker.ts';
import { run, waitFor } from '../../support/processes.ts';

/** A Docker engine that a test may end as it likes: all that is its own lies in a folder, and no network of this machine is touched. */
class SpareEngine {
  readonly host: string;
  readonly #folder: string;
  #child: ChildProcess | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    this.host = `unix://${path.join(folder, 'docker.sock')}`;
  }

  async start(): Promise<void> {
    const at = (name: string): string => path.join(this.#folder, name);
    await writeFile(at('daemon.json'), '{}\n');
    this.#child = spawn(
      // In a network of its own: an engine without a bridge would remove that of the machine's engine.
      'unshare',
      [
        ...['--net', 'dockerd'],
        ...['--host', this.host, '--data-root', at('data'), '--exec-root', at('exec'), '--pidfile', at('pid')],
        ...['--bridge=none', '--iptables=false', '--ip6tables=false', '--config-file', at('daemon.json')],
      ],
      { stdio: 'ignore' },
    );
    await waitFor('the spare engine', 60_000, async () =>
      (await this.docker('version')).code === 0 ? true : undefined,
    );
  }

  docker(...args: string[]): ReturnType<typeof run> {
    return run('docker', args, { env: { ...process.env, DOCKER_HOST: this.host } });
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  /** As when the machine's power goes: what runs in it does not end by itself, since this machine goes on. */
  async kill(): Promise<void> {
    const ids = (await this.docker('ps', '--quiet')).output.split('\n').filter((id) => id !== '');
    const pids = (await this.docker('inspect', '--format', '{{.State.Pid}}', ...ids)).output.split('\n').map(Number);
    await this.#end('SIGKILL');
    for (const pid of pids) if (pid > 1) process.kill(pid, 'SIGKILL');
  }

  async remove(): Promise<void> {
    await this.#end('SIGTERM');
    for (const pid of (await readdir('/proc')).map(Number).filter((each) => each > 1)) {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (command.startsWith('/') && command.includes('shim') && command.includes(this.#folder))
        process.kill(pid, 'SIGKILL');
    }
    const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
    const own = mounts.filter((place) => place.startsWith(`${this.#folder}/`)).sort();
    for (const place of own.reverse()) await run('umount', ['--lazy', place]);
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #end(name: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill(name);
    await ended;
  }
}

const isRoot = process.getuid?.() === 0;

(isRoot ? describe : describe.skip)(`an engine that ends${isRoot ? '' : ' (needs root)'}`, () => {
  describeDocker('while a job runs', () => {
    let folder: string;
    let engine: SpareEngine;
    let local: TestSageMaker;
    const own = process.env['DOCKER_HOST'];

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'spare-engine-'));
      engine = new SpareEngine(folder);
      await engine.start();
      const copy = spawn('/bin/sh', ['-c', `docker save ${baseImage} | docker --host ${engine.host} load`], {
        stdio: 'ignore',
      });
      await once(copy, 'exit');
      process.env['DOCKER_HOST'] = engine.host;
      // By name: else the next engine that answers would run what follows.
      local = await startSageMaker({ grace: 500, containerEngine: 'docker' });
    }, 300_000);
    afterAll(async () => {
      if (own === undefined) delete process.env['DOCKER_HOST'];
      else process.env['DOCKER_HOST'] = own;
      await local.stop();
      await engine.remove();
    });

    const job = (script: string, engineName = 'docker') => ({
      AppSpecification: { ImageUri: baseImage, ContainerEntrypoint: ['/bin/sh', '-c', script] },
      NetworkConfig: { EnableNetworkIsolation: true },
      Environment: { SAGEMAKER_RUNNER_ENGINE: engineName },
    });
    const begun = async (name: string): Promise<void> => {
      await local.create(name, [], job('echo ready; sleep 300'));
      await expect.poll(() => local.log(name).catch(() => [])).toEqual(['ready']);
    };

    it('and hangs: the job is stopped nevertheless', { timeout: 400_000 }, async () => {
      await begun('hangs');
      engine.signal('SIGSTOP');
      await local.sageMaker.send(new StopProcessingJobCommand({ ProcessingJobName: 'hangs' }));
      expect((await local.ended('hangs', 150_000)).ProcessingJobStatus).toBe('Stopped');
      engine.signal('SIGCONT');
    });

    it('and is killed: the job fails with what happened, and the next one is told before it starts', async () => {
      await begun('killed');
      await engine.kill();
      const failed = await local.ended('killed');
      expect(failed).toMatchObject({ ProcessingJobStatus: 'Failed' });
      expect(failed.FailureReason).toMatch(
        /^InternalServerError: Docker lost the container while the job ran: .*Start it/u,
      );
      await expect(local.create('refused', [], job('true'))).rejects.toMatchObject({
        name: 'ValidationException',
        message: expect.stringContaining('its engine does not answer') as string,
      });
      const process = await local.run('process', [], job('echo here', 'auto'));
      expect(process.ProcessingJobStatus).toBe('Completed');
      const [notice, ...rest] = await local.log('process');
      expect(notice).toMatch(/cannot be used: .*its engine does not answer.* The job runs without it/u);
      expect(rest).toEqual(['here']);
    });
  });
});
