import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { input, startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';

const run = promisify(execFile);
const hasR = await run('Rscript', ['--version']).then(
  () => true,
  () => false,
);
/** A user's home: not below /tmp, which every job has to itself. */
let home: string;
let local: TestSageMaker;
let jobs = 0;

beforeAll(async () => {
  home = await mkdtemp('/var/tmp/home-');
  vi.stubEnv('HOME', home);
  for (const name of ['R_LIBS', 'R_LIBS_USER', 'R_ENVIRON_USER', 'PYTHONUSERBASE']) vi.stubEnv(name, undefined);
  local = await startSageMaker();
});
afterEach(() => rm(path.join(home, '.Renviron'), { force: true }));
afterAll(async () => {
  await local.stop();
  vi.unstubAllEnvs();
  await rm(home, { recursive: true, force: true });
});

/** What a script prints as a job. */
async function printed(program: string, name: string, text: string, more: object = {}): Promise<string[]> {
  const job = `packages-${++jobs}`;
  const code = await local.put(`${job}/${name}`, text);
  await local.run(job, [program, `/opt/ml/processing/input/code/${name}`], {
    ProcessingInputs: [input('code', code)],
    ...more,
  });
  return local.log(job);
}

/** A package in source, as its author has it. */
async function rPackage(name: string): Promise<string> {
  const folder = path.join(home, 'src', name);
  await mkdir(path.join(folder, 'R'), { recursive: true });
  await writeFile(
    path.join(folder, 'DESCRIPTION'),
    `Package: ${name}\nVersion: 1.0\nTitle: T\nDescription: D.\nAuthor: A\nMaintainer: A <a@example.org>\nLicense: MIT\n`,
  );
  await writeFile(path.join(folder, 'NAMESPACE'), 'export(hello)\n');
  await writeFile(path.join(folder, 'R/hello.R'), `hello <- function() cat("hello from ${name}\\n")\n`);
  return folder;
}

async function installed(name: string, library: string): Promise<void> {
  await mkdir(library, { recursive: true });
  const options = ['--no-docs', '--no-test-load', '--no-byte-compile'];
  await run('R', ['CMD', 'INSTALL', ...options, '-l', library, await rPackage(name)]);
}

describe.skipIf(!hasR)("the user's R packages, in a job (needs Rscript)", () => {
  it('are found in the default library of their home', async () => {
    const { stdout } = await run('Rscript', ['-e', 'cat(path.expand(Sys.getenv("R_LIBS_USER")))']);
    expect(stdout.startsWith(home)).toBe(true);
    await installed('mine', stdout);
    expect(await printed('Rscript', 'a.R', 'library(mine)\nhello()\n')).toEqual(['hello from mine']);
  });

  it('are found where their .Renviron says, which tells the job nothing else', async () => {
    await installed('elsewhere', path.join(home, 'my libs/4'));
    await installed('further', path.join(home, 'further'));
    await writeFile(
      path.join(home, '.Renviron'),
      '# mine\nSTUDY=${NO_SUCH:-my libs}\nR_LIBS_USER="~/${STUDY}/4"\nR_LIBS=${HOME}/further\nTOKEN=secret\n',
    );
    const script = 'elsewhere::hello()\nfurther::hello()\ncat(Sys.getenv("TOKEN", "no token"), "\\n")\n';
    expect(await printed('Rscript', 'b.R', script)).toEqual([
      'hello from elsewhere',
      'hello from further',
      'no token ',
    ]);
  });

  it('can be added to by a script, for its own job', async () => {
    const source = await rPackage('fresh');
    const script = `if (!require(fresh, quietly = TRUE)) install.packages("${source}", repos = NULL, type = "source", quiet = TRUE)\nfresh::hello()\n`;
    expect((await printed('Rscript', 'c.R', script)).at(-1)).toBe('hello from fresh');
    expect((await printed('Rscript', 'd.R', 'cat(requireNamespace("fresh", quietly = TRUE))')).at(-1)).toBe('FALSE');
  });

  it('give way to those that the request names', async () => {
    const lines = await printed('Rscript', 'e.R', 'cat(Sys.getenv("R_LIBS"))\n', { Environment: { R_LIBS: '/asked' } });
    expect(lines).toEqual(['/asked']);
  });
});

describe("the user's Python packages, in a job", () => {
  it('are found, and a script can install more for its own job', async () => {
    const { stdout } = await run('python3', ['-m', 'site', '--user-site']);
    const site = stdout.trim();
    expect(site.startsWith(home)).toBe(true);
    await mkdir(path.join(site, 'mine'), { recursive: true });
    await writeFile(path.join(site, 'mine/__init__.py'), 'word = "mine"\n');
    await mkdir(path.join(home, 'linked'));
    await writeFile(path.join(home, 'linked/linked.py'), 'word = "linked"\n');
    await writeFile(path.join(site, 'linked.pth'), `${path.join(home, 'linked')}\n`);
    const script =
      'import mine, linked, site, os\nprint(mine.word, linked.word)\n' +
      'os.makedirs(site.getusersitepackages(), exist_ok=True)\n' +
      'open(site.getusersitepackages() + "/more.py", "w").write("word = 1")\nimport more\nprint(more.word)\n';
    expect(await printed('python3', 'a.py', script)).toEqual(['mine linked', '1']);
  });
});
