import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockRoot } from '../../src/local/lifecycle/rootLock.ts';
import { announced, localPrograms } from '../support/localProgram.ts';
import { processesWith } from '../support/processList.ts';
import { output } from '../support/localSageMaker.ts';

const { newRoot, start, killAll } = localPrograms();
const running = (marker: string) => processesWith(marker).length;
const sh = (script: string) => ['/bin/sh', '-c', script];

describe('npm run local', () => {
  it('prints one line for programs, announces itself to its owner only, and keeps its keys', async () => {
    const root = await newRoot();
    const first = start(['--root', root, '--json']);
    const local = await announced(root);
    await expect.poll(() => first.stdout).toMatch(/^\{.*\}\n$/);
    const { endpoint, region, accessKeyId, secretAccessKey, accountId, roleArn, bucket } = local.announcement;
    const expected = { endpoint, region, accessKeyId, secretAccessKey, accountId, roleArn, bucket };
    expect(JSON.parse(first.stdout)).toEqual(expected);
    expect((await stat(path.join(root, 'server.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(path.join(root, 'keys.json'))).mode & 0o777).toBe(0o600);
    expect(await first.end('SIGINT')).toBe(0);
    await expect(stat(path.join(root, 'server.json'))).rejects.toThrow('ENOENT');
    const second = start(['--root', root]);
    const again = await announced(root);
    expect(again.announcement).toMatchObject({ accessKeyId, secretAccessKey });
    await expect.poll(() => second.stdout).toContain(`export AWS_ENDPOINT_URL='${again.announcement.endpoint}'`);
    expect(first.stderr + second.stderr).not.toContain(secretAccessKey);
  });

  it('is one server for a folder, however many start at once', async () => {
    const root = await newRoot();
    const starts = [1, 2, 3].map(() => start(['--root', root, '--json']));
    const ended = await Promise.race(starts.map(async (each) => ({ each, code: await each.exit })));
    expect(ended.code).toBe(0);
    const local = await announced(root);
    await expect.poll(() => starts.filter(({ process }) => process.exitCode === null).length).toBe(1);
    for (const each of starts) expect(each.stdout).toContain(local.announcement.endpoint);
  });

  it('takes over from one that is ending', async () => {
    const root = await newRoot();
    const ending = lockRoot(root);
    const next = start(['--root', root]);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(next.process.exitCode).toBeNull();
    ending?.release();
    await announced(root);
    expect(await next.end()).toBe(0);
  });

  it('says what to do when its port is taken or an option is wrong', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const taken = start(['--root', await newRoot(), '--port', port]);
    expect(await taken.exit).toBe(1);
    expect(taken.stderr).toContain(`Port ${port} is taken.`);
    other.close();
    const root = await newRoot();
    start(['--root', root]);
    const running = await announced(root);
    const second = start(['--root', root, '--port', port]);
    expect(await second.exit).toBe(1);
    expect(second.stderr).toContain(`${running.announcement.endpoint}. Leave --port out to use that one`);
    const wrong = start(['--port', 'x']);
    expect(await wrong.exit).toBe(2);
    expect(wrong.stderr).toContain('--port takes a whole number from 0 to 65535, not "x".');
  });

  it('ends after idling, but not while a job runs', async () => {
    const root = await newRoot();
    const program = start(['--root', root, '--announce', '--idle', '1']);
    const local = await announced(root);
    await local.create('busy', sh('sleep 2.5; echo done'));
    expect(await program.exit).toBe(0);
    expect(program.stdout).toBe('');
    start(['--root', root]);
    const again = await announced(root, local.announcement.pid);
    expect((await again.describe('busy')).ProcessingJobStatus).toBe('Completed');
  });

  it('ends its jobs when it is ended, and says so in their reason', async () => {
    const root = await newRoot();
    const program = start(['--root', root]);
    const local = await announced(root);
    await local.create('cut', sh('trap "echo cleaned; exit 0" TERM; echo up; while :; do sleep 0.1; done'));
    await expect.poll(async () => (await local.streams('cut')).length > 0 && local.log('cut')).toEqual(['up']);
    expect(await program.end()).toBe(0);
    start(['--root', root]);
    const again = await announced(root, local.announcement.pid);
    const job = await again.describe('cut');
    expect(job.ProcessingJobStatus).toBe('Failed');
    expect(job.FailureReason).toContain('Local SageMaker was stopped while the job ran');
    expect(await again.log('cut')).toEqual(['up', 'cleaned']);
  });
});

describe('kill -9 of Local SageMaker', () => {
  it('loses nothing: the job is Failed with the reason, its log whole, no process left, and what waited runs', async () => {
    const root = await newRoot();
    const program = start(['--root', root, '--max-jobs', '1']);
    const local = await announced(root);
    const bucket = local.announcement.bucket;
    await local.create('shot', sh('seq 1 50000; echo 1 > /opt/ml/processing/out/x; echo ready; sleep 76.5'), {
      ProcessingOutputConfig: { Outputs: [output('out', `s3://${bucket}/shot`)] },
    });
    await local.create('next', ['echo', 'next']);
    await expect.poll(() => running('sleep 76.5')).toBeGreaterThan(0);
    await expect.poll(() => readFile(path.join(root, 'jobs/processing.shot/algo-1/log'), 'utf8')).toContain('ready');
    expect(await program.end('SIGKILL')).toBeNull();
    await expect.poll(() => running('sleep 76.5')).toBe(0);
    start(['--root', root]);
    const again = await announced(root, local.announcement.pid);
    const job = await again.describe('shot');
    expect(job.ProcessingJobStatus).toBe('Failed');
    expect(job.FailureReason).toContain('Local SageMaker was stopped while the job ran');
    const log = await again.log('shot');
    expect(log.slice(0, 50_000).every((line, index) => line === String(index + 1))).toBe(true);
    expect(log.slice(50_000)).toEqual(['ready']);
    expect(await again.keys('shot')).toEqual([]);
    expect((await again.ended('next')).ProcessingJobStatus).toBe('Completed');
    expect((await again.log('next')).at(-1)).toBe('next');
  });
});

describe('a machine without bubblewrap', () => {
  it('runs jobs in their folder and says so first', async () => {
    const root = await newRoot();
    const tools = path.join(root, 'tools');
    await mkdir(tools);
    for (const name of ['sh', 'cat', 'sleep', 'ls', 'rm', 'ln', 'mkdir', 'mkfifo'])
      await symlink(path.join('/bin', name), path.join(tools, name));
    const program = start(['--root', path.join(root, 'state')], { ...process.env, PATH: tools });
    const local = await announced(path.join(root, 'state'));
    const script = 'echo "$SAGEMAKER_BASE_DIR"; cat config/resourceconfig.json; cat "$1"; echo 1 > processing/out/x';
    const job = await local.run('bare', [...sh(script), 'sh', '/opt/ml/config/resourceconfig.json'], {
      ProcessingOutputConfig: { Outputs: [output('out', `s3://${local.announcement.bucket}/bare`)] },
    });
    expect(job.ProcessingJobStatus).toBe('Completed');
    const resources = '{"current_host":"algo-1","hosts":["algo-1"]}';
    const [notice, base, ...rest] = await local.log('bare');
    expect(notice).toContain('cannot give a job its own /opt/ml (bubblewrap is not installed)');
    expect(base).toBe(path.join(root, 'state/jobs/processing.bare/algo-1/ml'));
    expect(rest).toEqual([resources + resources]);
    expect(await local.keys('bare/')).toEqual(['bare/x']);
    for (const [name, target, keys] of [
      ['link-home', '$HOME/mine', ['link-home/two']],
      ['link-out', tools, []],
    ] as const) {
      const linking = `mkdir $HOME/mine; echo 2 > $HOME/mine/two; rm -r processing/out; ln -s ${target} processing/out`;
      await local.run(name, sh(linking), {
        ProcessingOutputConfig: { Outputs: [output('out', `s3://${local.announcement.bucket}/${name}`)] },
      });
      expect(await local.keys(`${name}/`)).toEqual(keys);
    }
    const isolated = local.create('isolated', sh('true'), { NetworkConfig: { EnableNetworkIsolation: true } });
    await expect(isolated).rejects.toThrow('cannot isolate a process from the network on this machine');
    await local.create('left', sh('sleep 65.4'));
    await local.create('fooled', sh('rm ../log; mkfifo ../log; sleep 19.43'));
    await expect.poll(() => running('sleep 65.4') * running('sleep 19.43')).toBeGreaterThan(0);
    await program.end('SIGKILL');
    start(['--root', path.join(root, 'state')]);
    const again = await announced(path.join(root, 'state'), local.announcement.pid);
    for (const name of ['left', 'fooled']) expect((await again.describe(name)).ProcessingJobStatus).toBe('Failed');
    expect(running('sleep 65.4')).toBe(0);
  });
});

describe.skipIf(process.getuid?.() !== 0)('a disk that fills (needs root, to mount a small one)', () => {
  it.each([
    [
      'the job writes',
      'head -c 60000000 /dev/zero > /opt/ml/processing/out/big || exit 5',
      /exit code: 5|no space is left/,
    ],
    ['the job prints', 'yes 0123456789012345678901234567890123456789 | head -c 60000000; exit 6', /no space is left/],
    ['its outputs are uploaded', 'head -c 15000000 /dev/zero > /opt/ml/processing/out/big', /no space is left/],
  ])('when %s, ends the job with the reason and nothing else', async (_what, script, reason) => {
    const root = await newRoot();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', root]);
    try {
      start(['--root', root]);
      const local = await announced(root);
      const job = await local.run('full', sh(script), {
        ProcessingOutputConfig: { Outputs: [output('out', `s3://${local.announcement.bucket}/full`)] },
      });
      expect(job.ProcessingJobStatus).toBe('Failed');
      expect(job.FailureReason).toMatch(reason);
      expect(await local.keys('full')).toEqual([]);
      expect((await local.run('after', ['echo', 'fine'])).ProcessingJobStatus).toBe('Completed');
      expect(await local.log('after')).toEqual(['fine']);
    } finally {
      await killAll();
      execFileSync('umount', [root]);
    }
  });
});
