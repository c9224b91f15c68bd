import * as vscode from 'vscode';
import type { Job } from '../../../core/jobs/job.ts';
import type { JobId } from '../../../core/jobs/jobRef.ts';
import type { ActiveRun, RunOptions, RunStore } from './runStore.ts';

export interface EndedRun extends ActiveRun {
  readonly description: Job;
}

/** The runs that this workspace started and that are in progress; tells when one starts or ends. */
export class Runs implements vscode.Disposable {
  readonly #store: RunStore;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #ended = new vscode.EventEmitter<EndedRun>();
  #active: readonly ActiveRun[];

  readonly onDidChange = this.#changed.event;
  readonly onDidEnd = this.#ended.event;

  constructor(store: RunStore) {
    this.#store = store;
    this.#active = store.active();
  }

  get active(): readonly ActiveRun[] {
    return this.#active;
  }

  async started(run: ActiveRun, options: RunOptions): Promise<void> {
    await this.#set([...this.#active.filter(({ job }) => !job.equals(run.job)), run]);
    await this.#store.savePastRun(run.job, { script: run.script, options });
  }

  /** The job has ended; nothing happens when that was known already. */
  async ended(description: Job): Promise<void> {
    const run = this.#active.find(({ job }) => job.equals(description.ref));
    if (!run) return;
    await this.forget(run.job);
    this.#ended.fire({ ...run, description });
  }

  /** Leaves a run to itself: the job is not there any more. */
  async forget(job: JobId): Promise<void> {
    await this.#set(this.#active.filter((run) => !run.job.equals(job)));
  }

  dispose(): void {
    this.#changed.dispose();
    this.#ended.dispose();
  }

  async #set(active: readonly ActiveRun[]): Promise<void> {
    this.#active = active;
    await this.#store.saveActive(active);
    this.#changed.fire();
  }
}
