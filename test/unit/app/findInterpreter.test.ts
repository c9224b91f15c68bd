import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFiles } from '../../../src/adapters/files/index.ts';
import { createProcessRunner } from '../../../src/adapters/process/processRunner.ts';
import { createInterpreterFinder, findInterpreter } from '../../../src/app/findInterpreter.ts';

let folder: string;
const processes = createProcessRunner();

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
    const found = await findInterpreter({ language: 'python', candidates: [], processes });
    expect(found).toMatchObject({ source: 'path', version: expect.stringMatching(/^3\.\d+\.\d+$/u) as string });
    expect(path.isAbsolute(found.path)).toBe(true);
  });

  it('is the Rscript beside the R that vscode-R names', async () => {
    const rscript = await program('Rscript', 'echo "Rscript (R) version 4.9.1 (2030-01-01)"');
    const found = await findInterpreter({
      language: 'r',
      candidates: [{ source: 'extension', command: path.join(folder, 'R') }],
      processes,
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
    const found = await findInterpreter({ language: 'python', candidates, processes });
    expect(found.source).toBe('path');
  });

  it('is not found without any: the message tells what was tried', async () => {
    const nowhere = createProcessRunner({ searchPath: folder + '/empty' });
    await expect(findInterpreter({ language: 'r', candidates: [], processes: nowhere })).rejects.toMatchObject({
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
