import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import {
  CreateProcessingJobCommand,
  SageMakerClient,
  StopProcessingJobCommand,
  type CreateProcessingJobRequest,
} from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { processImage } from '../../../src/core/aws/container.ts';
import { engineVariables } from '../../../src/core/jobs/engine.ts';
import { localBucket } from '../../../src/local/lifecycle/localSageMaker.ts';
import { baseImage, jobsImage } from '../../support/docker/baseImage.ts';
import { describeDocker } from '../../support/docker/describe.ts';
import { docker, ownName } from '../../support/docker/docker.ts';
import { madeFor, TestImages } from '../../support/docker/images.ts';
import { keysInLog } from '../../support/jobKeys.ts';
import { input, output, processingJob, startSageMaker, type TestSageMaker } from '../../support/localSageMaker.ts';

type Specification = NonNullable<CreateProcessingJobRequest['AppSpecification']>;

const s3 = (key: string): string => `s3://${localBucket}/${key}`;
const sh = (script: string, ImageUri = baseImage) => ({
  AppSpecification: { ImageUri, ContainerEntrypoint: ['/bin/sh', '-c', script] },
});
const hosts = (InstanceCount: number) => ({
  ProcessingResources: { ClusterConfig: { InstanceCount, InstanceType: 'ml.m5.large' as const, VolumeSizeInGB: 1 } },
});

