import type { Memento } from 'vscode';
import type { Connection } from '../../../core/connection.ts';
import { jobTitle } from '../../../core/jobs/jobName.ts';
import { JobId } from '../../../core/jobs/jobRef.ts';

/** Members of a task's definition, without `type`. */
export type RunOptions = Record<string, unknown>;

/** A run that this workspace started and that has not been seen to end. */
export interface ActiveRun {
  readonly job: JobId;
  readonly connection: Connection;
  /** Absolute path of the script. */
  readonly script: string;
}

/** How a job of this workspace was started, for running it again. */
export interface PastRun {
  readonly script: string;
  readonly options: RunOptions;
}

/** What was answered to the offer to send more than a folder's own. Absolute. */
export interface ChosenCode {
  /** The folder that was offered. */
  readonly offered: string;
  /** The one that is sent. */
  readonly code: string;
}

const keys = {
  active: 'runs.active',
  options: 'runs.optionsByScript',
  past: 'runs.byJob',
  code: 'runs.codeByFolder',
} as const;
const pastRunsKept = 300;
const scriptsKept = 200;

/** What the workspace remembers of its runs, across reloads of the window. */
export class RunStore {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  active(): readonly ActiveRun[] {
    return readActiveRuns(this.#state.get(keys.active));
  }

  async saveActive(runs: readonly ActiveRun[]): Promise<void> {
    await this.#state.update(
      keys.active,
      runs.map((run) => ({ ...run, job: run.job.key() })),
    );
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

  /** What is sent for the scripts of a folder, where more than that was offered. */
  codeOf(folder: string): ChosenCode | undefined {
    const chosen = this.#state.get<Record<string, unknown>>(keys.code, {})[folder];
    if (!isRecord(chosen)) return undefined;
    const { offered, code } = chosen;
    return typeof offered === 'string' && typeof code === 'string' ? { offered, code } : undefined;
  }

  async saveCode(folder: string, chosen: ChosenCode): Promise<void> {
    const others = Object.entries(this.#state.get<Record<string, unknown>>(keys.code, {})).filter(
      ([name]) => name !== folder,
    );
    await this.#state.update(keys.code, Object.fromEntries([...others, [folder, chosen] as const].slice(-scriptsKept)));
  }

  pastRun(job: JobId): PastRun | undefined {
    return this.#past().find(([key]) => key === job.key())?.[1];
  }

  async savePastRun(job: JobId, run: PastRun): Promise<void> {
    await this.#state.update(keys.past, [[job.key(), run], ...this.#past()].slice(0, pastRunsKept));
  }

  /** Folders of the scripts that this workspace ran, latest first: where file names in a job's log may lie. */
  scripts(): string[] {
    return [...new Set(this.#past().map(([, run]) => run.script))];
  }

  /** What jobs of the script are called, as far as this workspace started them. */
  titlesOf(script: string): string[] {
    const jobs = this.#past().flatMap(([key, run]) => (run.script === script ? (JobId.ofKey(key) ?? []) : []));
    return [...new Set(jobs.map(({ name }) => jobTitle(name)))];
  }

  #past(): [string, PastRun][] {
    return readPastRuns(this.#state.get(keys.past));
  }
}

/** What an older version stored is read as well: see `JobId.ofStored`. By hand, as a schema library would take too long to load at activation. */
function readActiveRuns(stored: unknown): ActiveRun[] {
  return entriesOf(stored).flatMap((entry) => {
    if (!isRecord(entry)) return [];
    const { job, script, connection } = entry;
    const id = typeof job === 'string' ? JobId.ofStored(job) : undefined;
    return id && typeof script === 'string' && isConnection(connection) ? [{ job: id, script, connection }] : [];
  });
}

/** By the key of the job. */
function readPastRuns(stored: unknown): [string, PastRun][] {
  return entriesOf(stored).flatMap((entry): [string, PastRun][] => {
    const [job, run] = entriesOf(entry);
    const id = typeof job === 'string' ? JobId.ofStored(job) : undefined;
    if (!id || !isRecord(run)) return [];
    const { script, options } = run;
    return typeof script === 'string' && isRecord(options) ? [[id.key(), { script, options }]] : [];
  });
}

function entriesOf(stored: unknown): unknown[] {
  return Array.isArray(stored) ? stored : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isConnection(value: unknown): value is Connection {
  if (!isRecord(value)) return false;
  const isText = (member: unknown): boolean => typeof member === 'string';
  const isTextOrNone = (member: unknown): boolean => member === undefined || isText(member);
  const { kind, profile, region, roleArn, bucket } = value;
  return (
    kind === 'local' || (kind === 'aws' && [profile, region].every(isText) && [roleArn, bucket].every(isTextOrNone))
  );
}
