import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editorVariable, installedEditor, programOf } from '../../support/desktop/editors.ts';
import { run, type Finished } from '../../support/processes.ts';
import { readReport, type Report } from '../../support/run/report.ts';

const root = path.resolve(import.meta.dirname, '../../..');
let folder: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-desktop-'));
});

afterEach(async () => {
  await fs.rm(folder, { recursive: true, force: true });
});

async function program(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, text, { mode: 0o755 });
  return file;
}

describe('the desktop VS Code that is installed', () => {
  it('is the one that the environment names, else the one whose command is on the PATH', async () => {
    const named = await program('mine', '#!/bin/sh\n');
    const onPath = await program('share/code/code', '');
    await program('share/code/bin/code', '#!/bin/sh\n');
    await fs.mkdir(path.join(folder, 'bin'));
    await fs.symlink('../share/code/bin/code', path.join(folder, 'bin', 'code'));
    const PATH = path.join(folder, 'bin');
    expect(await installedEditor({ environment: { PATH, [editorVariable]: named } })).toEqual({ executable: named });
    expect(await installedEditor({ environment: { PATH } })).toEqual({ executable: onPath });
  });

  it('is missing, with the reason, when the name leads nowhere or when there is none', async () => {
    const nowhere = await installedEditor({ environment: { PATH: folder, [editorVariable]: '/no/such/code' } });
    expect(nowhere).toEqual({ missing: expect.stringContaining('/no/such/code, which cannot be run') as string });
    const none = await installedEditor({ environment: { PATH: folder } });
    expect(none).toEqual({ missing: expect.stringContaining('no desktop VS Code is installed') as string });
  });

  it('is found from its command as each system installs it', () => {
    expect(programOf('/usr/share/code/bin/code', 'linux')).toBe('/usr/share/code/code');
    const mac = '/Applications/Visual Studio Code.app/Contents';
    expect(programOf(`${mac}/Resources/app/bin/code`, 'darwin')).toBe(`${mac}/MacOS/Electron`);
    expect(programOf('C:\\VS Code\\bin\\code.cmd', 'win32')).toBe('C:\\VS Code\\Code.exe');
  });
});

describe('the host suite in a desktop VS Code', () => {
  /** As the part of `npm test` runs it; with a display that nothing is shown on. */
  async function suite(environment: NodeJS.ProcessEnv): Promise<Finished & { report: Report | undefined }> {
    const report = path.join(folder, 'all.json');
    const env = { ...process.env, DISPLAY: ':0', ...environment };
    const finished = await run(process.execPath, ['test/host/desktop.ts', '--installed', '--report', report], {
      cwd: root,
      env,
    });
    return { ...finished, report: readReport(report) };
  }

  it('is skipped where there is none: the summary names it, and nothing failed', async () => {
    const { code, output, report: left } = await suite({ PATH: folder, [editorVariable]: '' });
    expect(output).toContain('skipped  desktop VS Code: no desktop VS Code is installed');
    expect(code).toBe(0);
    expect(left).toMatchObject({ passed: 0, failed: [], skipped: [{ name: 'all in desktop VS Code' }] });
  });

  /** Stands for the editor's program: keeps how it was called, and ends as the suite in it would. */
  const standIn = (ending: string): Promise<string> =>
    program('code', `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/arguments'\n${ending}\n`);

  it('opens a workspace of its own with the extension and the suite, and passes on what the suite reports', async () => {
    const editor = await standIn(`echo '{"passed":3,"failed":[],"skipped":[]}' > "$HOST_REPORT"`);
    const { code, report: left } = await suite({ [editorVariable]: editor });
    expect(left).toEqual({ passed: 3, failed: [], skipped: [] });
    expect(code).toBe(0);
    const called = (await fs.readFile(path.join(folder, 'arguments'), 'utf8')).split('\n');
    expect(called[0]).toMatch(/workspace$/);
    expect(called).toContain(`--extensionDevelopmentPath=${root}`);
    expect(called).toContain(`--extensionTestsPath=${path.join(root, 'out/host/desktop.cjs')}`);
    expect(called.filter((argument) => argument.startsWith('--user-data-dir='))).toHaveLength(1);
  });

  it('fails when the editor ends without a report', async () => {
    const { code, report: left } = await suite({ [editorVariable]: await standIn('exit 7') });
    expect(left?.failed).toEqual([{ name: 'the suite', message: 'left no report (Test run failed with code 7)' }]);
    expect(code).toBe(1);
  });
});
