import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { commandFiles } from '../../../src/adapters/process/findCommand.ts';
import { processGroups, type ProcessGroups } from '../../../src/adapters/process/processGroup.ts';
import { createProcessRunner } from '../../../src/adapters/process/processRunner.ts';
import { isRunning, waitFor } from '../../support/processes.ts';

let folder: string;

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-processes-'));
});

afterAll(async () => {
  await fs.rm(folder, { recursive: true, force: true });
});

/** A command whose child outlives it if nobody ends that as well; `before` is shell code. The child's process id lands in a file. */
function family(name: string, before = ''): { script: string; child: () => Promise<number> } {
  const file = path.join(folder, name);
  const child = (): Promise<number> =>
    waitFor('the child', 60_000, async () => Number(await fs.readFile(file, 'utf8').catch(() => '')) || undefined);
  return { script: `${before} sleep 600 & echo $! > "${file}.new"; mv "${file}.new" "${file}"; wait`, child };
}

const gone = (pid: number): Promise<true> => waitFor('its end', 60_000, () => (isRunning(pid) ? undefined : true));

describe.skipIf(process.platform === 'win32')('a command and what it starts (needs a shell)', () => {
  it('end together when nobody wants the result any longer', async () => {
    const { script, child } = family('aborted');
    const abort = new AbortController();
    const run = createProcessRunner().run({ command: 'sh', args: ['-c', script], signal: abort.signal });
    const pid = await child();
    onTestFailed(() => {
      process.kill(pid, 'SIGKILL');
    });
    abort.abort();
    await expect(run).rejects.toThrow('aborted');
    await gone(pid);
  });

  it('end together after the time limit', async () => {
    const { script, child } = family('late');
    const run = createProcessRunner().run({ command: 'sh', args: ['-c', script], timeout: 1_000 });
    const pid = await child();
    onTestFailed(() => {
      process.kill(pid, 'SIGKILL');
    });
    expect(await run).toMatchObject({ exitCode: undefined, signal: 'SIGKILL' });
    await gone(pid);
  });

  it('are asked first where there is a time of grace, and ended after it', async () => {
    const asked = path.join(folder, 'asked');
    const { script, child } = family('deaf', `trap 'echo yes > "${asked}"' INT;`);
    const abort = new AbortController();
    const args = ['-c', `${script}; wait; wait`];
    const run = createProcessRunner().run({ command: 'sh', args, signal: abort.signal, grace: 500 });
    const pid = await child();
    onTestFailed(() => {
      process.kill(pid, 'SIGKILL');
    });
    abort.abort();
    await expect(run).rejects.toThrow('aborted');
    expect(await fs.readFile(asked, 'utf8')).toBe('yes\n');
    await gone(pid);
  });
});

describe('on Windows, which has no process groups', () => {
  /** What would be started there; the command itself ends here by its own. */
  function onWindows(): { groups: ProcessGroups; started: string[] } {
    const started: string[] = [];
    const start = (command: string, args: readonly string[]): void => {
      started.push([command, ...args].join(' '));
      // Only the command: a signal to a group would show that Windows' way was not taken.
      process.kill(Number(args[1]), 'SIGKILL');
    };
    return { groups: processGroups({ platform: 'win32', environment: { SystemRoot: 'D:\\Windows' }, start }), started };
  }

  it.each([
    ['is aborted', {}],
    ['is aborted and has a time of grace, as it cannot be asked', { grace: 60_000 }],
  ])('taskkill ends the tree of a command that %s', async (_, more) => {
    const { groups, started } = onWindows();
    const abort = new AbortController();
    const run = createProcessRunner({ groups }).run({
      command: process.execPath,
      args: ['-e', 'console.log(process.pid); setInterval(() => {}, 1000)'],
      signal: abort.signal,
      onOutput: (pid) => {
        started.push(pid.trim());
        abort.abort();
      },
      ...more,
    });
    await expect(run).rejects.toThrow('aborted');
    const [pid = '', ...rest] = started;
    expect(rest).toEqual([`D:\\Windows\\System32\\taskkill.exe /PID ${pid} /T /F`]);
  });

  it('a command is started without a console window and not detached, which would open one', () => {
    expect(onWindows().groups.own).toEqual({ windowsHide: true });
  });

  it('a command is a program of a folder of the PATH, by either of its names', () => {
    const search = 'C:\\R\\bin;relative;D:\\tools';
    expect(commandFiles('Rscript', search, 'win32')).toEqual([
      'C:\\R\\bin\\Rscript.exe',
      'C:\\R\\bin\\Rscript.com',
      'D:\\tools\\Rscript.exe',
      'D:\\tools\\Rscript.com',
    ]);
    expect(commandFiles('docker.EXE', search, 'win32')).toEqual(['C:\\R\\bin\\docker.EXE', 'D:\\tools\\docker.EXE']);
    expect(commandFiles('E:\\R\\Rscript', search, 'win32')).toEqual(['E:\\R\\Rscript.exe', 'E:\\R\\Rscript.com']);
    expect(commandFiles('Rscript', '/usr/bin:here:/bin', 'linux')).toEqual(['/usr/bin/Rscript', '/bin/Rscript']);
  });
});
