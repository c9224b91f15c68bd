import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { ProcessRequest, ProcessResult, ProcessRunner } from '../../core/ports/processRunner.ts';

/** Kept of each stream; what a short command prints beyond it is of no use to anybody. */
const maximumOutput = 1_000_000;

/** Runs commands with node:child_process, each as a process group of its own. `searchPath` is PATH when absent. */
export function createProcessRunner(searchPath = process.env['PATH'] ?? ''): ProcessRunner {
  return { run, find: (command) => find(command, searchPath) };
}

function run(request: ProcessRequest): Promise<ProcessResult> {
  const { command, args, cwd, env, timeout, signal, grace, onOutput } = request;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortError(signal));
      return;
    }
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stdout = onOutput ? passOn(child.stdout, onOutput) : capture(child.stdout);
    const stderr = onOutput ? passOn(child.stderr, onOutput) : capture(child.stderr);
    const kill = (): void => {
      signalGroup(child.pid, 'SIGKILL');
    };
    let killer: NodeJS.Timeout | undefined;
    const stop = (): void => {
      if (grace === undefined) {
        kill();
        return;
      }
      signalGroup(child.pid, 'SIGINT');
      killer = setTimeout(kill, grace);
    };
    const timer = timeout === undefined ? undefined : setTimeout(kill, timeout);
    signal?.addEventListener('abort', stop, { once: true });
    const end = (exitCode: number | undefined, ended: { failure?: Error; signal?: string }): void => {
      clearTimeout(timer);
      clearTimeout(killer);
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted) reject(abortError(signal));
      else {
        const { failure, signal: by } = ended;
        const streams = { stdout: stdout(), stderr: failure ? failure.message : stderr() };
        resolve({ exitCode, ...streams, ...(by !== undefined && { signal: by }) });
      }
    };
    child.once('error', (failure) => {
      end(undefined, { failure });
    });
    child.once('close', (code, by) => {
      end(code ?? undefined, by === null ? {} : { signal: by });
    });
  });
}

function abortError(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException('Cancelled', 'AbortError');
}

function capture(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    if (size < maximumOutput) chunks.push(chunk.subarray(0, maximumOutput - size));
    size += chunk.length;
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

/** Hands on what comes, whole characters at a time, and keeps its last part: that says why a long command failed. */
function passOn(stream: NodeJS.ReadableStream, onOutput: (text: string) => void): () => string {
  const decoder = new StringDecoder('utf8');
  let kept = '';
  const take = (text: string): void => {
    if (text === '') return;
    kept = (kept + text).slice(-maximumOutput);
    onOutput(text);
  };
  stream.on('data', (chunk: Buffer) => {
    take(decoder.write(chunk));
  });
  stream.on('end', () => {
    take(decoder.end());
  });
  return () => kept;
}

/** Reaches every process of the group; one that has ended meanwhile is no error. */
function signalGroup(pid: number | undefined, name: 'SIGINT' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // Gone already.
  }
}

async function find(command: string, searchPath: string): Promise<string | undefined> {
  if (command.includes('/')) return (await isExecutable(command)) ? path.resolve(command) : undefined;
  for (const folder of searchPath.split(path.delimiter)) {
    const candidate = path.join(folder, command);
    if (path.isAbsolute(folder) && (await isExecutable(candidate))) return candidate;
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await fs.access(file, constants.X_OK);
    return (await fs.stat(file)).isFile();
  } catch {
    return false;
  }
}
