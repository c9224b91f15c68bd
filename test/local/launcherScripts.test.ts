import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync } from 'node:fs';
import { cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobId } from '../../src/core/jobs/jobRef.ts';
import { listOutputs } from '../../src/app/listOutputs.ts';
import { startLocal, type LocalFixture } from '../support/localBackend.ts';

const scripts = path.resolve(import.meta.dirname, 'fixtures/scripts');
const launcher = path.resolve(import.meta.dirname, '../../media/launcher');
const args = ['a b', '', '--x=1', 'é', '--args'];

/** First line of the exit message of each script that fails. */
const headlines: Record<string, string | RegExp> = {
  'r-bom': /^Error: unexpected input in /u,
  'r-latin1-identifier': /^Error: invalid multibyte character/u,
  'r-latin1-string': /^Error: .*line 2/u,
  'r-syntax-error': `Error: unexpected '}' in: "y <- (2 +`,
  'r-last-after-error': 'Error in f() : step two is broken',
  'r-profile': 'Error: (converted from warning) NAs introduced by coercion',
  'r-profile-broken':
    'Error in file(filename, "r", encoding = encoding) : cannot open the connection: cannot open file \'settings/mine.R\': No such file or directory (in .Rprofile)',
  'r-quit': 'The script ended with exit code 4: Fewer than 10 rows are left.',
  'r-handled': 'The script ended with exit code 6: Stopping here.',
  'r-error-option': 'Error in f("over") : it is over',
  'r-handlers': 'Error: 2 settings are wrong',
  'r-recursion': /^Error: evaluation nested too deeply/u,
  'r-children': 'The script was ended from outside (signal 15).',
  'r-missing-file':
    'Error in file(file, "rt") : cannot open the connection: cannot open file \'prices.csv\': No such file or directory',
  'py-traceback': 'ValueError: the third batch holds no rows: é',
  'py-chained': 'SettingsError: 2 settings are wrong',
  'py-group': /^(ExceptionGroup: two things \(2 sub-exceptions\): ValueError: a; TypeError: b|ValueError: a)$/u,
  'py-odd-exceptions': /^Stop: <(exception str\(\) failed|unprintable Stop object)>$/u,
  'py-exit-text': 'The script ended with exit code 1: No rows are left after filtering.',
  'py-exit-lines': 'The script ended with exit code 1: The columns differ:',
  'py-exit-codes': 'The script ended with exit code 2: main.py: error: the following arguments are required: --rounds',
  'py-os-exit': 'The script ended with exit code 9: gone at once',
  'py-atexit': 'LookupError: after all',
  'py-excepthook': 'RuntimeError: told by a hook',
  'py-syntax-error': /^SyntaxError: ('\[' was never closed|invalid syntax)/u,
  'py-signals': 'The script was ended from outside (signal 15).',
  'py-interrupted': 'KeyboardInterrupt',
  'py-killed': 'The script was killed (signal 9), perhaps because memory ran out.',
  'py-crash': 'The script crashed: segmentation fault (signal 11).',
  'py-fork': 'The script ended with exit code 3: it ended with 256',
  'py-undeclared-latin1': /^SyntaxError: .*0?xfc/u,
  'py-imports': 'The script ended with exit code 1: an object that is said',
  'py-stale-error': 'The script ended with exit code 5: went on',
  'py-crlf': 'AssertionError: not empty',
};

/** The whole exit message, where it has more lines. */
const messages: Record<string, string> = {
  'py-exit-lines': 'The script ended with exit code 1: The columns differ:\n  price: é\n  date\n',
};

interface Ended {
  readonly output: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

let folder: string;
/** Not what a version manager puts before it. */
const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'scripts-'));
  await writeFile(path.join(folder, 'stdin'), 'one\ntwo');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a command with both streams in one, as a log has them. */
async function start(name: string, command: readonly string[], cwd: string, more: NodeJS.ProcessEnv): Promise<Ended> {
  const log = path.join(folder, `${name}.log`);
  const [input, output] = [openSync(path.join(folder, 'stdin'), 'r'), openSync(log, 'w')];
  const { PATH } = process.env;
  const [program = '', ...rest] = command;
  // What a job's environment is anyway.
  const env = { PATH, LANG: 'C.UTF-8', HOME: folder, TMPDIR: folder, ...more };
  const child = spawn(program, rest, { cwd, env, stdio: [input, output, output] });
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  closeSync(input);
  closeSync(output);
  // Addresses and process numbers are never the same twice.
  const text = (await readFile(log)).toString('latin1').replaceAll(cwd, 'CODE');
  return { output: text.replaceAll(/0x[0-9a-f]{6,}/gu, '0x…'), code, signal };
}

