import { startWatcher, type Watcher } from '../watcher.ts';

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

/** Starts what removes the containers and networks with a label once this process has ended. */
export function watchContainers(program: string, label: string): Watcher {
  return startWatcher(script, [program, label], () => undefined);
}
