import { spawn } from 'node:child_process';

/**
 * Removes what bears the label when its standard input ends, which is when Local SageMaker does, however that happens. A second time soon
 * after: a container may have been in the making.
 */
const script = `trap '' HUP INT TERM
cat >/dev/null
for pause in 2 0; do
  found=$("$1" ps --all --quiet --filter "label=$2")
  [ -z "$found" ] || "$1" rm --force --volumes $found
  found=$("$1" network ls --quiet --filter "label=$2")
  [ -z "$found" ] || "$1" network rm $found
  sleep $pause
done`;

/** Starts a process that outlives this one just long enough to remove the containers and networks with a label. */
export function startWatcher(program: string, label: string): { end: () => void } {
  const watcher = spawn('/bin/sh', ['-c', script, 'sh', program, label], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without it nothing is lost but the clean-up, which the next start does.
  watcher.once('error', () => undefined);
  watcher.stdin.once('error', () => undefined);
  watcher.unref();
  return {
    end: () => {
      watcher.stdin.end();
    },
  };
}