/** Path to content of all files; of archives, whose content bears the time, to nothing. Links to files count as the files. */
async function filesOf(root: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of await readdir(root, { recursive: true })) {
    const file = path.join(root, name);
    if (name.includes('__pycache__')) continue;
    const content = await readFile(file).catch(() => undefined);
    if (content) found.set(name, name.endsWith('.zip') ? '' : createHash('sha1').update(content).digest('hex'));
  }
  return found;
}

/** Runs a script as R or Python does by itself; resolves also with what it wrote. */
async function plainly(name: string, script: string, source = name): Promise<Ended & { files: Map<string, string> }> {
  const code = path.join(folder, `${name}-plain`, 'code');
  await cp(path.join(scripts, source), code, { recursive: true });
  const before = await filesOf(code);
  const old = new Date('2001-01-01');
  for (const file of before.keys()) await utimes(path.join(code, file), old, old);
  const variables = { PYTHONUNBUFFERED: '1', MPLBACKEND: 'Agg' };
  const interpreter = script.endsWith('.R') ? 'Rscript' : python;
  const ended = await start(
    `${name}-plain`,
    [interpreter, script, ...args],
    code,
    script.endsWith('.R') ? {} : variables,
  );
  const files = await filesOf(code);
  for (const [file, content] of before) {
    const isAsBefore = files.get(file) === content && (await lstat(path.join(code, file))).mtimeMs === old.getTime();
    if (isAsBefore) files.delete(file);
  }
  return { ...ended, files };
}

/** Runs it in the launcher, as a job does. */
async function launched(
  name: string,
  script: string,
): Promise<Ended & { files: Map<string, string>; message: string }> {
  const base = path.join(folder, `${name}-launched`);
  const code = path.join(base, 'processing/input/code');
  await cp(path.join(scripts, name), code, { recursive: true });
  await cp(launcher, path.join(base, 'processing/input/entrypoint'), { recursive: true });
  await mkdir(path.join(base, 'processing/output'), { recursive: true });
  const interpreter = script.endsWith('.R') ? 'Rscript' : python;
  const entry = path.join(base, 'processing/input/entrypoint/launch.sh');
  const ended = await start(name, ['/bin/sh', entry, interpreter, script, ...args], code, { SAGEMAKER_BASE_DIR: base });
  const message = await readFile(path.join(base, 'output/message'), 'utf8').catch(() => '');
  return { ...ended, files: await filesOf(path.join(base, 'processing/output')), message };
}

describe.concurrent('a script runs in the launcher as it runs by itself', () => {
  it.each(readdirSync(scripts))(
    '%s',
    async (name) => {
      const script = name.startsWith('r-') ? 'main.R' : 'main.py';
      const plain = await plainly(name, script);
      const job = await launched(name, script);
      expect(job.output).toBe(plain.output);
      expect(job.code).toBe(plain.signal === null ? plain.code : 128 + constants.signals[plain.signal]);
      expect(Object.fromEntries(job.files)).toEqual(Object.fromEntries(plain.files));
      expect(Buffer.byteLength(job.message)).toBeLessThanOrEqual(1024);
      expect(job.message.split('\n')[0]).toEqual(
        headlines[name] instanceof RegExp ? expect.stringMatching(headlines[name]) : (headlines[name] ?? ''),
      );
      expect(job.message).toBe(messages[name] ?? job.message);
    },
    120_000,
  );
});

describe('a script runs as a job of Local SageMaker as it runs by itself', () => {
  let local: LocalFixture;
  beforeAll(async () => {
    local = await startLocal();
  });
  afterAll(() => local.dispose());

  it.each(['r-missing-file', 'r-latin1-comment', 'py-exit-codes', 'py-files'])(
    '%s',
    async (name) => {
      const script = name.startsWith('r-') ? 'main.R' : 'main.py';
      const plain = await plainly(`${name}-job`, script, name);
      await cp(path.join(scripts, name), path.join(local.workspace, name), { recursive: true });
      const job = await local.follow((await local.submit(`${name}/${script}`, { arguments: args })).name);
      expect(`${job.lines.join('\n')}\n`).toBe(Buffer.from(plain.output, 'latin1').toString());
      expect(job.reason).toBe(plain.code === 0 ? undefined : `AlgorithmError: , exit code: ${plain.code}`);
      expect(job.exitMessage?.split('\n')[0]).toBe(headlines[name]);
      const outputs: string[] = [];
      const description = await local.backend.jobs.describe(new JobId('processing', job.name));
      for await (const file of listOutputs({ backend: local.backend, job: description })) outputs.push(file.path);
      expect(outputs.sort()).toEqual([...plain.files.keys()].sort());
    },
    180_000,
  );
});
