import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { StopProcessingJobCommand } from '@aws-sdk/client-sagemaker';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localBucket } from '../../src/local/lifecycle/localSageMaker.ts';
import { baseImage } from '../support/docker/baseImage.ts';
import { describeDocker } from '../support/docker/describe.ts';
import { engineOf, ImageWorkshop } from '../support/docker/imageWorkshop.ts';
import { Podman } from '../support/docker/podman.ts';
import { ensureRegistry, startRegistry } from '../support/docker/registry.ts';
import { registryDouble } from '../support/docker/registryDouble.ts';
import { input, output, startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';

const s3 = (key: string): string => `s3://${localBucket}/${key}`;
const opened =
  process.env['SAGEMAKER_RUNNER_TEST_NO_ENGINE'] === undefined ? await Podman.open(console.log) : 'an engine';
const engine = () => engineOf('podman', {});

if (typeof opened === 'string') describe.skip(`with Podman (needs ${opened})`, () => undefined);
else {
  const podman = opened;
  afterAll(() => podman.close());

  describeDocker('with Podman, an image', () => {
    let workshop: ImageWorkshop;
    beforeEach(async () => {
      workshop = await ImageWorkshop.open();
    });
    afterEach(() => workshop.close());

    it('is built, listed, measured and deleted', async () => {
      await workshop.write({
        Dockerfile: `ARG BASE\nFROM \${BASE}\nARG LEVEL\nCOPY fit.R /opt/\nRUN echo "level $LEVEL" > /level\n`,
        'fit.R': 'print(1)\n',
      });
      const buildArguments = { BASE: baseImage, LEVEL: 'high "and" wide' };
      const { built, error, output: said } = await workshop.build(engine(), { buildArguments });
      expect(error).toBeUndefined();
      expect(said).toContain('COPY fit.R /opt/');
      const uri = built?.uri ?? '';
      expect(await podman.run('run', '--rm', '--network=none', uri, 'cat', '/level', '/opt/fit.R')).toBe(
        'level high "and" wide\nprint(1)',
      );
      const again = await workshop.build(engine(), { buildArguments });
      expect(again.built?.digest).toBe(built?.digest);
      expect(await engine().findImage(uri)).toMatchObject({
        id: built?.digest,
        platform: (await engine().info()).platform,
      });
      expect((await engine().imageNames()).map(({ id }) => id)).toContain(built?.digest);
      const { images } = await engine().diskUsage();
      expect(images).toBeGreaterThan(10e6);
      for (const reference of (await engine().findImage(uri))?.references ?? []) await engine().removeImage(reference);
      expect(await engine().findImage(uri)).toBeUndefined();
    });

    it('that cannot be built says where and why', async () => {
      await workshop.write({ Dockerfile: `FROM ${baseImage}\n\nRUNN ls\n` });
      const syntax = await workshop.build(engine());
      expect(syntax.error).toMatchObject({ code: 'BuildFailed' });
      expect(syntax.problems).toMatchObject([{ line: 3 }]);
      await workshop.write({ Dockerfile: `FROM ${baseImage}\nRUN true\nRUN sh -c "exit 7"\n` });
      const step = await workshop.build(engine());
      expect(step.error).toMatchObject({ code: 'BuildFailed' });
      expect(step.problems).toMatchObject([{ line: 3, message: 'exit code 7' }]);
      await workshop.write({ Dockerfile: `FROM ${baseImage}\nRUN true\nRUN apt-get instal nothing\n` });
      const message = 'E: Invalid operation instal (exit code 100)';
      expect((await workshop.build(engine())).problems).toMatchObject([{ line: 3, message }]);
      await workshop.write({ Dockerfile: '# base\nFROM 127.0.0.1:9/nobody/nothing:3\nRUN ls\n' });
      const base = await workshop.build(engine());
      expect(base.error).toMatchObject({ code: 'BaseImageUnavailable' });
      expect(base.problems).toMatchObject([{ line: 2 }]);
    });

    it('is pushed to a registry with a password, which is written nowhere; the second time nothing is', async () => {
      expect(await ensureRegistry(console.log)).toBeUndefined();
      const registry = await startRegistry();
      const runtime = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-run-'));
      try {
        await podman.trust(registry.host);
        await workshop.write({ Dockerfile: `FROM ${baseImage}\nRUN echo ${workshop.name} > /name\n` });
        const ecr = registryDouble(registry);
        const pushing = engineOf('podman', { XDG_RUNTIME_DIR: runtime });
        const { built, error } = await workshop.build(pushing, { registry: ecr });
        expect(error).toBeUndefined();
        expect((await ecr.findImage(workshop.name, 'latest'))?.digest).toBe(built?.digest);
        expect((await fs.readdir(runtime)).filter((name) => name.includes('login'))).toEqual([]);
        registry.requests.length = 0;
        const second = await workshop.build(pushing, { registry: ecr });
        expect(second.built).toMatchObject({ digest: built?.digest, isUnchanged: true });
        expect(registry.requests.filter((request) => !/^(?:GET|HEAD)/u.test(request))).toEqual([]);
      } finally {
        await registry.stop();
        await fs.rm(runtime, { recursive: true, force: true });
      }
    });
  });

  describeDocker('with Podman, a job', () => {
    let local: TestSageMaker;
    beforeEach(async () => {
      local = await startSageMaker({ containerEngine: 'podman' });
    });
    afterEach(async () => {
      await local.stop();
      expect(await podman.run('ps', '--all', '--quiet')).toBe('');
    });
    const sh = (script: string) => ({
      AppSpecification: { ImageUri: baseImage, ContainerEntrypoint: ['/bin/bash', '-c', script] },
    });
    /** What conmon prints where there is no system log is none of the job's. */
    const log = async (name: string, host?: string): Promise<string[]> =>
      (await local.log(name, host)).filter((line) => !line.startsWith('failed to connect to syslog'));

    it('has its inputs, its host name, Local SageMaker in reach, and leaves outputs of this user', async () => {
      await local.put('first/data/a.txt', 'a');
      const script = `
cat /opt/ml/processing/input/data/a.txt; hostname; getent hosts algo-1 | wc -l
address=\${AWS_ENDPOINT_URL#http://}
exec 3<>/dev/tcp/\${address%:*}/\${address#*:}
printf 'GET /bucket/key HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n\\r\\n' "$address" >&3
head -1 <&3 | cut -d' ' -f2
echo b > /opt/ml/processing/out/b.txt; echo fine > /opt/ml/output/message`;
      const code = await local.put('first/code/first.sh', script);
      const job = await local.run('first', [], {
        ...sh('. /opt/ml/processing/input/code/first.sh'),
        ProcessingInputs: [input('code', code), input('data', s3('first/data'))],
        ProcessingOutputConfig: { Outputs: [output('out', s3('first/out'))] },
      });
      expect(await log('first')).toEqual(['aalgo-1', '1', '403']);
      expect(job).toMatchObject({ ProcessingJobStatus: 'Completed', ExitMessage: 'fine\n' });
      expect(await local.text('first/out/b.txt')).toBe('b\n');
    });

    it('fails with its exit code, is stopped, and has no network when it is isolated', async () => {
      const failed = await local.run('failed', [], sh('exit 7'));
      expect(failed.FailureReason).toContain('exit code: 7');
      await local.create('long', [], sh('trap "echo ended; exit 3" TERM; echo begun; while :; do sleep 0.1; done'));
      await expect.poll(() => log('long').catch(() => [])).toEqual(['begun']);
      await local.sageMaker.send(new StopProcessingJobCommand({ ProcessingJobName: 'long' }));
      expect((await local.ended('long')).ProcessingJobStatus).toBe('Stopped');
      expect(await log('long')).toEqual(['begun', 'ended']);
      await local.run('alone', [], {
        ...sh('cat /proc/net/dev | tail -n +3 | cut -d: -f1 | tr -d " "'),
        NetworkConfig: { EnableNetworkIsolation: true },
      });
      expect(await log('alone')).toEqual(['lo']);
    });

    it('of two hosts knows both by name', async () => {
      const job = await local.run('two', [], {
        ...sh('getent hosts algo-1 algo-2 | wc -l'),
        ProcessingResources: { ClusterConfig: { InstanceCount: 2, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 } },
      });
      expect(job.FailureReason).toBeUndefined();
      for (const host of ['algo-1', 'algo-2'])
        expect(await log('two', host)).toEqual([
          expect.stringContaining('do not reach Local SageMaker with Podman'),
          '2',
        ]);
    });
  });
}
