import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { environmentOnly, requirementsOnly } from '../../../src/core/dockerfile/localLines.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sagemaker-runner-lines-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The lines of a list after the command that takes out what fits one machine only, as a build runs it. */
async function edited(lines: readonly string[], command: (file: string) => string): Promise<string[]> {
  const file = path.join(folder, 'list');
  await writeFile(file, `${lines.join('\n')}\n`);
  await promisify(execFile)('/bin/sh', ['-c', command(file)]);
  return (await readFile(file, 'utf8')).trimEnd().split('\n');
}

it('requirements keep what fits every machine', async () => {
  const frozen = [
    'numpy==1.26.4',
    'pkg_resources==0.0.0',
    'pywin32==306 # frozen',
    'pywin32-ctypes==0.2',
    'Python-Apt==2.4.0+ubuntu3',
    'torch==2.1.2+cu118 ; python_version > "3"',
    '# torch==1+2',
    'other @ file:///croot/other.whl',
    '-e .',
  ];
  const edits = { left: ['pkg_resources', 'pywin32', 'python-apt'], hasLabels: true };
  expect((await edited(frozen, (file) => requirementsOnly(file, edits))).map((line) => line.trimEnd())).toEqual([
    'numpy==1.26.4',
    'pywin32-ctypes==0.2',
    'torch==2.1.2 ; python_version > "3"',
    '# torch==1+2',
    'other',
  ]);
});

it('an exported environment keeps versions, not builds nor what fits another system', async () => {
  const exported = [
    'dependencies:',
    '  - appnope=0.1.3=pyhd8ed1ab_0',
    '  - conda-forge::numpy=1.26.4=py311hc43a94b_0',
    '  - "libcxx"',
    '  - libcxx-more=1',
    '  - python=3.11.5=h30d4d87_0_cpython',
    '  - pip:',
    '    - tabulate==0.9.0',
    '    - pywin32==306',
    'prefix: /somewhere',
  ];
  expect(await edited(exported, (file) => environmentOnly(file, ['appnope', 'libcxx', 'pywin32']))).toEqual([
    'dependencies:',
    '  - pip',
    '  - conda-forge::numpy=1.26.4',
    '  - pip',
    '  - libcxx-more=1',
    '  - python=3.11.5',
    '  - pip:',
    '    - tabulate==0.9.0',
    '    - pip',
  ]);
});
