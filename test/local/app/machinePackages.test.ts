import fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProcessRunner } from '../../../src/adapters/process/processRunner.ts';
import { machinePackages } from '../../../src/app/dockerfile/machinePackages.ts';

let folder: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(tmpdir(), 'sagemaker-runner-probe-'));
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

const processes = createProcessRunner();
const isThere = (file: string): Promise<boolean> =>
  fs.stat(file).then(
    () => true,
    () => false,
  );

it('what R is asked about is never run', async () => {
  const file = path.join(folder, 'ran');
  const packages = ['-e', `invisible(file.create("${file}"))`, '--version', 'stats'].map((name) => ({
    name,
    places: [],
  }));
  const interpreter = { path: 'Rscript', version: '4.2.2', source: 'path' } as const;
  const { packages: found } = await machinePackages({ language: 'r', interpreter, processes, packages });
  expect([...found.keys()]).toEqual(['stats']);
  expect(await isThere(file)).toBe(false);
});

it('nothing of a package that Python is asked about is run', async () => {
  const file = path.join(folder, 'ran');
  await fs.mkdir(path.join(folder, 'mine'));
  await fs.writeFile(path.join(folder, 'mine/__init__.py'), `open(${JSON.stringify(file)}, "w")\n`);
  await fs.writeFile(path.join(folder, 'mine/inner.py'), '');
  const python = path.join(folder, 'python3');
  await fs.writeFile(python, `#!/bin/sh\nPYTHONPATH='${folder}' exec python3 "$@"\n`, { mode: 0o755 });
  const need = { name: 'not-mine', module: 'mine.inner', places: [] };
  const { probeArguments, readProbe } = await import('../../../src/core/scripts/probe.ts');
  const { stdout } = await processes.run({ command: python, args: probeArguments('python', [need]), timeout: 20_000 });
  expect([...readProbe(stdout, [need]).keys()]).toEqual(['not-mine']);
  expect(await isThere(file)).toBe(false);
});
