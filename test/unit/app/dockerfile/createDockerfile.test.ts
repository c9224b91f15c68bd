import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFiles } from '../../../../src/adapters/files/index.ts';
import { createProcessRunner } from '../../../../src/adapters/process/processRunner.ts';
import { createDockerfile, type CreatedDockerfile } from '../../../../src/app/dockerfile/createDockerfile.ts';
import { loadCodeParser } from '../../../support/codeParser.ts';

let folder: string;
beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-create-'));
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

/** Writes a script and what is made for it, as the command does. */
async function create(script: string, code: string): Promise<CreatedDockerfile> {
  await fs.writeFile(path.join(folder, script), code);
  const created = await createDockerfile({
    files: createFiles(),
    parser: await loadCodeParser(),
    processes: createProcessRunner(),
    interpreter: undefined,
    folder,
    scripts: [script],
    language: script.endsWith('.R') ? 'r' : 'python',
    entrypoint: path.join(import.meta.dirname, '../../../../media/image/sagemaker-entrypoint.sh'),
  });
  for (const { name, text } of created.files) await fs.writeFile(path.join(folder, name), text);
  return created;
}

const text = (name: string): Promise<string> => fs.readFile(path.join(folder, name), 'utf8');

it('gives each language of a folder a Dockerfile of its own; they share what is sent to the engine', async () => {
  await create('fit.R', 'library(zoo)\n');
  const forR = await text('Dockerfile');
  await fs.writeFile(path.join(folder, 'train.py'), 'import pandas\n');
  const { files, addition } = await create('plot.py', 'import numpy\n');
  expect(files.map(({ name }) => name)).toEqual(['Dockerfile.python', '.dockerignore', 'sagemaker-entrypoint.sh']);
  expect(addition).toBeUndefined();
  expect(await text('Dockerfile')).toBe(forR);
  expect(await text('Dockerfile.python')).toContain('numpy');
  expect((await text('.dockerignore')).split('\n')).toEqual(
    expect.arrayContaining(['*', '!sagemaker-entrypoint.sh', '!train.py']),
  );
  // Once more: what is lacking goes into the one for that language.
  expect((await create('more.py', 'import scipy\n')).addition?.text).toContain('scipy');
  expect((await create('more.R', 'library(xts)\n')).files[0]?.name).toBe('Dockerfile');
});

it('takes a Dockerfile that somebody wrote by hand for the one of either language', async () => {
  await fs.writeFile(path.join(folder, 'Dockerfile'), 'FROM rocker/r-ver:4.4.1\n');
  const { files, addition } = await create('plot.py', 'import numpy\n');
  expect(files[0]?.name).toBe('Dockerfile');
  expect(addition).toBeUndefined();
});
