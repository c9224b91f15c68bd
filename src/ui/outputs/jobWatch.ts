import { isTerminal } from '../../core/jobs/status.ts';
import type { Backend } from '../../core/ports/backend.ts';
import type { JobOutputs } from '../../protocol/outputs.ts';

export interface JobWatchOptions {
  readonly backend: () => Promise<Backend>;
  readonly list: (job: string) => Promise<JobOutputs>;
  readonly onChange: (outputs: JobOutputs) => void;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds between listings, at least: outputs matter less than the log. */
const shortest = 2000;
const longest = 60_000;

/** Lists the outputs of running jobs again while somebody looks, and says when they changed. An ended job is left alone. */
export class JobWatch {
  readonly #options: JobWatchOptions;
  readonly #running = new Map<string, string>();
  #visible = true;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: JobWatchOptions) {
    this.#options = options;
  }

  /** The webview was given this listing. */
  seen(outputs: JobOutputs): void {
    if (!isTerminal(outputs.status)) {
      this.#running.set(outputs.job, JSON.stringify(outputs));
    } else this.#running.delete(outputs.job);
    void this.#plan();
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    void this.#plan();
  }

  dispose(): void {
    this.#running.clear();
    clearTimeout(this.#timer);
  }

  #isLooking(): boolean {
    return this.#visible && this.#running.size > 0;
  }

  async #pollInterval(): Promise<number> {
    try {
      return (await this.#options.backend()).pollInterval;
    } catch (error) {
      this.#failures++;
      this.#options.onError(error);
      return shortest;
    }
  }

  async #plan(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#isLooking()) return;
    const pollInterval = await this.#pollInterval();
    clearTimeout(this.#timer);
    // Meanwhile it may have been hidden, or the panel closed.
    if (!this.#isLooking()) return;
    const wait = Math.min(longest, Math.max(shortest, pollInterval) * 2 ** this.#failures);
    this.#timer = setTimeout(() => void this.#look(), wait);
  }

  async #look(): Promise<void> {
    try {
      for (const [job, before] of [...this.#running]) {
        const outputs = await this.#options.list(job);
        if (!this.#running.has(job)) continue;
        if (JSON.stringify(outputs) !== before) this.#options.onChange(outputs);
        this.seen(outputs);
      }
      this.#failures = 0;
    } catch (error) {
      this.#failures++;
      this.#options.onError(error);
    }
    await this.#plan();
  }
}
