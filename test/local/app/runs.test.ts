import { readFile, symlink, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProcessRunner } from '../../../src/adapters/process/processRunner.ts';
import { systemClock } from '../../../src/adapters/process/systemClock.ts';
import { downloadOutputs } from '../../../src/app/downloadOutputs.ts';
import { followJob } from '../../../src/app/followJob.ts';
import { listJobs } from '../../../src/app/listJobs.ts';
import { listOutputs, type JobOutputFile } from '../../../src/app/listOutputs.ts';
import { rerunSpec } from '../../../src/app/rerunJob.ts';
import { stopJob } from '../../../src/app/stopJob.ts';
import { changeTags, userTags } from '../../../src/app/tags.ts';
import { WaitingJobs } from '../../../src/app/waitingJobs.ts';
import type { JobId } from '../../../src/core/jobs/jobRef.ts';
import { startLocal, type LocalFixture } from '../../support/localBackend.ts';

let local: LocalFixture;
beforeAll(async () => {
  local = await startLocal();
});
afterAll(() => local.dispose());

const hasR = (await createProcessRunner().find('Rscript')) !== undefined;

async function outputs(ref: JobId): Promise<JobOutputFile[]> {
  const job = await local.backend.jobs.describe(ref);
  const files: JobOutputFile[] = [];
  for await (const file of listOutputs({ backend: local.backend, job })) files.push(file);
  return files;
}

const run = async (...args: Parameters<LocalFixture['submit']>): Promise<Awaited<ReturnType<LocalFixture['follow']>>> =>
  local.follow((await local.submit(...args)).name);

