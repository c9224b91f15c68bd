import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFiles } from '../../../src/adapters/files/index.ts';
import { createFolderWriter } from '../../../src/adapters/files/folderWriter.ts';
import { createProcessRunner } from '../../../src/adapters/process/processRunner.ts';
import { findInterpreter, type Interpreter } from '../../../src/app/findInterpreter.ts';
import { installPackages } from '../../../src/app/packages/installPackages.ts';
import { missingPackages } from '../../../src/app/packages/missingPackages.ts';
import type { Language } from '../../../src/core/scripts/language.ts';
import type { CodeNeeds, PackageNeed } from '../../../src/core/scripts/needs.ts';
import { input, startSageMaker, type TestSageMaker } from '../../support/localSageMaker.ts';
import { makeRRepository } from '../../support/packages/rRepository.ts';
import { makeWheels } from '../../support/packages/wheels.ts';

const run = promisify(execFile);
const hasR = await run('Rscript', ['--version']).then(
  () => true,
  () => false,
);
const hasPip = await run('python3', ['-m', 'pip', '--version']).then(
  () => true,
  () => false,
);
const processes = createProcessRunner();
const files = createFiles();

/** Local's state, and what packages come from; not below /tmp, which every job has to itself. */
let folder: string;
let local: TestSageMaker;
let environment: Record<string, string | undefined>;
let jobs = 0;

beforeAll(async () => {
  folder = await mkdtemp('/var/tmp/sagemaker-runner-packages-');
  const profile = path.join(folder, 'profile.R');
  environment = {
    ...process.env,
    R_PROFILE_USER: profile,
    PIP_NO_INDEX: '1',
    PIP_FIND_LINKS: path.join(folder, 'wheels'),
    PIP_CONFIG_FILE: '/dev/null',
  };
  const repository = hasR
    ? await makeRRepository(path.join(folder, 'cran'), [
        { name: 'runnerbase' },
        { name: 'runnerplots', imports: 'runnerbase' },
        { name: 'runnerbroken', configure: 'echo "configure: error: libnothere was not found"; exit 1' },
        { name: 'runnerslow', configure: 'echo begun; sleep 60' },
      ])
    : '';
  await writeFile(profile, `options(repos = c(CRAN = "${repository}"))\n`);
  await makeWheels(path.join(folder, 'wheels'), [{ name: 'runnerone', requires: 'runnertwo' }, { name: 'runnertwo' }]);
  local = await startSageMaker({ root: path.join(folder, 'state') });
});
afterAll(async () => {
  await local.stop();
  await rm(folder, { recursive: true, force: true });
});

const find = (language: Language): Promise<Interpreter> =>
  findInterpreter({ language, candidates: [], processes, files });

function needs(language: Language, names: readonly string[]): CodeNeeds {
  const packages = names.map((name): PackageNeed => ({ name, places: [{ file: 'a', line: 1 }] }));
  return { language, packages, listed: names.length, unresolved: [], scripts: ['a'], read: ['a'] };
}

interface Installing {
  readonly output: () => string;
  readonly done: Promise<void>;
  readonly cancel: () => void;
}

async function install(language: Language, names: readonly string[]): Promise<Installing> {
  const cancelled = new AbortController();
  let output = '';
  const done = installPackages({
    ...{ language, processes, files, environment, root: local.root, folders: createFolderWriter() },
    interpreter: await find(language),
    packages: needs(language, names).packages,
    onOutput: (text) => {
      output += text;
    },
    signal: cancelled.signal,
  });
  return {
    done,
    output: () => output,
    cancel: () => {
      cancelled.abort();
    },
  };
}

async function missing(language: Language, names: readonly string[]): Promise<string[]> {
  const interpreter = await find(language);
  const wanted = needs(language, names);
  const found = await missingPackages({ needs: wanted, interpreter, root: local.root, processes, files, environment });
  return found.map(({ name }) => name);
}

/** What a script prints as a job. */
async function printed(name: string, text: string): Promise<string[]> {
  const job = `installed-${++jobs}`;
  const { path: program } = await find(name.endsWith('.R') ? 'r' : 'python');
  const code = await local.put(`${job}/${name}`, text);
  await local.run(job, [program, `/opt/ml/processing/input/code/${name}`], { ProcessingInputs: [input('code', code)] });
  return local.log(job);
}

/** Nothing is left of an installation that is over. */
async function isClean(): Promise<boolean> {
  const left = await readdir(path.join(local.root, 'packages'));
  return left.every((name) => !name.startsWith('.installing'));
}

describe.skipIf(!hasR)('R packages for jobs (needs Rscript)', () => {
  it('are installed with what they need, found by jobs, and are no part of the user’s library', async () => {
    expect(await missing('r', ['runnerplots', 'stats'])).toEqual(['runnerplots']);
    await (
      await install('r', ['runnerplots'])
    ).done;
    expect(await missing('r', ['runnerplots', 'runnerbase'])).toEqual([]);
    expect(await printed('a.R', 'library(runnerplots)\nhello()\nrunnerbase::hello()\n')).toEqual([
      'hello from runnerplots',
      'hello from runnerbase',
    ]);
    const { stdout } = await run('Rscript', ['-e', 'cat(nzchar(system.file(package = "runnerplots")))']);
    expect(stdout).toBe('FALSE');
    expect(await isClean()).toBe(true);
  });

  it('that are not to be had are said, and leave nothing half installed', async () => {
    const { done } = await install('r', ['runnerbroken', 'runnernowhere']);
    await expect(done).rejects.toMatchObject({
      code: 'PackagesNotInstalled',
      message: expect.stringMatching(/runnerbroken, runnernowhere/u) as string,
    });
    expect(await missing('r', ['runnerbroken'])).toEqual(['runnerbroken']);
    expect(await isClean()).toBe(true);
  });

  it('are not there after cancelling', async () => {
    const { done, output, cancel } = await install('r', ['runnerslow']);
    await expect.poll(output, { timeout: 30_000 }).toContain('begun');
    cancel();
    await expect(done).rejects.toThrow();
    expect(await missing('r', ['runnerslow'])).toEqual(['runnerslow']);
    expect(await isClean()).toBe(true);
  });
});

describe.skipIf(!hasPip)('Python packages for jobs (needs pip)', () => {
  it('are installed with what they need, found by jobs, and are no part of the user’s own', async () => {
    expect(await missing('python', ['runnerone'])).toEqual(['runnerone']);
    await (
      await install('python', ['runnerone'])
    ).done;
    expect(await missing('python', ['runnerone', 'runnertwo'])).toEqual([]);
    const script = 'import runnerone, runnertwo\nprint(runnerone.word)\nprint(runnertwo.word)\n';
    expect(await printed('a.py', script)).toEqual(['hello from runnerone', 'hello from runnertwo']);
    await expect(run('python3', ['-c', 'import runnerone'])).rejects.toThrow('runnerone');
    expect(await isClean()).toBe(true);
  });

  it('that are not to be had are said', async () => {
    const { done } = await install('python', ['runnernowhere']);
    await expect(done).rejects.toMatchObject({
      code: 'PackagesNotInstalled',
      message: expect.stringMatching(/runnernowhere could not be installed.*index/u) as string,
    });
    expect(await isClean()).toBe(true);
    expect(existsSync(path.join(local.root, 'packages'))).toBe(true);
  });
});
