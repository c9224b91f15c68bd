import type { Memento } from 'vscode';
import type { Connection } from '../../../core/connection.ts';

/** Members of a task's definition, without `type`. */
export type RunOptions = Record<string, unknown>;

/** A run that this workspace started and that has not been seen to end. */
export interface ActiveRun {
  readonly job: string;
  readonly connection: Connection;
  /** Absolute path of the script. */
  readonly script: string;
}

/** How a job of this workspace was started, for running it again. */
export interface PastRun {
  readonly script: string;
  readonly options: RunOptions;
}

const keys = { active: 'runs.active', options: 'runs.optionsByScript', past: 'runs.byJob' } as const;
const pastRunsKept = 300;
const scriptsKept = 200;

/** What the workspace remembers of its runs, across reloads of the window. */
export class RunStore {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  active(): readonly ActiveRun[] {
    return this.#state.get<ActiveRun[]>(keys.active, []);
  }

  async saveActive(runs: readonly ActiveRun[]): Promise<void> {
    await this.#state.update(keys.active, runs);
  }

  /** The options that the script last ran with from the form. */
  lastOptions(script: string): RunOptions | undefined {
    return this.#state.get<Record<string, RunOptions>>(keys.options, {})[script];
  }

  async saveOptions(script: string, options: RunOptions): Promise<void> {
    const others = Object.entries(this.#state.get<Record<string, RunOptions>>(keys.options, {})).filter(
      ([name]) => name !== script,
    );
    const kept = [...others, [script, options] as const].slice(-scriptsKept);
    await this.#state.update(keys.options, Object.fromEntries(kept));
  }

  pastRun(job: string): PastRun | undefined {
    return this.#past().find(([name]) => name === job)?.[1];
  }

  async savePastRun(job: string, run: PastRun): Promise<void> {
    await this.#state.update(keys.past, [[job, run], ...this.#past()].slice(0, pastRunsKept));
  }

  /** Folders of the scripts that this workspace ran, latest first: where file names in a job's log may lie. */
  scripts(): string[] {
    return [...new Set(this.#past().map(([, run]) => run.script))];
  }

  #past(): [string, PastRun][] {
    return this.#state.get<[string, PastRun][]>(keys.past, []);
  }
}