describe('a run', () => {
  it('of a Python script: arguments as they are, its files become outputs that can be saved', async () => {
    await local.write(
      'study.py',
      'import sys, os\nfor a in sys.argv[1:]: print(repr(a))\nos.makedirs("out put")\nopen("out put/é.csv", "w").write("a,b\\n1,2\\n")\nopen("plot.svg", "w").write("<svg/>")\n',
    );
    const args = ['', 'a b', "it's", '"q"', '$HOME', '漢', '--args'];
    const job = await run('study.py', { arguments: args });
    expect(job.lines.map((line) => line.slice(1, -1))).toEqual(args);
    expect(job.statuses.at(-1)).toBe('Completed');
    const files = await outputs(job.ref);
    expect(files.map(({ output, path: below, size }) => [output, below, size])).toEqual([
      ['output-1', 'out put/é.csv', 8],
      ['output-1', 'plot.svg', 6],
    ]);
    const saved = await downloadOutputs({ backend: local.backend, files, folder: path.join(local.root, '../saved') });
    expect(await readFile(saved[0] ?? '', 'utf8')).toBe('a,b\n1,2\n');
  });

  it('finds its inputs: a folder, a file, what lies in S3', async () => {
    await local.write('data/deep/a.csv', '1');
    await local.write('single file.txt', '2');
    await local.backend.objects.put(`s3://${await local.backend.bucket()}/shared/x.txt`, '3');
    await local.write(
      'inputs.py',
      'import glob\nfor f in sorted(glob.glob("/opt/ml/processing/input/[!ce]*/**/*.*", recursive=True)): print(f[25:], open(f).read())\n',
    );
    const job = await run('inputs.py', {
      inputs: [
        { name: 'folder', source: path.join(local.workspace, 'data') },
        { source: path.join(local.workspace, 'single file.txt') },
        { name: 's3', source: `s3://${await local.backend.bucket()}/shared/` },
      ],
    });
    expect(job.lines).toEqual(['folder/deep/a.csv 1', 's3/x.txt 3', 'single-file/single file.txt 2']);
  });

  it.skipIf(!hasR)(
    'of an R prototype that knows nothing of SageMaker: its plot and table are outputs (needs Rscript)',
    async () => {
      await local.write(
        'prototype/proto type.R',
        'plot(1:3)\nwrite.csv(data.frame(a = 1), "results.csv")\ncat("mean", 2, "\\n")\n',
      );
      const job = await run('prototype/proto type.R');
      expect(job.lines).toEqual(['mean 2 ']);
      expect((await outputs(job.ref)).map((file) => file.path)).toEqual(['Rplots.pdf', 'results.csv']);
    },
  );

  it('keeps what it writes to a named output apart from what it writes beside it and to its working directory', async () => {
    await local.write(
      'outputs/two.py',
      'open("/opt/ml/processing/output/plots/a.txt", "w").write("named")\nopen("b.txt", "w").write("collected")\nopen("/opt/ml/processing/output/c.txt", "w").write("beside")\n',
    );
    const job = await run('outputs/two.py', {
      outputs: [{ name: 'plots', source: '/opt/ml/processing/output/plots' }],
    });
    expect((await outputs(job.ref)).map((file) => [file.output, file.path])).toEqual([
      ['plots', 'a.txt'],
      ['output-2', 'b.txt'],
      ['output-2', 'c.txt'],
    ]);
  });

  it('of a script that exits 3 fails with that reason and its last lines', async () => {
    await local.write('three.py', 'import sys\nprint("about to fail")\nsys.exit(3)\n');
    const job = await run('three.py');
    expect(job.statuses.at(-1)).toBe('Failed');
    expect(job.reason).toContain('exit code: 3');
    expect(job.exitMessage).toContain('about to fail');
  });

  it('is described in a run’s terms, tagged, listed and run again from S3', async () => {
    await local.write('again/sub/again.py', 'import sys\nfrom helper import word\nprint(word, *sys.argv[1:])\n');
    await local.write('again/sub/helper.py', 'word = "first"\n');
    const submitted = await local.submit('again/sub/again.py', {
      code: path.join(local.workspace, 'again'),
      arguments: ['x'],
    });
    expect((await local.follow(submitted.name)).lines).toEqual(['first x']);
    await local.write('again/sub/helper.py', 'word = "changed"\n');

    const described = await local.backend.jobs.describe(submitted.ref);
    expect(described).toMatchObject({
      script: { path: 'sub/again.py' },
      arguments: ['x'],
      inputs: [],
      unsupported: [],
    });
    expect(Buffer.from(await local.backend.objects.read(described.script?.uri ?? '')).toString()).toContain(
      'from helper',
    );

    await changeTags({ backend: local.backend, arn: submitted.ref.arn, set: { study: 'ada', drop: '' } });
    await changeTags({ backend: local.backend, arn: submitted.ref.arn, remove: ['drop'] });
    expect(await userTags(local.backend, submitted.ref.arn)).toEqual({ study: 'ada' });

    const { spec, interpreter } = await rerunSpec({ backend: local.backend, job: submitted.ref });
    const second = await local.submit('again/sub/again.py', { ...spec, arguments: ['y'] }, { interpreter });
    expect((await local.follow(second.name)).lines).toEqual(['first y']);

    const filter = { text: 'again', status: 'Completed' } as const;
    const page = await listJobs({ backend: local.backend, filter, pageSize: 1 });
    expect(page.jobs.map(({ ref }) => ref.name)).toEqual([second.name]);
    const rest = await listJobs({ backend: local.backend, filter, pageSize: 1, nextToken: page.nextToken ?? '' });
    expect(rest.jobs.map(({ ref }) => ref.name)).toEqual([submitted.name]);
  });

  it('is told apart from those that wait', async () => {
    await local.write('slow.py', 'import time\ntime.sleep(60)\n');
    const refs: JobId[] = [];
    for (let job = 0; job < availableParallelism() + 2; job++) refs.push((await local.submit('slow.py')).ref);
    const waitingJobs = new WaitingJobs();
    const waiting = async (): Promise<string[]> => {
      const { jobs } = await listJobs({ backend: local.backend, filter: { text: 'slow' } });
      return [...(await waitingJobs.of(local.backend, jobs))].sort();
    };
    await expect.poll(waiting).toEqual(refs.slice(-2).map((ref) => ref.key()));
    for (const job of refs.slice(0, -2)) await stopJob({ backend: local.backend, job });
    await expect.poll(waiting).toEqual([]);
    for (const job of refs.slice(-2)) await stopJob({ backend: local.backend, job });
  });

  it('is stopped, and stopping it again is no error', async () => {
    await local.write('long.py', 'import time\nprint("on my way")\ntime.sleep(600)\n');
    const { ref: job } = await local.submit('long.py');
    const statuses: (string | undefined)[] = [];
    for await (const event of followJob({ backend: local.backend, job, clock: systemClock })) {
      if (event.kind === 'job') statuses.push(event.job.status);
      else await stopJob({ backend: local.backend, job });
    }
    expect(statuses.at(-1)).toBe('Stopped');
    await stopJob({ backend: local.backend, job });
  });

  it('can be followed by several, from the start, and left', async () => {
    await local.write('lines.py', 'for i in range(20_000): print("line", i)\n');
    const { name, ref: job } = await local.submit('lines.py');
    const [first, second] = await Promise.all([local.follow(name), local.follow(name)]);
    const expected = Array.from({ length: 20_000 }, (_, index) => `line ${index}`);
    expect(first.lines).toEqual(expected);
    expect(second.lines).toEqual(expected);
    expect((await local.follow(name)).lines).toEqual(expected);
    const abort = new AbortController();
    const left = (async () => {
      for await (const event of followJob({ backend: local.backend, job, clock: systemClock, signal: abort.signal })) {
        if (event.kind === 'log') abort.abort();
      }
    })();
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('what cannot run is said before anything is uploaded', () => {
  it.each([
    ['notes.txt', {}, 'UnsupportedScript', 'no script (.R, .py) and no document'],
    ['gone.py', {}, 'ScriptNotFound', 'There is no file'],
    ['ok.py', { code: '/usr/lib' }, 'ScriptNotFound', 'not in its code folder /usr/lib'],
    ['ok.py', { inputs: [{ source: '/no/such' }] }, 'InvalidArgument', '/no/such'],
    ['ok.py', { inputs: [{ name: 'code', source: 's3://b/k' }] }, 'InvalidArgument', 'code'],
  ])('%s %j', async (script, spec, code, message) => {
    await local.write('ok.py', '');
    await expect(local.submit(script, spec)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });

  it('an input folder that is empty', async () => {
    await local.write('empty/.keep/x', '');
    const source = path.join(local.workspace, 'nothing');
    await local.write('nothing/x', '');
    await import('node:fs/promises').then((fs) => fs.rm(path.join(source, 'x')));
    await expect(local.submit('ok.py', { inputs: [{ source }] })).rejects.toMatchObject({ code: 'CodeFolderEmpty' });
  });

  it('a folder over the limit, and a link that leads out of it', async () => {
    await local.write('big/ok.py', '');
    await local.write('big/data.bin', Buffer.alloc(2_000));
    await expect(local.submit('big/ok.py', {}, { codeSizeLimit: 1_000 })).rejects.toMatchObject({
      code: 'CodeFolderTooLarge',
    });
    await local.write('linked/ok.py', '');
    await writeFile(path.join(local.root, 'secret'), '');
    await symlink(path.join(local.root, 'secret'), path.join(local.workspace, 'linked/secret'));
    await expect(local.submit('linked/ok.py')).rejects.toMatchObject({ code: 'CodeSymlinkEscapes' });
  });

  it('a cancelled submit creates no job', async () => {
    await local.write('cancelled/cancelled.py', '');
    const abort = new AbortController();
    const submitted = local.submit(
      'cancelled/cancelled.py',
      {},
      {
        signal: abort.signal,
        onProgress: (step) => {
          if (step.kind === 'uploading') abort.abort();
        },
      },
    );
    await expect(submitted).rejects.toMatchObject({ name: 'AbortError' });
    const { jobs } = await listJobs({ backend: local.backend, filter: { text: 'cancelled' } });
    expect(jobs).toEqual([]);
  });
});
