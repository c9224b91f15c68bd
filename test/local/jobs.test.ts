import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { StopProcessingJobCommand } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localBucket } from '../../src/local/lifecycle/localSageMaker.ts';
import { input, output, startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';

let local: TestSageMaker;
beforeAll(async () => {
  local = await startSageMaker();
});
afterAll(() => local.stop());

const s3 = (key: string) => `s3://${localBucket}/${key}`;
const sh = (script: string) => ['/bin/sh', '-c', script];

describe('a processing job', () => {
  it('reads its inputs, prints, writes its outputs and leaves a message', async () => {
    const script = `
      data <- read.csv("/opt/ml/processing/input/data/numbers.csv")
      args <- commandArgs(trailingOnly = TRUE)
      cat("mean of", args, "is", mean(data$x), "\\n")
      message("on stderr")
      write.csv(data * 2, "/opt/ml/processing/result/double.csv", row.names = FALSE)
      cat("mean 2", file = "/opt/ml/output/message")
    `;
    const code = await local.put('first/input/code/mean.R', script);
    await local.put('first/input/data/numbers.csv', 'x\n1\n2\n3\n');
    const job = await local.run('first', [], {
      AppSpecification: {
        ImageUri: 'local/host',
        ContainerEntrypoint: ['Rscript', '/opt/ml/processing/input/code/mean.R'],
        ContainerArguments: ['x', 'with space'],
      },
      ProcessingInputs: [input('data', s3('first/input/data')), input('code', code)],
      ProcessingOutputConfig: { Outputs: [output('result', s3('first/output/result'))] },
    });
    expect(job).toMatchObject({ ProcessingJobStatus: 'Completed', ExitMessage: 'mean 2' });
    expect(job.ProcessingStartTime?.getTime()).toBeLessThanOrEqual(job.ProcessingEndTime?.getTime() ?? 0);
    expect(await local.log('first')).toEqual(['mean of x with space is 2 ', 'on stderr']);
    expect(await local.text('first/output/result/double.csv')).toBe('"x"\n2\n4\n6\n');
  });

  it('finds what SageMaker describes in /opt/ml/config and in its environment', async () => {
    await local.run('config', sh('cat /opt/ml/config/*.json; env; hostname; pwd; ls -A /opt/ml'), {
      Environment: { COLOUR: 'green "and" blue', LANG: 'en_GB.UTF-8' },
    });
    const log = (await local.log('config')).join('\n');
    expect(log).toContain('"ProcessingJobName": "config"');
    expect(log).toContain('"ContainerArguments": null');
    expect(log).toContain('{"current_host":"algo-1","hosts":["algo-1"]}');
    for (const line of [
      'COLOUR=green "and" blue',
      'LANG=en_GB.UTF-8',
      'HOME=/tmp',
      'AWS_REGION=us-east-1',
      'PROCESSING_JOB_NAME=config',
      'PROCESSING_JOB_ARN=arn:aws:sagemaker:us-east-1:000000000000:processing-job/config',
      `AWS_ENDPOINT_URL=${local.announcement.endpoint}`,
      'algo-1',
    ]) {
      expect(log.split('\n')).toContain(line);
    }
    expect(log).not.toContain('VITEST');
  });

  it('cannot reach the daemons of the machine', async () => {
    await local.run('daemons', sh('ls -A /run/user /run/dbus; test ! -S /run/docker.sock && echo no docker'));
    const log = await local.log('daemons');
    expect(log.at(-1)).toBe('no docker');
    expect(log.filter((line) => line.startsWith('system_bus'))).toEqual([]);
  });

  it('reaches Local SageMaker with the credentials it is given', async () => {
    const script =
      'import boto3, os; print(boto3.client("s3", endpoint_url=os.environ["S3_ENDPOINT_URL"]).list_buckets()["Buckets"][0]["Name"])';
    const job = await local.run('inside', ['/usr/bin/python3', '-c', script]);
    expect([job.ProcessingJobStatus, await local.log('inside')]).toEqual(['Completed', [localBucket]]);
  });

  it('lays out prefixes, single files, manifests and gzip as SageMaker does', async () => {
    await local.put('layout/data/a.txt', 'a');
    await local.put('layout/data/deep/er/b c.txt', 'b');
    await local.put('layout/data/empty/', '');
    await local.put('layout/part-1', '1');
    await local.put('layout/part-2', '2');
    await local.put('layout/packed/x.csv.gz', gzipSync('packed'));
    await local.put(
      'layout/list.manifest',
      JSON.stringify([{ prefix: s3('layout/data/') }, 'a.txt', 'deep/er/b c.txt']),
    );
    await local.run('layout', sh('cd /opt/ml/processing/input; find . | sort; cat zipped/x.csv'), {
      ProcessingInputs: [
        input('folder', s3('layout/data')),
        input('slash', s3('layout/data/')),
        input('file', s3('layout/data/deep/er/b c.txt')),
        input('parts', s3('layout/part-')),
        input('listed', s3('layout/list.manifest'), { S3DataType: 'ManifestFile' }),
        input('zipped', s3('layout/packed/'), { S3CompressionType: 'Gzip' }),
      ],
    });
    const data = ['', '/a.txt', '/deep', '/deep/er', '/deep/er/b c.txt', '/empty'];
    expect(await local.log('layout')).toEqual([
      '.',
      './file',
      './file/b c.txt',
      ...data.map((name) => `./folder${name}`),
      ...data.slice(0, 5).map((name) => `./listed${name}`),
      './parts',
      './parts/part-1',
      './parts/part-2',
      ...data.map((name) => `./slash${name}`),
      './zipped',
      './zipped/x.csv',
      'packed',
    ]);
  });

  it('runs on several hosts that know each other and share the data', async () => {
    for (const name of ['1', '2', '3']) await local.put(`shard/${name}.txt`, name);
    const script =
      'ls /opt/ml/processing/input/*; getent hosts algo-1 algo-2; hostname > /opt/ml/processing/out/$(hostname)';
    const job = await local.run('two-hosts', sh(script), {
      ProcessingResources: { ClusterConfig: { InstanceCount: 2, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 } },
      ProcessingInputs: [
        input('all', s3('shard')),
        input('part', s3('shard'), { S3DataDistributionType: 'ShardedByS3Key' }),
      ],
      ProcessingOutputConfig: { Outputs: [output('out', s3('two-hosts/out/'))] },
    });
    expect(job.ProcessingJobStatus).toBe('Completed');
    const hosts = ['127.0.0.1       algo-1', '127.0.0.2       algo-2'];
    const all = ['/opt/ml/processing/input/all:', '1.txt', '2.txt', '3.txt', '', '/opt/ml/processing/input/part:'];
    expect(await local.log('two-hosts', 'algo-1')).toEqual([...all, '1.txt', '3.txt', ...hosts]);
    expect(await local.log('two-hosts', 'algo-2')).toEqual([...all, '2.txt', ...hosts]);
    expect(await local.keys('two-hosts/')).toEqual(['two-hosts/out/algo-1', 'two-hosts/out/algo-2']);
  });

  it('uploads what is a file, however deep and oddly named, and nothing through a link', async () => {
    const script = `cd /opt/ml/processing/out && mkdir -p 'a b/ü' empty && echo 1 > "a b/ü/it's.txt" && : > none
      ln -s /etc/passwd passwd; ln -s /etc etc; ln -s ../out/none twice; mkfifo pipe`;
    const job = await local.run('odd-names', sh(script), {
      ProcessingOutputConfig: {
        Outputs: [output('out', s3('odd-names/out')), output('unused', s3('odd-names/unused'))],
      },
    });
    expect(job.ProcessingJobStatus).toBe('Completed');
    expect(await local.keys('odd-names/')).toEqual(["odd-names/out/a b/ü/it's.txt", 'odd-names/out/none']);
    const leftOut = ['etc', 'passwd', 'pipe', 'twice'].map((name) => `Not uploaded: /opt/ml/processing/out/${name}`);
    const log = await local.log('odd-names');
    expect(log.map((line) => line.slice(0, line.lastIndexOf(':'))).sort()).toEqual(leftOut);
  });

  it('uploads a continuous output while it runs', async () => {
    await local.create(
      'continuous',
      sh('cd /opt/ml/processing/out; echo 1 > one; until [ -e stop ]; do sleep 0.1; done'),
      {
        ProcessingOutputConfig: { Outputs: [output('out', s3('continuous'), { S3UploadMode: 'Continuous' })] },
      },
    );
    await expect.poll(() => local.keys('continuous/')).toEqual(['continuous/one']);
    expect((await local.describe('continuous')).ProcessingJobStatus).toBe('InProgress');
    await local.sageMaker.send(new StopProcessingJobCommand({ ProcessingJobName: 'continuous' }));
    expect((await local.ended('continuous')).ProcessingJobStatus).toBe('Stopped');
  });

  it('can write nowhere but in its own folders, and cannot see the state', async () => {
    const home = path.join(process.cwd(), 'test-results');
    await mkdir(home, { recursive: true });
    await writeFile(path.join(home, 'mine'), 'untouched');
    const script = `
      for place in /etc/x /usr/x ${home}/mine /var/tmp/x; do echo x > $place && echo "wrote $place"; done 2>/dev/null
      mount -o remount,rw / 2>/dev/null && echo remounted
      rm -rf ${home}/mine 2>/dev/null; ls -A ${local.root} 2>/dev/null; cat ${local.root}/server.json 2>/dev/null
      kill -9 ${process.pid} 2>/dev/null && echo killed
      for place in /opt/ml/x /tmp/x /opt/ml/processing/x; do mkdir -p $(dirname $place); echo x > $place && echo "own $place"; done`;
    const file = await local.put('contained/break-out.sh', script);
    await local.run('contained', ['/bin/sh', '/opt/ml/processing/input/code/break-out.sh'], {
      ProcessingInputs: [input('code', file)],
    });
    expect(await local.log('contained')).toEqual(['own /opt/ml/x', 'own /tmp/x', 'own /opt/ml/processing/x']);
    expect(await readFile(path.join(home, 'mine'), 'utf8')).toBe('untouched');
    await rm(path.join(home, 'mine'));
  });

  it('has no network when it asks for isolation', async () => {
    const script = `import socket; socket.create_connection(("127.0.0.1", ${new URL(local.announcement.endpoint).port}), 2)`;
    const isolated = { NetworkConfig: { EnableNetworkIsolation: true } };
    expect((await local.run('open', ['/usr/bin/python3', '-c', script])).ProcessingJobStatus).toBe('Completed');
    expect((await local.run('isolated', ['/usr/bin/python3', '-c', script], isolated)).ProcessingJobStatus).toBe(
      'Failed',
    );
  });

  it('leaves no files of its own on this machine', async () => {
    await local.run('tidy', sh('head -c 1000000 /dev/zero > /opt/ml/processing/input/big || true'));
    const gone = () =>
      access(path.join(local.root, 'jobs', 'tidy')).then(
        () => false,
        () => true,
      );
    await expect.poll(gone).toBe(true);
  });
});
