import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ListProcessingJobsCommand, ListTagsCommand } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';

/** Recorded from the first version, which was killed while two jobs ran, one of them asked to stop, and one waited. */
const recorded = path.join(import.meta.dirname, 'fixtures/state-2.sql');

describe('the state folder of the first version', () => {
  let root: string;
  let local: TestSageMaker;
  let left: ReturnType<typeof spawn>;
  let leftEnded: Promise<unknown>;
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'local-old-'));
    const state = new DatabaseSync(path.join(root, 'state.db'), { enableForeignKeyConstraints: false });
    state.exec(await readFile(recorded, 'utf8'));
    state.close();
    for (const job of ['running', 'stopping']) {
      const folder = path.join(root, 'jobs', job, 'algo-1');
      await mkdir(path.join(folder, 'ml'), { recursive: true });
      // Its first line had been taken in when Local SageMaker was killed.
      await writeFile(path.join(folder, 'log'), 'begun\nand went on\n');
    }
    // Without bubblewrap a job of that version lived on.
    const ml = path.join(root, 'jobs/running/algo-1/ml');
    left = spawn('/bin/sleep', ['600'], { cwd: ml, env: { SAGEMAKER_BASE_DIR: ml }, detached: true, stdio: 'ignore' });
    leftEnded = once(left, 'exit').then(([, signal]) => signal as unknown);
    local = await startSageMaker({ root });
  });
  afterAll(async () => {
    left.kill('SIGKILL');
    await local.stop();
    await rm(root, { recursive: true, force: true });
  });

  it('has its jobs, with what they were asked, how they ended and their tags', async () => {
    const { ProcessingJobSummaries = [] } = await local.sageMaker.send(new ListProcessingJobsCommand({}));
    expect(ProcessingJobSummaries.map(({ ProcessingJobName }) => ProcessingJobName)).toEqual([
      ...['completed', 'failed', 'running', 'stopping', 'waiting'],
    ]);
    const completed = await local.describe('completed');
    expect(completed).toMatchObject({
      ProcessingJobArn: 'arn:aws:sagemaker:us-east-1:000000000000:processing-job/completed',
      ProcessingJobStatus: 'Completed',
      ExitMessage: 'fine',
      Environment: { A: 'b' },
      StoppingCondition: { MaxRuntimeInSeconds: 600 },
      ProcessingEndTime: new Date(1795889853672),
    });
    expect(await local.log('completed')).toEqual(['one', 'two']);
    expect(await local.describe('failed')).toMatchObject({ FailureReason: 'AlgorithmError: , exit code: 3' });
    const { Tags } = await local.sageMaker.send(new ListTagsCommand({ ResourceArn: completed.ProcessingJobArn }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'stats' }]);
  });

  it('has what ran recovered: its end, the rest of its log, its processes and its folders', async () => {
    expect(await local.describe('running')).toMatchObject({
      ProcessingJobStatus: 'Failed',
      FailureReason: expect.stringContaining('Local SageMaker was stopped while the job ran') as string,
    });
    expect(await local.describe('stopping')).toMatchObject({ ProcessingJobStatus: 'Stopped' });
    for (const job of ['running', 'stopping']) expect(await local.log(job)).toEqual(['begun', 'and went on']);
    expect(await leftEnded).toBe('SIGKILL');
    for (const job of ['running', 'processing.running', 'stopping'])
      expect(existsSync(path.join(root, 'jobs', job))).toBe(false);
  });

  it('runs what waited', async () => {
    expect((await local.ended('waiting')).ProcessingJobStatus).toBe('Completed');
    expect((await local.log('waiting')).at(-1)).toBe('ran after all');
  });
});
