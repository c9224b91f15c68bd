import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  buildContainer,
  containerFolder,
  containerImage,
  containers,
  type Container,
} from '../support/docker/containers.ts';
import { describeDocker } from '../support/docker/describe.ts';
import { docker, ownName, tryDocker } from '../support/docker/docker.ts';
import { run, waitFor, type Finished } from '../support/processes.ts';

/** Of three images one is built each time; `npm run containers` builds and tests all. */
const wanted = process.env['CONTAINERS']?.split(',') ?? ['r'];

/** What the scripts in an image's `example` are asked, and what they answer. */
interface Example {
  readonly command: string;
  readonly extension: string;
  readonly good: Readonly<Record<string, string>>;
  readonly trained: string;
  readonly bad: Readonly<Record<string, string>>;
  readonly failure: string;
  readonly json: string;
  readonly csv: string;
  readonly column: string;
  readonly answers: readonly number[];
}

const squares = {
  good: { degree: '"2"' },
  trained: 'R squared: 1.0',
  bad: { degree: '99' },
  failure: 'Degree 99 needs more than',
  json: '[{"x":6},{"x":7}]',
  csv: 'x\n6\n7\n',
  column: 'y',
  answers: [36, 49],
};

const examples: Readonly<Record<Container, Example>> = {
  r: { command: 'Rscript', extension: 'R', ...squares },
  python: { command: 'python3', extension: 'py', ...squares },
  'r-forecast': {
    command: 'Rscript',
    extension: 'R',
    good: { ic: '"aicc"' },
    trained: 'to 24 quarters',
    bad: { ic: 'dic' },
    failure: 'ic is aic, aicc or bic, and not dic',
    json: '[{"h":2}]',
    csv: 'h\n2\n',
    column: 'trips',
    answers: [235, 225],
  },
};

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

