import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createContainerEngines } from '../../src/adapters/docker/index.ts';
import { createFiles } from '../../src/adapters/files/index.ts';
import { createProcessRunner } from '../../src/adapters/process/processRunner.ts';
import { checkImage } from '../../src/app/dockerfile/checkImage.ts';
import { createDockerfile, type CreatedDockerfile } from '../../src/app/dockerfile/createDockerfile.ts';
import type { Interpreter } from '../../src/app/findInterpreter.ts';
import type { Language } from '../../src/core/scripts/language.ts';
import { loadCodeParser } from '../support/codeParser.ts';
import { baseImage } from '../support/docker/baseImage.ts';
import { describeDocker } from '../support/docker/describe.ts';
import { docker, ownName, tryDocker } from '../support/docker/docker.ts';

const run = promisify(execFile);
const files = createFiles();
const processes = createProcessRunner();
const root = path.resolve(import.meta.dirname, '../..');
const minutes = 60_000;

/** Writes the scripts and the Dockerfile for them into a folder of their own, as the command does. */
async function created(
  folder: string,
  language: Language,
  scripts: Readonly<Record<string, string>>,
  interpreter?: Interpreter,
): Promise<CreatedDockerfile> {
  // Whoever a job runs as may read its code.
  await fs.chmod(folder, 0o755);
  for (const [name, text] of Object.entries(scripts)) await fs.writeFile(path.join(folder, name), text);
  const result = await createDockerfile({
    files,
    parser: await loadCodeParser(),
    processes,
    interpreter,
    folder,
    scripts: [Object.keys(scripts)[0] ?? ''],
    language,
    entrypoint: path.join(root, 'media/image/sagemaker-entrypoint.sh'),
  });
  for (const { name, text } of result.files) await fs.writeFile(path.join(folder, name), text);
  return result;
}

const build = (image: string, folder: string, values: Readonly<Record<string, string>>): Promise<string> => {
  const flags = Object.entries(values).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
  return docker(['build', '--network', 'host', ...flags, '--tag', image, folder]);
};

const check = async (image: string, { needs }: CreatedDockerfile) =>
  checkImage({ engine: await createContainerEngines({ processes, wanted: () => '' }).find(), image, needs });

const anybody = ['--rm', '--user', '4321:4321', '--network', 'none'];

describeDocker('a Dockerfile that was written for an R script', () => {
  const image = ownName('written-r');
  let folder: string;
  let written: CreatedDockerfile;

  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-written-r-'));
    const script =
      'library(jsonlite)\nlibrary(fortunes)\ncat(toJSON(list(quote = nchar(fortune(1)$quote) > 0), auto_unbox = TRUE))\n';
    const train = 'cat("trained", commandArgs(TRUE), "\\n"); quit(status = as.integer(Sys.getenv("WITH")))\n';
    const serve = 'cat("serves on", Sys.getenv("SAGEMAKER_BIND_TO_PORT"), "as", Sys.getenv("HOME"), "\\n")\n';
    // Debian's R, whatever this machine has: fortunes comes from CRAN, jsonlite as a binary.
    const here: Interpreter = { path: '/bin/true', version: '4.2.2', source: 'path' };
    written = await created(folder, 'r', { 'script.R': script, 'train.R': train, 'serve.R': serve }, here);
    const { stdout: cran } = await run('Rscript', ['-e', 'cat(getOption("repos")[[1]])']);
    await build(image, folder, { BASE: baseImage, ...(cran.startsWith('http') && { CRAN: cran }) });
  }, 15 * minutes);

  afterAll(async () => {
    await tryDocker(['image', 'rm', '--force', image]);
    await fs.rm(folder, { recursive: true, force: true });
  });

  it('runs the script as anybody, with packages of Debian and of CRAN', async () => {
    const mounted = ['--volume', `${folder}:/code:ro`];
    expect(await docker(['run', ...anybody, ...mounted, image, 'Rscript', '/code/script.R'])).toBe('{"quote":true}');
    expect(await docker(['run', ...anybody, ...mounted, image, '/code/script.R'])).toBe('{"quote":true}');
  });

  it('trains, and says why a training failed', async () => {
    const ml = path.join(folder, 'ml');
    await fs.mkdir(ml);
    await fs.chmod(ml, 0o777);
    const inJob = [...anybody, '--volume', `${ml}:/opt/ml`];
    expect(await docker(['run', ...inJob, '--env', 'WITH=0', image, 'train'])).toBe('trained');
    expect(await tryDocker(['run', ...inJob, '--env', 'WITH=3', image, 'train'])).toMatchObject({ code: 3 });
    expect(await fs.readFile(path.join(ml, 'output/failure'), 'utf8')).toContain('train.R ended with exit code 3');
  });

  it('serves', async () => {
    expect(await docker(['run', ...anybody, image, 'serve'])).toBe('serves on 8080 as /tmp');
  });

  it('has what the script needs, as the check says; another image has not', async () => {
    expect(await check(image, written)).toEqual({
      hasInterpreter: true,
      missing: [],
      unknown: [],
      different: [],
      checked: 2,
    });
    const { needs } = written;
    const wants = (name: string, version?: string) => ({ name, places: [], ...(version !== undefined && { version }) });
    const other = { ...written, needs: { ...needs, packages: [wants('jsonlite', '0.1'), wants('notThere')] } };
    const found = await check(image, other);
    expect(found.missing.map(({ name }) => name)).toEqual(['notThere']);
    expect(found.different.map(({ need, version }) => [need.name, version])).toEqual([
      ['jsonlite', expect.stringMatching(/^1\./u) as string],
    ]);
    expect(await check(baseImage, written)).toMatchObject({ hasInterpreter: false, missing: [{}, {}] });
    await expect(check(ownName('nowhere'), written)).rejects.toMatchObject({ code: 'ImageNotFound' });
  });
});

