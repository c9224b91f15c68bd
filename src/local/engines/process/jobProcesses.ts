import { errorText } from '../../../core/errors.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { HostProcess, HostProcessStore } from '../../store/hostProcesses.ts';
import { startWatcher, type Watcher } from '../watcher.ts';
import { birthOf, endProcessesOf } from './leftProcesses.ts';

/** Keeps a list of process groups, and ends those on it when its standard input ends, which is when Local SageMaker does. */
const watcherScript = `trap '' HUP INT TERM
groups=
while read -r change group; do
  if [ "$change" = add ]; then
    groups="$groups $group"
  else
    others=
    for each in $groups; do
      [ "$each" = "$group" ] || others="$others $each"
    done
    groups=$others
  fi
done
for group in $groups; do
  kill -s KILL -- "-$group"
done`;

/**
 * The processes that run for jobs. Each is known here before it may start (`startProcessTree`), in two places: to a watcher, which ends it
 * with Local SageMaker, and in the state, by which the next start ends it if the watcher could not.
 */
export class JobProcesses {
  readonly #store: HostProcessStore;
  readonly #logger: Logger;
  readonly #running = new Set<number>();
  #watcher: Watcher | undefined;

  constructor(store: HostProcessStore, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
  }

  /** Makes a process known that waits to start; its group has its id. `ml`: its host's /opt/ml. Rejects when it cannot be kept. */
  async add(pid: number, ml: string): Promise<void> {
    // Nothing there tells a process from a later one, and there is no shell to watch.
    if (process.platform === 'win32') return;
    const birth = await birthOf(pid);
    if (birth === undefined) throw new Error(`process ${pid} ended before it could start`);
    this.#store.add({ pid, birth, ml });
    this.#running.add(pid);
    if (this.#watcher === undefined) await this.#watchAll();
    else await this.#watcher.tell(`add ${pid}`);
  }

  /** Forgets a process that has ended, with all that it started. */
  remove(pid: number): void {
    this.#running.delete(pid);
    void this.#watcher?.tell(`remove ${pid}`);
    try {
      this.#store.remove(pid);
    } catch (error) {
      // The next start sees that it is no more.
      this.#logger.warn(`the end of process ${pid} could not be stored: ${errorText(error)}`);
    }
  }

  /** Ends what an earlier Local SageMaker left running. */
  async recover(): Promise<void> {
    for (const process of this.#store.list()) {
      await this.#end(process);
      this.#store.remove(process.pid);
    }
  }

  /** Called when no job is to run any more: what still does is ended. */
  close(): void {
    this.#watcher?.end();
    this.#watcher = undefined;
  }

  async #end(process: HostProcess): Promise<void> {
    const ended = await endProcessesOf(process);
    if (ended > 0) this.#logger.info(`${ended} processes of an earlier Local SageMaker were ended (${process.ml})`);
  }

  /** Starts a watcher over all that run: one before it may have been killed. */
  async #watchAll(): Promise<void> {
    const watcher = (this.#watcher = startWatcher(watcherScript, [], () => {
      this.#watcher = undefined;
      this.#logger.warn('the watcher over the processes of jobs has ended: the next job starts another');
    }));
    for (const pid of this.#running) await watcher.tell(`add ${pid}`);
  }
}