describeDocker('the images of containers/', () => {
  describe.each(containers.filter((container) => wanted.includes(container)))('%s', (name) => {
    const image = containerImage(name);
    const example = examples[name];
    const { command, extension } = example;
    let opt: string;

    beforeAll(async () => {
      let said = '';
      await buildContainer(name, (text) => (said += text)).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${said}`);
      });
    }, 1_200_000);

    beforeEach(async () => {
      opt = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-opt-ml-'));
      const folders = ['processing/output', 'input/config', 'input/data/train', 'model', 'output/data'];
      for (const folder of folders) await fs.mkdir(path.join(opt, folder), { recursive: true });
      for (const code of ['processing/input/code', 'input/data/code'])
        await fs.cp(path.join(containerFolder(name), 'example'), path.join(opt, code), { recursive: true });
      await fs.writeFile(path.join(opt, 'input/config/inputdataconfig.json'), '{"train":{"TrainingInputMode":"File"}}');
      const data = path.join(containerFolder(name), 'example/data.csv');
      await fs.copyFile(data, path.join(opt, 'input/data/train/data.csv'));
      // The job's user is not the one who wrote this.
      await docker(['run', '--rm', '--entrypoint=chmod', `--volume=${opt}:/opt/ml`, image, '-R', 'a+rwX', '/opt/ml']);
    });

    afterEach(async () => {
      // What a job wrote as another user is that user's.
      await docker(['run', '--rm', '--entrypoint=chmod', `--volume=${opt}:/opt/ml`, image, '-R', 'a+rwX', '/opt/ml']);
      await fs.rm(opt, { recursive: true, force: true });
    });

    const runAs = (user: number, ...words: readonly string[]): Promise<Finished> =>
      tryDocker(['run', '--rm', '--network=none', `--user=${user}`, `--volume=${opt}:/opt/ml`, image, ...words]);

    const hyperparameters = (values: Readonly<Record<string, string>>): Promise<void> =>
      fs.writeFile(path.join(opt, 'input/config/hyperparameters.json'), JSON.stringify(values));

    describe.each([0, 12345])('as user %i', (user) => {
      it('runs a processing job: its libraries, a plot without a display, text in UTF-8, no network', async () => {
        const script = `/opt/ml/processing/input/code/process.${extension}`;
        const { code, output } = await runAs(user, command, script, '24');
        expect(output).toContain('C.UTF-8');
        expect(code).toBe(0);
        const written = path.join(opt, 'processing/output');
        const plot = (await fs.readdir(written)).find((file) => file.endsWith('.png'));
        expect((await fs.readFile(path.join(written, plot ?? ''))).subarray(0, 4)).toEqual(png);
        expect((await fs.stat(path.join(written, plot ?? ''))).uid).toBe(user);
      });

      it('trains a model, serves it, and stops when it is told to', async () => {
        // As the SageMaker SDK sends them with a folder of code: JSON, with some of its own among them.
        await hyperparameters({ ...example.good, sagemaker_region: '"us-east-1"' });
        const trained = await runAs(user, 'train');
        expect(trained.output).toContain(example.trained);
        expect(trained.code).toBe(0);
        await fs.cp(path.join(containerFolder(name), 'example'), path.join(opt, 'model/code'), { recursive: true });
        await serves(image, user, path.join(opt, 'model'), example);
      });

      it('says what training failed with', async () => {
        await hyperparameters(example.bad);
        const { code, output } = await runAs(user, 'train');
        expect(code).toBe(1);
        expect(output).toContain(example.failure);
        expect(await fs.readFile(path.join(opt, 'output/failure'), 'utf8')).toContain(example.failure);
      });
    });

    it('trains in the same way by the entrypoint of Dockerfiles that are written from scripts', async () => {
      const entrypoint = path.join(import.meta.dirname, '../../media/image/sagemaker-entrypoint.sh');
      const trains = (): Promise<Finished> => {
        const volumes = [`--volume=${opt}:/opt/ml`, `--volume=${entrypoint}:/entrypoint.sh:ro`];
        const flags = ['--rm', '--network=none', '--user=12345', '--entrypoint=/bin/sh', ...volumes];
        return tryDocker(['run', ...flags, image, '/entrypoint.sh', 'train']);
      };
      await hyperparameters({ ...example.good, sagemaker_region: '"us-east-1"' });
      expect(await trains()).toEqual(await runAs(12345, 'train'));
      await hyperparameters(example.bad);
      const { code, output } = await trains();
      expect(code).toBe(1);
      expect(output).toContain(example.failure);
      expect(await fs.readFile(path.join(opt, 'output/failure'), 'utf8')).toContain(example.failure);
      // Whatever a value holds, it is one argument and no command.
      const odd = { plain: `it's "a" \\ b/c \\/ é\n2 $(id)`, json: '"quoted"', '`id`': '[1, "a"]', sagemaker_x: '1' };
      await hyperparameters({ ...odd, sagemaker_program: `"tell.${extension}"` });
      const tell = { R: 'cat(commandArgs(TRUE), sep = "|")', py: 'import sys; print(*sys.argv[1:], sep="|")' };
      const file = path.join(opt, 'input/data/code', `tell.${extension}`);
      await fs.writeFile(file, `${tell[extension === 'R' ? 'R' : 'py']}\n`);
      const told = await trains();
      expect(told.output.trim()).toBe(`--plain|${odd.plain}|--json|quoted|--\`id\`|${odd['`id`']}`);
      expect(told).toEqual(await runAs(12345, 'train'));
    });

    it('trains the code of an archive, as the SageMaker SDK packs it', async () => {
      const code = path.join(opt, 'input/data/code');
      const archive = path.join(opt, 'sourcedir.tar.gz');
      expect((await run('tar', ['-C', code, '-czf', archive, '.'])).code).toBe(0);
      await fs.rm(code, { recursive: true });
      await fs.mkdir(code);
      await fs.rename(archive, path.join(code, 'sourcedir.tar.gz'));
      await hyperparameters({ ...example.good, sagemaker_program: `"train.${extension}"` });
      const { output } = await runAs(12345, 'train');
      expect(output).toContain(example.trained);
    });

    it(`says what it can be told to do, and what it misses`, async () => {
      expect(await runAs(0)).toMatchObject({ code: 64, output: expect.stringContaining('train, serve') as string });
      const nothing = await tryDocker(['run', '--rm', '--network=none', '--user=12345', image, 'train']);
      expect(nothing.code).toBe(1);
      expect(nothing.output).toContain(`There is no train.${extension} in /opt/ml/input/data/code, /opt/program`);
    });
  });
});

/** Serves the model in `folder`, and asks it in each of its languages. */
async function serves(image: string, user: number, folder: string, example: Example): Promise<void> {
  const container = ownName('serve');
  await docker([
    'run',
    '--detach',
    `--name=${container}`,
    `--user=${user}`,
    '--publish=127.0.0.1::8080',
    `--volume=${folder}:/opt/ml/model:ro`,
    image,
    'serve',
  ]);
  try {
    const address = `http://${await docker(['port', container, '8080'])}`;
    await waitFor('/ping', 60_000, async () => {
      const answer = await fetch(`${address}/ping`).catch(() => undefined);
      return answer?.status === 200 ? true : undefined;
    });
    const ask = (body: string, type: string, accept: string): Promise<Response> =>
      fetch(`${address}/invocations`, { method: 'POST', body, headers: { 'content-type': type, accept } });
    const rows = (await (await ask(example.json, 'application/json', '*/*')).json()) as Record<string, number>[];
    expect(rows.map((row) => Math.round(row[example.column] ?? NaN))).toEqual(example.answers);
    const csv = await (await ask(example.csv, 'text/csv', 'text/csv')).text();
    const last = csv
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Math.round(Number(line.split(',').at(-1))));
    expect(last).toEqual(example.answers);
    const broken = await ask('[{"x":', 'application/json', '*/*');
    expect([broken.status, await broken.text()]).toEqual([400, expect.stringContaining('This is no application/json')]);
    expect((await ask('<x>6</x>', 'application/xml', '*/*')).status).toBe(415);
    const start = performance.now();
    await docker(['stop', '--time=30', container]);
    expect(performance.now() - start).toBeLessThan(15_000);
  } finally {
    await tryDocker(['rm', '--force', container]);
  }
}