describeDocker("SageMaker's contract in a container", () => {
  const images = new TestImages();
  let local: TestSageMaker;
  let speaking: string;
  beforeAll(async () => {
    local = await startSageMaker();
    speaking = await images.build('ENTRYPOINT ["/bin/echo", "entrypoint"]\nCMD ["command"]');
  });
  afterAll(async () => {
    await local.stop();
    await images.remove();
  });

  const python = async (name: string, script: string) => ({
    AppSpecification: {
      ImageUri: jobsImage,
      ContainerEntrypoint: ['python3', `/opt/ml/processing/input/code/${name}.py`],
    },
    ProcessingInputs: [input('code', await local.put(`code/${name}.py`, script))],
  });

  it.each<[string, Omit<Specification, 'ImageUri'>, string]>([
    ['neither is given: the image says', {}, 'entrypoint command'],
    ['arguments: they replace the command', { ContainerArguments: ['a b', '$HOME'] }, 'entrypoint a b $HOME'],
    ['an entrypoint: nothing of the image', { ContainerEntrypoint: ['/bin/echo', 'mine'] }, 'mine'],
    ['both', { ContainerEntrypoint: ['/bin/echo', 'mine'], ContainerArguments: ['too'] }, 'mine too'],
  ])('runs what it should: %s', async (_what, more, printed) => {
    const name = `rules-${Object.keys(more).join('-') || 'none'}`;
    const job = await local.run(name, [], { AppSpecification: { ImageUri: speaking, ...more } });
    expect(job.ProcessingJobStatus).toBe('Completed');
    expect(await local.log(name)).toEqual([printed]);
  });

  it('has the configuration, the environment and nothing else of this machine', async () => {
    const Environment = {
      COLOUR: 'green "and" $blue',
      LINES: 'one\ntwo',
      EMPTY: '',
      PATH: '/bin:/usr/bin:/ours',
      SAGEMAKER_RUNNER_ENGINE: 'docker',
    };
    const job = await local.run('config', [], {
      ...sh('env; cat /etc/hostname /opt/ml/config/*.json; echo; getent hosts algo-1; id -u; ls -A /opt/ml'),
      Environment,
    });
    expect(job.ProcessingJobStatus).toBe('Completed');
    const log = await local.log('config');
    for (const line of [
      'COLOUR=green "and" $blue',
      'LINES=one',
      'two',
      'EMPTY=',
      'PATH=/bin:/usr/bin:/ours',
      'AWS_REGION=us-east-1',
      'PROCESSING_JOB_NAME=config',
      'PROCESSING_JOB_ARN=arn:aws:sagemaker:us-east-1:000000000000:processing-job/config',
      'HOME=/root',
      'algo-1',
      '0',
    ])
      expect(log).toContain(line);
    expect(log.slice(-3)).toEqual(['0', 'config', 'output']);
    const text = log.join('\n');
    expect(text).toContain('{"current_host":"algo-1","hosts":["algo-1"]}');
    expect(text).toMatch(/^[\d.]+\s+algo-1$/m);
    expect(text).not.toMatch(/VITEST|R_LIBS|SAGEMAKER_RUNNER_ENGINE=/);
  });

  it('has room in shared memory for what workers hand to one another', async () => {
    // Python's and R's workers end with a bus error where an engine's usual 64 MB are full.
    const fill = 'dd if=/dev/zero of=/dev/shm/block bs=1M count=200 2>&1 | tail -n 1; ls -l /dev/shm/block';
    const job = await local.run('shared', [], { ...sh(fill), Environment: { SAGEMAKER_RUNNER_ENGINE: 'docker' } });
    expect([job.ProcessingJobStatus, (await local.log('shared')).join('\n')]).toEqual([
      'Completed',
      expect.stringContaining(` ${200 * 2 ** 20} `) as string,
    ]);
  });

  it('keeps what is secret off the command lines', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'noting-engine-'));
    const [noting, noted] = [path.join(folder, 'docker'), path.join(folder, 'noted')];
    await writeFile(noting, `#!/bin/sh\nprintf '%s ' "$@" >> ${noted}\nexec docker "$@"\n`, { mode: 0o755 });
    const other = await startSageMaker({ containerEngine: noting });
    try {
      const Environment = { TOKEN: 'hidden-away', KEY: 'hidden\naway' };
      await other.run('secret', [], { ...sh('[ ${#TOKEN} = 11 ] && [ ${#KEY} = 11 ]'), Environment });
      expect((await other.describe('secret')).ProcessingJobStatus).toBe('Completed');
      const words = await readFile(noted, 'utf8');
      expect(words).toMatch(/ create .*start --attach /u);
      expect(words).not.toMatch(/hidden/u);
    } finally {
      await other.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('reaches Local SageMaker while it runs, and only then', async () => {
    const script = `import os, socket
endpoint = os.environ["AWS_ENDPOINT_URL"]
print(endpoint)
address = endpoint.removeprefix("http://")
host, port = address.split(":")
for name in (address, "elsewhere:1"):
  with socket.create_connection((host, int(port))) as connection:
    connection.sendall(f"GET /bucket/key HTTP/1.1\\r\\nHost: {name}\\r\\nConnection: close\\r\\n\\r\\n".encode())
    answer = connection.makefile().read()
    print(answer.split()[1], "loopback address only" in answer)`;
    const job = await local.run('inside', [], await python('inside', script));
    const [endpoint = '', ...answers] = await local.log('inside');
    expect([job.ProcessingJobStatus, ...answers]).toEqual(['Completed', '403 False', '403 True']);
    expect(endpoint).not.toContain('127.0.0.1');
    await expect(fetch(endpoint)).rejects.toThrow();
  });

  it('has keys of its own, which start only what runs in images', async () => {
    await local.create('stranger', [], sh('env | grep AWS_; exec sleep 60'));
    const credentials = await keysInLog(local, 'stranger');
    const { endpoint, region } = local.announcement;
    const client = new SageMakerClient({ endpoint, region, credentials, maxAttempts: 1 });
    const start = (name: string, more: Partial<CreateProcessingJobRequest>) =>
      client.send(new CreateProcessingJobCommand(processingJob(name, [], more)));
    const here = { AppSpecification: { ImageUri: processImage, ContainerEntrypoint: ['cat', '/etc/passwd'] } };
    await expect(start('reads-this-machine', here)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const asProcess = { ...sh('cat /etc/passwd'), Environment: { [engineVariables.engine]: 'process' } };
    await expect(start('reads-this-machine', asProcess)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    // Nobody has this image, so that a job of the account's own keys would run without.
    const absent = sh('cat /etc/passwd', 'nobody/has:this');
    await expect(start('reads-this-machine', absent)).rejects.toMatchObject({ name: 'ValidationException' });
    await start('in-its-image', sh('echo inside'));
    expect((await local.ended('in-its-image')).ProcessingJobStatus).toBe('Completed');
    expect(await local.log('in-its-image')).toEqual(['inside']);
    await local.sageMaker.send(new StopProcessingJobCommand({ ProcessingJobName: 'stranger' }));
    await local.ended('stranger');
    await expect(start('later', sh('echo inside'))).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });

  it('runs on several hosts that know each other from the start and share the data', async () => {
    for (const name of ['1', '2', '3']) await local.put(`shard/${name}.txt`, name);
    const script = `import os, socket, time
names = ["algo-1", "algo-2"]
print(sorted(os.listdir("/opt/ml/processing/input/part")), [socket.gethostbyname(name) != "" for name in names])
me = socket.gethostname()
server = socket.create_server(("", 5000))
if me == "algo-2":
  peer, _ = server.accept()
  print("heard", peer.recv(100).decode())
else:
  for _ in range(200):
    try:
      connection = socket.create_connection(("algo-2", 5000), 1)
      break
    except OSError:
      time.sleep(0.05)
  connection.sendall(b"hello from algo-1")
open("/opt/ml/processing/out/" + me, "w").close()`;
    const { AppSpecification, ProcessingInputs } = await python('two-hosts', script);
    const job = await local.run('two-hosts', [], {
      AppSpecification,
      ...hosts(2),
      ProcessingInputs: [...ProcessingInputs, input('part', s3('shard'), { S3DataDistributionType: 'ShardedByS3Key' })],
      ProcessingOutputConfig: { Outputs: [output('out', s3('two-hosts/out/'))] },
    });
    expect(job.FailureReason).toBeUndefined();
    expect(await local.log('two-hosts', 'algo-1')).toEqual(["['1.txt', '3.txt'] [True, True]"]);
    expect(await local.log('two-hosts', 'algo-2')).toEqual(["['2.txt'] [True, True]", 'heard hello from algo-1']);
    expect(await local.keys('two-hosts/')).toEqual(['two-hosts/out/algo-1', 'two-hosts/out/algo-2']);
    expect(await madeFor('two-hosts')).toEqual([]);
  });

  it.each([1, 2])('has no network but its own hosts when it is isolated (%s)', async (count) => {
    const machine = createServer().listen(0, '0.0.0.0');
    await once(machine, 'listening');
    const address = machine.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    const targets = own.flatMap(({ family, internal, address: ip }) => (family === 'IPv4' && !internal ? [ip] : []));
    const script = `import socket
print(socket.gethostbyname("algo-1") != "")
for host in ${JSON.stringify(targets)}:
  try:
    socket.create_connection((host, ${port}), 1)
    print("reached", host)
  except OSError:
    pass`;
    const name = `isolated-${count}`;
    const job = await local.run(name, [], {
      ...(await python(name, script)),
      ...hosts(count),
      NetworkConfig: { EnableNetworkIsolation: true },
    });
    machine.close();
    expect(targets.length).toBeGreaterThan(0);
    expect(job.ProcessingJobStatus).toBe('Completed');
    for (const host of ['algo-1', 'algo-2'].slice(0, count)) expect(await local.log(name, host)).toEqual(['True']);
  });

  it('runs as the user of its image, who may write where SageMaker lets jobs write', async () => {
    const user = await images.build('RUN useradd --uid 4321 someone\nUSER someone');
    await local.put('user/data/a.txt', 'a');
    const job = await local.run('user', [], {
      ...sh(
        'id -u; cat /opt/ml/processing/input/data/a.txt > /opt/ml/processing/out/b.txt; echo fine > /opt/ml/output/message; touch /opt/ml/processing/input/data/c',
        user,
      ),
      ProcessingInputs: [input('data', s3('user/data'))],
      ProcessingOutputConfig: { Outputs: [output('out', s3('user/out'))] },
    });
    expect(await local.log('user')).toEqual(['4321']);
    expect(job).toMatchObject({ ProcessingJobStatus: 'Completed', ExitMessage: 'fine\n' });
    expect(await local.text('user/out/b.txt')).toBe('a');
  });

  it('finds an image by its digest, also in the Local registry, and never takes another', async () => {
    const repository = `000000000000.dkr.ecr.us-east-1.amazonaws.com/${ownName('repository')}`;
    await images.tag(speaking, `${repository}:1`);
    const id = await docker(['image', 'inspect', '--format', '{{.Id}}', speaking]);
    for (const [name, ImageUri] of [
      ['by-tag', `${repository}:1`],
      ['by-digest', `${repository}@${id}`],
      ['by-both', `${repository}:2@${id}`],
    ] as const) {
      await local.run(name, [], { AppSpecification: { ImageUri } });
      expect(await local.log(name)).toEqual(['entrypoint command']);
    }
    const ImageUri = `${repository}@sha256:${'0'.repeat(64)}`;
    await expect(local.create('by-other', [], { AppSpecification: { ImageUri } })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('is not in Docker on this machine') as string,
    });
  });
});
