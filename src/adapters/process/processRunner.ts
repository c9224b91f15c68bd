import { spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import type { ProcessRequest, ProcessResult, ProcessRunner } from '../../core/ports/processRunner.ts';
import { findCommand } from './findCommand.ts';
import { processGroups, type ProcessGroups } from './processGroup.ts';

/** Kept of each stream; what a short command prints beyond it is of no use to anybody. */
const maximumOutput = 1_000_000;

export interface ProcessRunnerOptions {
  /** Where commands are looked up; PATH when absent. */
  readonly searchPath?: string;
  readonly groups?: ProcessGroups;
}

/** Runs commands with node:child_process, each as a process group of its own. */
export function createProcessRunner(options: ProcessRunnerOptions = {}): ProcessRunner {
  const { searchPath = process.env['PATH'] ?? '', groups = processGroups() } = options;
  return { run: (request) => run(request, groups), find: (command) => findCommand(command, searchPath) };
}

function run(request: ProcessRequest, groups: ProcessGroups): Promise<ProcessResult> {
  const { command, args, cwd, env, timeout, signal, grace, onOutput } = request;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortError(signal));
      return;
    }
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      ...groups.own,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stdout = onOutput ? passOn(child.stdout, onOutput) : capture(child.stdout);
    const stderr = onOutput ? passOn(child.stderr, onOutput) : capture(child.stderr);
    const kill = (): void => {
      if (child.pid !== undefined) groups.kill(child.pid);
    };
    let killer: NodeJS.Timeout | undefined;
    const stop = (): void => {
      if (grace === undefined) kill();
      else if (child.pid !== undefined) {
        groups.interrupt(child.pid);
        killer = setTimeout(kill, grace);
      }
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
