import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localBucket } from '../../src/local/lifecycle/localSageMaker.ts';
import { JobFiles } from '../../src/local/files/jobFiles.ts';
import { makeHostFolder } from '../../src/local/files/jobFolder.ts';
import { output, startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';

let local: TestSageMaker;
/** A folder of this machine that jobs cannot see, with a file `secret` in it, and one in its folder `out`. */
let hidden: string;
beforeAll(async () => {
  // Not in /tmp: a job has its own.
  local = await startSageMaker({ grace: 500, root: await mkdtemp('/var/tmp/job-files-') });
  hidden = path.join(local.root, 'hidden');
  await mkdir(path.join(hidden, 'out'), { recursive: true });
  for (const name of ['secret', 'message', 'out/secret']) await writeFile(path.join(hidden, name), 'only mine');
});
afterAll(async () => {
  await local.stop();
  await rm(local.root, { recursive: true });
});

const run = (name: string, script: string, mode: 'EndOfJob' | 'Continuous' = 'EndOfJob') =>
  local.run(name, ['/bin/sh', '-c', `cd /opt/ml/processing/out && ${script}`], {
    ProcessingOutputConfig: {
      Outputs: [output('out', `s3://${localBucket}/${name}`, { S3UploadMode: mode })],
    },
  });

describe('a job that leaves what is no file', () => {
  it.each(['EndOfJob', 'Continuous'] as const)('ends, with its %s outputs: pipes are not waited for', async (mode) => {
    const name = `pipes-${mode.toLowerCase()}`;
    const job = await run(name, 'mkfifo /opt/ml/output/message pipe && echo 1 > one && sleep 3', mode);
    expect(job).toMatchObject({ ProcessingJobStatus: 'Completed' });
    expect(job.ExitMessage).toBeUndefined();
    expect(await local.keys(`${name}/`)).toEqual([`${name}/one`]);
    expect(await local.log(name)).toEqual(['Not uploaded: /opt/ml/processing/out/pipe: neither a file nor a folder.']);
  });

  it('ends when a folder is in the place of its message, and a pipe in that of its output', async () => {
    const job = await run(
      'swapped',
      'cd / && rm -r /opt/ml/processing/out && mkfifo /opt/ml/processing/out && mkdir /opt/ml/output/message',
    );
    expect(job).toMatchObject({ ProcessingJobStatus: 'Completed' });
    expect(await local.keys('swapped/')).toEqual([]);
    expect(await local.log('swapped')).toEqual([
      'Not uploaded: /opt/ml/processing/out: the job has left no folder there.',
    ]);
  });
});

describe('a job that puts links in its folders', () => {
  it.each([
    ['its output', () => `rm -r ../out && ln -s ${hidden}/out ../out`],
    ['the folder above', () => `cd / && rm -r /opt/ml/processing && ln -s ${hidden} /opt/ml/processing`],
    ['a folder on the way back', () => `rm -r ../out && ln -s ../../../../../../../../../..${hidden}/out ../out`],
  ])('has nothing of this machine uploaded through %s', async (what, script) => {
    const name = `outside-${what.replaceAll(' ', '-')}`;
    expect(await run(name, script())).toMatchObject({ ProcessingJobStatus: 'Completed' });
    expect(await local.keys(`${name}/`)).toEqual([]);
    expect(await local.log(name)).toEqual([
      "Not uploaded: /opt/ml/processing/out: a symbolic link leads out of the job's folders.",
    ]);
  });

  it('ends, with links that go in a circle', async () => {
    const job = await run(
      'circle',
      'rm -r ../out && cd / && ln -s out /opt/ml/processing/out && ln -s message /opt/ml/output/message',
    );
    expect(job.ProcessingJobStatus).toBe('Completed');
    expect(await local.log('circle')).toEqual([
      'Not uploaded: /opt/ml/processing/out: the job has left no folder there.',
    ]);
  });

  it('has nothing of this machine uploaded while it runs either', async () => {
    await run('outside-continuous', `rm -r ../out && ln -s ${hidden}/out ../out && sleep 5`, 'Continuous');
    expect(await local.keys('outside-continuous/')).toEqual([]);
  });

  it.each([
    ['the message', () => `ln -s ${hidden}/secret /opt/ml/output/message`],
    ['its folder', () => `rm -r /opt/ml/output && ln -s ${hidden} /opt/ml/output`],
  ])('does not get to know files of this machine through %s', async (what, script) => {
    const name = `message-${what.replaceAll(' ', '-')}`;
    const job = await run(name, script());
    expect(job.ProcessingJobStatus).toBe('Completed');
    expect(job.ExitMessage).toBeUndefined();
    expect(await local.log(name)).toEqual(["/opt/ml/output/message is not read: it leads out of the job's folders."]);
  });

  it('has what it may follow itself resolved as it sees it', async () => {
    const script = `mkdir /tmp/results /opt/ml/other && echo 1 > /tmp/results/one && printf said > /opt/ml/other/said
      rm -r ../out && ln -s /tmp/results ../out && ln -s ../other/said /opt/ml/output/message`;
    expect(await run('inside', script)).toMatchObject({ ProcessingJobStatus: 'Completed', ExitMessage: 'said' });
    expect(await local.keys('inside/')).toEqual(['inside/one']);
    expect(await local.log('inside')).toEqual([]);
  });

  it('is told of the links in an output, but not of thousands', async () => {
    await run('many-links', 'for i in $(seq 100 1100); do ln -s one $i; done; echo 1 > one');
    expect(await local.keys('many-links/')).toEqual(['many-links/one']);
    const log = await local.log('many-links');
    expect(log.length).toBe(21);
    expect(log[0]).toMatch(
      /^Not uploaded: \/opt\/ml\/processing\/out\/\d+: a symbolic link, which SageMaker does not follow\.$/,
    );
    expect(log.at(-1)).toBe('Not uploaded: 981 more of the kind.');
  });
});

it('a folder that becomes a link between the look and the reading is not read through', async () => {
  const folder = await makeHostFolder(local.root, 'racing', 'algo-1');
  const files = await JobFiles.of(folder, true);
  await mkdir(path.join(folder.ml, 'out'));
  await writeFile(path.join(folder.ml, 'out/secret'), 'its own');
  const file = (await files.locate('/opt/ml/out/secret')) ?? '';
  const handle = await files.open(file);
  expect(await handle?.readFile('utf8')).toBe('its own');
  await handle?.close();
  await rm(path.join(folder.ml, 'out'), { recursive: true });
  await symlink(path.join(hidden, 'out'), path.join(folder.ml, 'out'));
  expect(await readFile(file, 'utf8')).toBe('only mine');
  expect(await files.open(file)).toBeUndefined();
});

it('no job leaves a file open in this process', async () => {
  const open = (await readdir('/proc/self/fd')).length;
  await run('descriptors', 'mkfifo pipe /opt/ml/output/message; for i in $(seq 50); do echo $i > $i; done');
  expect((await readdir('/proc/self/fd')).length).toBeLessThan(open + 10);
});
