import { spawn } from 'node:child_process';

export interface Watcher {
  /** Tells it something. Resolves when that is out of this process, and so reaches it even if this process is killed next. Never rejects. */
  tell(line: string): Promise<void>;
  /** Closes its standard input, as the end of this process would. */
  end(): void;
}

/**
 * Starts a shell script that outlives this process: its standard input ends when Local SageMaker does, however that happens, and then it
 * cleans up. `onLost` is called when it ends before that. Without it nothing is lost but that clean-up, which the next start does.
 */
export function startWatcher(script: string, args: readonly string[], onLost: () => void): Watcher {
  const watcher = spawn('/bin/sh', ['-c', script, 'sh', ...args], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  let isOver = false;
  const over = (): void => {
    if (!isOver) onLost();
    isOver = true;
  };
  watcher.once('error', over);
  watcher.once('exit', over);
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  return {
    tell: (line) =>
      new Promise((resolve) => {
        watcher.stdin.write(`${line}\n`, () => {
          resolve();
        });
      }),
    end: () => {
      isOver = true;
      watcher.stdin.end();
    },
  };
}