describeDocker('a Dockerfile that was written for a Python script', () => {
  const image = ownName('written-python');
  const base = ownName('python-base');
  let folder: string;
  let written: CreatedDockerfile;
  let index: http.Server;

  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-written-python-'));
    await fs.mkdir(path.join(folder, 'wheels'));
    await wheel(path.join(folder, 'wheels'), 'praise_py', '1.2.0');
    index = packageIndex(path.join(folder, 'wheels'));
    await new Promise<void>((resolve) => index.listen(0, '127.0.0.1', resolve));
    // In the place of python:3.11-slim-bookworm, which is this and no more.
    const dockerfile = [
      `FROM ${baseImage}`,
      'RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip && rm -rf /var/lib/apt/lists/*',
      'ENV PIP_BREAK_SYSTEM_PACKAGES=1',
    ];
    await fs.mkdir(path.join(folder, 'base'));
    await fs.writeFile(path.join(folder, 'base/Dockerfile'), dockerfile.join('\n'));
    await build(base, path.join(folder, 'base'), {});
    await fs.writeFile(path.join(folder, 'requirements.txt'), '-r more.txt\n-e .\n./libs/gone.whl\n');
    await fs.writeFile(path.join(folder, 'more.txt'), 'praise-py==1.2.0\n');
    const serve = 'import os\nprint("serves on", os.environ["SAGEMAKER_BIND_TO_PORT"])\n';
    written = await created(folder, 'python', {
      'script.py': 'import praise_py\nprint(praise_py.WORD)\n',
      'serve.py': serve,
    });
    const { port } = index.address() as AddressInfo;
    await build(image, folder, { BASE: base, PIP_INDEX_URL: `http://127.0.0.1:${port}/` });
  }, 10 * minutes);

  afterAll(async () => {
    await tryDocker(['image', 'rm', '--force', image, base]);
    index.close();
    await fs.rm(folder, { recursive: true, force: true });
  });

  it('runs the script as anybody, with the packages of requirements.txt', async () => {
    const mounted = ['--volume', `${folder}:/code:ro`];
    expect(await docker(['run', ...anybody, ...mounted, image, 'python3', '/code/script.py'])).toBe('splendid');
    expect(await docker(['run', ...anybody, image, 'serve'])).toBe('serves on 8080');
    expect(await check(image, written)).toMatchObject({ hasInterpreter: true, missing: [], different: [], checked: 1 });
  });

  it('lacks what another script needs, as the check says', async () => {
    const packages = [
      { name: 'scikit-learn', module: 'sklearn', places: [] },
      { name: 'my-helpers', module: 'my_helpers', places: [] },
      { name: 'pywin32', module: 'win32api', marker: "sys_platform == 'win32'", places: [] },
    ];
    const needs = { ...written.needs, packages, listed: 0 };
    const { missing, unknown } = await check(image, { ...written, needs });
    expect(missing.map(({ name }) => name)).toEqual(['scikit-learn']);
    // It may be a file of the user's that is not beside the script.
    expect(unknown.map(({ name }) => name)).toEqual(['my-helpers']);
  });
});

/** A package of one module, made without any tool: a wheel is a zip of it and of what it is. */
async function wheel(folder: string, name: string, version: string): Promise<void> {
  const { zipSync, strToU8 } = await import('fflate');
  const info = `${name}-${version}.dist-info`;
  const entries = {
    [`${name}.py`]: 'WORD = "splendid"\n',
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    [`${info}/RECORD`]: '',
  };
  const zip = zipSync(Object.fromEntries(Object.entries(entries).map(([file, text]) => [file, strToU8(text)])));
  await fs.writeFile(path.join(folder, `${name}-${version}-py3-none-any.whl`), zip);
}

/** PyPI's simple index over a folder of wheels. */
function packageIndex(folder: string): http.Server {
  return http.createServer((request, response) => {
    const answer = async (): Promise<Buffer | string> => {
      const url = request.url ?? '/';
      if (url.endsWith('.whl')) return fs.readFile(path.join(folder, path.basename(url)));
      const names = await fs.readdir(folder);
      return names.map((name) => `<a href="/${name}">${name}</a>`).join('\n');
    };
    response.setHeader('content-type', 'text/html');
    void answer().then((body) => response.end(body));
  });
}
