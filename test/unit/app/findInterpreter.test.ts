import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFiles } from '../../../src/adapters/files/index.ts';
import { createProcessRunner } from '../../../src/adapters/process/processRunner.ts';
import { folderEnvironments } from '../../../src/app/interpreters/folderEnvironments.ts';
import { createInterpreterFinder, findInterpreter } from '../../../src/app/findInterpreter.ts';

let folder: string;
const processes = createProcessRunner();
const files = createFiles();

async function program(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${text}\n`);
  await chmod(file, 0o755);
  return file;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'interpreter-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the interpreter of a run', () => {
  it('is the real Python behind the command on PATH', async () => {
    const found = await findInterpreter({ language: 'python', candidates: [], processes, files });
    expect(found).toMatchObject({ source: 'path', version: expect.stringMatching(/^3\.\d+\.\d+$/u) as string });
    expect(path.isAbsolute(found.path)).toBe(true);
  });

  it('is the Rscript beside the R that vscode-R names', async () => {
    const rscript = await program('Rscript', 'echo "Rscript (R) version 4.9.1 (2030-01-01)"');
    const found = await findInterpreter({
      language: 'r',
      candidates: [{ source: 'extension', command: path.join(folder, 'R') }],
      processes,
      files,
    });
    expect(found).toEqual({ path: rscript, version: '4.9.1', source: 'extension' });
  });

  it('is never another one than the setting names', async () => {
    const broken = await program('broken', 'echo "no such library" >&2; exit 3');
    await expect(
      findInterpreter({
        language: 'python',
        candidates: [{ source: 'setting', command: broken, setting: 'sagemakerRunner.pythonPath' }],
        processes,
        files,
      }),
    ).rejects.toMatchObject({
      code: 'SettingWrong',
      message: expect.stringContaining(
        `sagemakerRunner.pythonPath is wrong: ${broken} (does not run: no such library)`,
      ) as string,
      action: 'openSettings',
    });
  });

  it('is the next one when an extension’s does not run', async () => {
    const candidates = [{ source: 'extension', command: path.join(folder, 'gone') }] as const;
    const found = await findInterpreter({ language: 'python', candidates, processes, files });
    expect(found.source).toBe('path');
  });

  it('is a wrapper that somebody wrote, with what it sets, and what a version manager’s shim leads to', async () => {
    const real = (await findInterpreter({ language: 'python', candidates: [], processes, files })).path;
    const wrapper = await program('with-variables', `STUDY=1 exec ${real} "$@"`);
    await mkdir(path.join(folder, 'shims'), { recursive: true });
    const shim = await program('shims/python3', `exec ${real} "$@"`);
    const pathOf = async (command: string): Promise<string> =>
      (await findInterpreter({ language: 'python', candidates: [{ source: 'extension', command }], processes, files }))
        .path;
    expect(await pathOf(wrapper)).toBe(wrapper);
    expect(await pathOf(shim)).toBe(real);
  });

  it('is that of the folder’s own environment, active or not', async () => {
    const home = path.join(folder, 'home');
    const study = path.join(folder, 'study');
    await mkdir(path.join(study, 'scripts'), { recursive: true });
    const script = path.join(study, 'scripts/fit.py');
    const environments = (language: 'r' | 'python'): Promise<string[]> =>
      folderEnvironments({ files, language, script, workspaceFolder: study, home });
    expect(await environments('python')).toEqual([]);
    await processes.run({ command: 'python3', args: ['-m', 'venv', '--without-pip', path.join(study, '.venv')] });
    await writeFile(path.join(study, 'environment.yml'), 'name: fit\ndependencies: [r-base]\n');
    for (const name of ['python', 'Rscript']) {
      await mkdir(path.join(home, 'miniforge3/envs/fit/bin'), { recursive: true });
      await writeFile(path.join(home, 'miniforge3/envs/fit/bin', name), '');
    }
    const own = path.join(study, '.venv/bin/python');
    expect(await environments('python')).toEqual([own, path.join(home, 'miniforge3/envs/fit/bin/python')]);
    expect(await environments('r')).toEqual([path.join(home, 'miniforge3/envs/fit/bin/Rscript')]);
    const found = await findInterpreter({
      language: 'python',
      candidates: [{ source: 'folder', command: own }],
      processes,
      files,
    });
    expect(found).toMatchObject({ path: own, source: 'folder' });
  });

  it('is not found without any: the message tells what was tried', async () => {
    const nowhere = createProcessRunner({ searchPath: folder + '/empty' });
    await expect(findInterpreter({ language: 'r', candidates: [], processes: nowhere, files })).rejects.toMatchObject({
      code: 'InterpreterNotFound',
      message: expect.stringMatching(/R was not found\. Tried: Rscript \(not found\)\. Install R/u) as string,
    });
  });

  it('is remembered while it is there', async () => {
    const counter = path.join(folder, 'count');
    const file = await program('counted', `echo x >> ${counter}; echo /usr/bin/python3; echo 3.12.1`);
    const finder = createInterpreterFinder({ processes, files: createFiles() });
    const find = (): Promise<unknown> => finder.find('python', [{ source: 'setting', command: file }]);
    await find();
    await find();
    expect((await createFiles().info(counter))?.size).toBe(2);
  });
});
