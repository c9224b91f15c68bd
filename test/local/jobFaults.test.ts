import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StopProcessingJobCommand } from '@aws-sdk/client-sagemaker';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localBucket } from '../../src/local/lifecycle/localSageMaker.ts';
import { input, output, startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';
import { processesWith, processList } from '../support/processList.ts';

let local: TestSageMaker;
beforeAll(async () => {
  local = await startSageMaker({ maxJobs: 2, grace: 500 });
});
afterAll(() => local.stop());

const s3 = (key: string) => `s3://${localBucket}/${key}`;
const sh = (script: string) => ['/bin/sh', '-c', script];
const stop = (name: string) => local.sageMaker.send(new StopProcessingJobCommand({ ProcessingJobName: name }));

describe('a job that fails', () => {
  it('keeps its exit code, its message and its outputs', async () => {
    const script =
      'echo half > /opt/ml/processing/out/half; printf "No such column: x" > /opt/ml/output/message; exit 3';
    const job = await local.run('exit-3', sh(script), {
      ProcessingOutputConfig: { Outputs: [output('out', s3('exit-3'))] },
    });
    expect(job).toMatchObject({
      ProcessingJobStatus: 'Failed',
      FailureReason: 'AlgorithmError: , exit code: 3',
      ExitMessage: 'No such column: x',
    });
    expect(await local.keys('exit-3/')).toEqual(['exit-3/half']);
  });

  it('says so when R meets a syntax error', async () => {
    const code = await local.put('syntax/bad.R', 'x <- (1 +\n');
    const job = await local.run('syntax', ['Rscript', '/opt/ml/processing/input/code/bad.R'], {
      ProcessingInputs: [input('code', code)],
    });
    expect(job.FailureReason).toBe('AlgorithmError: , exit code: 1');
    expect((await local.log('syntax')).join('\n')).toContain('unexpected end of input');
  });

  it('says so when a signal ended it', async () => {
    const job = await local.run('killed', sh('kill -9 $$'));
    expect(job).toMatchObject({ ProcessingJobStatus: 'Failed', FailureReason: 'AlgorithmError: , exit code: 137' });
  });

  it('is killed from outside', async () => {
    await local.create('killed-outside', sh('echo up; sleep 98.7; echo never'));
    await expect.poll(() => processesWith('sleep 98.7').length).toBeGreaterThan(3);
    const slept = processList().find(({ command }) => command === 'sleep 98.7');
    process.kill(slept?.pid ?? NaN, 'SIGKILL');
    const job = await local.ended('killed-outside');
    expect(job.ProcessingJobStatus).toBe('Completed');
    expect(await local.log('killed-outside')).toEqual(['up', 'Killed', 'never']);
  });

  it.each([
    ['a missing program', ['no-such-program'], 'AlgorithmError: , exit code: 127', 'no-such-program: not found'],
    ['a missing interpreter', ['/opt/ml/no/R'], 'AlgorithmError: , exit code: 127', '/opt/ml/no/R: not found'],
  ])('names %s', async (_what, command, reason, line) => {
    const name = `missing-${command.join('').replace(/\W/g, '')}`;
    expect((await local.run(name, command)).FailureReason).toBe(reason);
    expect((await local.log(name)).join()).toContain(line);
  });

  it('takes the other hosts with it', async () => {
    const job = await local.run('one-of-two', sh('[ $(hostname) = algo-1 ] && exit 4; sleep 60'), {
      ProcessingResources: { ClusterConfig: { InstanceCount: 2, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 } },
    });
    expect(job).toMatchObject({ ProcessingJobStatus: 'Failed', FailureReason: 'AlgorithmError: , exit code: 4' });
  });

  it('has ended on every host before it is Failed', async () => {
    const state = new DatabaseSync(path.join(local.root, 'state.db'));
    state.exec(`CREATE TRIGGER poison BEFORE INSERT ON log_chunk WHEN NEW.json LIKE '%poison%'
      BEGIN SELECT RAISE(ABORT, 'this line cannot be kept'); END`);
    const script =
      '[ $(hostname) = algo-1 ] && sleep 0.5 && echo poison && sleep 76.5; trap "" TERM; while :; do sleep 76.5; done';
    await local.create('one-broken', sh(script), {
      ProcessingResources: { ClusterConfig: { InstanceCount: 2, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 } },
    });
    // While the line is in the way the end cannot be stored either, which tells when Local SageMaker takes the job for ended.
    await expect.poll(() => local.logged.join()).toContain('the end of job one-broken');
    const left = processesWith('sleep 76.5');
    state.exec('DROP TRIGGER poison');
    state.close();
    const job = await local.ended('one-broken');
    expect(job.ProcessingJobStatus).toBe('Failed');
    expect(job.FailureReason).toContain('this line cannot be kept');
    expect(left).toEqual([]);
  });

  it.each([
    ['a bucket that is not there', 's3://no-such-bucket-here/x', 'Data download failed: NoSuchBucket (404)'],
    ['a prefix with nothing in it', s3('nothing/here'), `No S3 objects found under S3 URL "${s3('nothing/here')}"`],
    ['a key that leads out of its folder', s3('escape'), 'the key "escape/../../../x" under'],
  ])('names %s among its inputs', async (what, uri, reason) => {
    await local.put('escape/../../../x', 'x');
    const name = `input-${what.split(' ')[1] ?? ''}`;
    const job = await local.run(name, sh('echo ran'), { ProcessingInputs: [input('data', uri)] });
    expect(job.ProcessingJobStatus).toBe('Failed');
    expect(job.FailureReason).toContain(reason);
    expect(job.ProcessingStartTime).toBeUndefined();
  });

  it('names an output bucket that is not there', async () => {
    const job = await local.run('no-bucket', sh('echo 1 > /opt/ml/processing/out/x'), {
      ProcessingOutputConfig: { Outputs: [output('out', 's3://no-such-bucket-here/x')] },
    });
    expect(job.FailureReason).toContain('Data upload failed: NoSuchBucket (404)');
  });

  it('has a message of at most 1 KB, cut between characters', async () => {
    const long = await local.run(
      'long-message',
      sh(`awk 'BEGIN { for (i = 0; i < 400; i++) printf "€uro" }' > /opt/ml/output/message`),
    );
    expect(Buffer.byteLength(long.ExitMessage ?? '')).toBeLessThanOrEqual(1024);
    expect(long.ExitMessage).toMatch(/^(€uro)+€?u?r?o?$/);
    const bytes = await local.run('bad-message', sh(`printf 'caf\\351' > /opt/ml/output/message`));
    expect(bytes).toMatchObject({ ProcessingJobStatus: 'Failed' });
    expect(bytes.FailureReason).toContain('ClientError: The exit message in /opt/ml/output/message is not valid UTF-8');
  });
});

describe('a job that opens /dev/stdout as a file, and so empties its log', () => {
  it.each([
    ['a shorter one', 'seq 1 1000; sleep 0.4; echo short > /dev/stdout; sleep 0.4; echo more', ['short', 'more']],
    [
      'a longer one',
      'seq 1 1000; sleep 0.4; seq 2 2000 > /dev/stdout',
      Array.from({ length: 1999 }, (_, n) => `${n + 2}`),
    ],
    ['no other', 'seq 1 1000; sleep 0.4; : > /dev/stdout', []],
  ])('keeps what was taken in, and goes on with %s', async (what, script, then) => {
    const name = `emptied-${what.replaceAll(' ', '-')}`;
    const job = await local.run(name, sh(script));
    expect(job.ProcessingJobStatus).toBe('Completed');
    expect(await local.log(name)).toEqual([...Array.from({ length: 1000 }, (_, n) => `${n + 1}`), ...then]);
  });

  it('repeats nothing when a program overwrites what others append', async () => {
    const script =
      'echo begin; (sleep 0.2; echo aaaa; sleep 0.4; echo bbbb; sleep 0.4; echo cccc) > /dev/stdout & sleep 0.5; echo x >&2; wait';
    await local.run('overwritten', sh(script));
    const log = await local.log('overwritten');
    expect(log.filter((line) => line === 'aaaa')).toEqual(['aaaa']);
    expect(log.at(-1)).toBe('cccc');
  });

  it("is R's cat", async () => {
    const code = await local.put(
      'cat-r/cat.R',
      'cat("start of the study\\n"); Sys.sleep(0.3); for (i in 1:3) { cat("step", i, "\\n", file = "/dev/stdout"); Sys.sleep(0.3) }\n',
    );
    await local.run('cat-r', ['Rscript', '/opt/ml/processing/input/code/cat.R'], {
      ProcessingInputs: [input('code', code)],
    });
    expect(await local.log('cat-r')).toEqual(['start of the study', 'step 1 ', 'step 2 ', 'step 3 ']);
  });
});

describe('a job that does not end', () => {
  it('is stopped at its time limit', async () => {
    const started = Date.now();
    const job = await local.run('limit', sh('echo begun; sleep 60'), { StoppingCondition: { MaxRuntimeInSeconds: 1 } });
    expect(job.ProcessingJobStatus).toBe('Stopped');
    expect(job.FailureReason).toContain('MaxRuntimeExceeded');
    // Its script would take a minute.
    expect(Date.now() - started).toBeLessThan(30_000);
    expect(await local.log('limit')).toEqual(['begun']);
  });

  it('is asked to end, and may clean up', async () => {
    await local.create('asked', sh('trap "echo cleaning; exit 0" TERM; echo ready; while :; do sleep 0.1; done'));
    await expect.poll(async () => (await local.streams('asked')).length > 0 && local.log('asked')).toEqual(['ready']);
    await stop('asked');
    expect((await local.ended('asked')).ProcessingJobStatus).toBe('Stopped');
    expect(await local.log('asked')).toEqual(['ready', 'cleaning']);
    await expect(stop('asked')).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('is killed when it does not listen', async () => {
    await local.create('deaf', sh('trap "" TERM; echo ready; while :; do sleep 0.1; done'));
    await local.until('deaf', ({ ProcessingStartTime }) => ProcessingStartTime !== undefined);
    await stop('deaf');
    expect((await local.describe('deaf')).ProcessingJobStatus).toBe('Stopping');
    expect((await local.ended('deaf')).ProcessingJobStatus).toBe('Stopped');
  });

  it('leaves no process behind, whatever it forked', async () => {
    const script = `(setsid sh -c 'trap "" TERM HUP; while :; do sleep 87.6; done' &) ; setsid sleep 87.6 & echo done`;
    const started = Date.now();
    const job = await local.run('fork', sh(script));
    expect([job.ProcessingJobStatus, await local.log('fork')]).toEqual(['Completed', ['done']]);
    // What it forked would take a minute and a half.
    expect(Date.now() - started).toBeLessThan(30_000);
    expect(processesWith('sleep 87.6')).toEqual([]);
  });
});

describe('a job that prints', () => {
  it('bytes that are no UTF-8, and progress bars', async () => {
    await local.run('bytes', sh(`printf 'caf\\351\\n 10%%\\r 20%%\\r done\\r\\n\\nno line feed'`));
    expect(await local.log('bytes')).toEqual(['caf\ufffd', ' 10%\r', ' 20%\r', ' done', '', 'no line feed']);
  });

  it('a line of 50 MB', async () => {
    await local.run('wide', sh(`head -c 50000000 /dev/zero | tr '\\0' 'x'; echo; echo end`));
    const log = await local.log('wide');
    expect(log.at(-1)).toBe('end');
    expect(log.slice(0, -1).every((part) => part.length <= 256 * 1024 && /^x+$/.test(part))).toBe(true);
    expect(log.slice(0, -1).reduce((sum, part) => sum + part.length, 0)).toBe(50_000_000);
  });

  it('1,000,000 lines, which come whole and in order', async () => {
    await local.run('many', sh('seq 1 1000000'));
    const log = await local.log('many');
    expect(log.length).toBe(1_000_000);
    expect(log.every((line, index) => line === String(index + 1))).toBe(true);
  });
});

describe('jobs beyond what runs at once', () => {
  it('wait, visibly, and can be stopped', async () => {
    const names = ['wait-1', 'wait-2', 'wait-3', 'wait-4'];
    for (const name of names) await local.create(name, sh('sleep 1'));
    const waiting = await local.describe('wait-3');
    expect(waiting).toMatchObject({ ProcessingJobStatus: 'InProgress' });
    expect(waiting.ProcessingStartTime).toBeUndefined();
    expect(await local.log('wait-3')).toEqual(['Waiting for 2 other jobs: this machine runs 2 at a time.']);
    expect(await local.log('wait-4')).toEqual(['Waiting for 3 other jobs: this machine runs 2 at a time.']);
    await stop('wait-4');
    expect((await local.ended('wait-4')).ProcessingJobStatus).toBe('Stopped');
    expect((await local.ended('wait-3')).ProcessingJobStatus).toBe('Completed');
  });
});

describe('the end of Local SageMaker', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'local-end-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('ends what runs; what waits runs at the next start', async () => {
    const first = await startSageMaker({ root, maxJobs: 1 });
    await first.create('ran', sh('echo up; sleep 60'));
    await first.create('waited', ['echo', 'ran after all']);
    await first.create('stopped', ['echo', 'never']);
    await first.until('ran', ({ ProcessingStartTime }) => ProcessingStartTime !== undefined);
    await first.sageMaker.send(new StopProcessingJobCommand({ ProcessingJobName: 'stopped' }));
    await first.stop();
    const second = await startSageMaker({ root, maxJobs: 1 });
    try {
      const ran = await second.describe('ran');
      expect(ran.ProcessingJobStatus).toBe('Failed');
      expect(ran.FailureReason).toContain('Local SageMaker was stopped while the job ran');
      expect((await second.ended('waited')).ProcessingJobStatus).toBe('Completed');
      expect((await second.log('waited')).at(-1)).toBe('ran after all');
      expect((await second.describe('stopped')).ProcessingJobStatus).toBe('Stopped');
    } finally {
      await second.stop();
    }
  });

  it('waits for the folder of a job that has just ended to be gone', async () => {
    const local = await startSageMaker({ root });
    await local.run('many', sh('mkdir /opt/ml/left && cd /opt/ml/left && seq 5000 | xargs touch'));
    await local.stop();
    expect(await readdir(path.join(root, 'jobs')).catch(() => [])).toEqual([]);
  });

  it('does not wait for a job whose end cannot be stored; the next start ends it, with its log', async () => {
    const first = await startSageMaker({ root });
    await first.create('unstored', sh('echo up; sleep 60'));
    await expect
      .poll(async () => (await first.streams('unstored')).length > 0 && first.log('unstored'))
      .toEqual(['up']);
    const state = new DatabaseSync(path.join(root, 'state.db'));
    state.exec('ALTER TABLE job RENAME TO away');
    const begun = Date.now();
    await first.stop();
    // The job would take a minute.
    expect(Date.now() - begun).toBeLessThan(30_000);
    expect(first.logged.join()).toContain('the end of job unstored cannot be stored yet');
    state.exec('ALTER TABLE away RENAME TO job');
    state.close();
    const second = await startSageMaker({ root });
    try {
      expect((await second.describe('unstored')).ProcessingJobStatus).toBe('Failed');
      expect(await second.log('unstored')).toEqual(['up']);
    } finally {
      await second.stop();
    }
  });
});
