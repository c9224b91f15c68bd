import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect } from 'vitest';
import { parseAnnouncement } from '../../src/adapters/process/announcement.ts';
import { LocalClients } from './localSageMaker.ts';

/** Local SageMaker as `npm run local` starts it: a process of its own, which can be killed. */
export class LocalProgram {
  readonly process: ChildProcess;
  stdout = '';
  stderr = '';
  readonly exit: Promise<number | null>;

  constructor(args: string[], env: NodeJS.ProcessEnv = process.env) {
    const program = process.env['LOCAL_PROGRAM'] ?? path.join(import.meta.dirname, '../../src/local/cli.ts');
    this.process = spawn(process.execPath, ['--no-warnings', program, ...args], { stdio: 'pipe', env });
    this.process.stdout?.on('data', (data: Buffer) => (this.stdout += data.toString()));
    this.process.stderr?.on('data', (data: Buffer) => (this.stderr += data.toString()));
    this.exit = once(this.process, 'exit').then(([code]) => code as number | null);
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.process.kill(signal);
    return this.exit;
  }
}

/** Starts programs on folders of their own for the tests of a file: after each test they are killed and the folders removed. */
export function localPrograms() {
  const programs: LocalProgram[] = [];
  const folders: string[] = [];

  async function killAll(): Promise<void> {
    await Promise.all(programs.splice(0).map((program) => program.end('SIGKILL')));
  }

  afterEach(async () => {
    await killAll();
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });
  return {
    killAll,
    newRoot: async (): Promise<string> => {
      const root = await mkdtemp(path.join(tmpdir(), 'local-program-'));
      folders.push(root);
      return root;
    },
    start: (args: string[], env?: NodeJS.ProcessEnv): LocalProgram => {
      const program = new LocalProgram(args, env);
      programs.push(program);
      return program;
    },
  };
}

/** Clients of the server that announces itself in a state folder, once it does; `not`: the process id of one before it. */
export async function announced(root: string, not?: number): Promise<LocalClients> {
  const read = async () => {
    const announcement = parseAnnouncement(await readFile(path.join(root, 'server.json'), 'utf8').catch(() => ''));
    return announcement?.pid === not ? undefined : announcement;
  };
  await expect.poll(read, { timeout: 60_000, interval: 20 }).toBeDefined();
  const announcement = await read();
  if (announcement === undefined) throw new Error('the announcement is gone');
  return new LocalClients(announcement);
}
