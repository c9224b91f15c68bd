import { spawn, type SpawnOptions } from 'node:child_process';
import path from 'node:path';

/**
 * A command and all that it starts, kept together so that they can be ended together; `pid` is that of the command. Nothing happens when
 * they have ended already.
 */
export interface ProcessGroups {
  /** Options with which a command is started as a group of its own. */
  readonly own: Pick<SpawnOptions, 'detached' | 'windowsHide'>;
  /** Asks every process to end, as Ctrl+C does. Ends them at once where nothing can be asked (Windows). */
  interrupt(pid: number): void;
  /** Asks the command alone to end (SIGTERM). Ends every process at once where nothing can be asked (Windows). */
  terminate(pid: number): void;
  /** Ends every process at once. */
  kill(pid: number): void;
}

export interface ProcessGroupsOptions {
  readonly platform?: NodeJS.Platform;
  readonly environment?: NodeJS.ProcessEnv;
  /** Starts a command and forgets it. */
  readonly start?: (command: string, args: readonly string[]) => void;
}

export function processGroups(options: ProcessGroupsOptions = {}): ProcessGroups {
  const { platform = process.platform, environment = process.env, start = startUnseen } = options;
  return platform === 'win32' ? windowsTrees(environment, start) : signalled;
}

const signalled: ProcessGroups = {
  own: { detached: true },
  interrupt: (pid) => {
    signal(-pid, 'SIGINT');
  },
  terminate: (pid) => {
    signal(pid, 'SIGTERM');
  },
  kill: (pid) => {
    signal(-pid, 'SIGKILL');
  },
};

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/**
 * Windows has no groups: `taskkill` goes from the command to what names it as its parent. So the command must still be there, and programs
 * without a window take no notice of being asked: each way to end them is the same.
 */
function windowsTrees(environment: NodeJS.ProcessEnv, start: (command: string, args: string[]) => void): ProcessGroups {
  // By its full path: a name alone would be looked for in the current folder as well.
  const taskkill = path.win32.join(environment['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe');
  const kill = (pid: number): void => {
    start(taskkill, ['/PID', String(pid), '/T', '/F']);
  };
  return { own: { windowsHide: true }, interrupt: kill, terminate: kill, kill };
}

function startUnseen(command: string, args: readonly string[]): void {
  const child = spawn(command, args, { stdio: 'ignore', windowsHide: true });
  // Where there is no taskkill, the command ends when it likes.
  child.once('error', () => undefined);
  child.unref();
}
