import * as l10n from '@vscode/l10n';
import { readRuns } from '../../../app/runsTable/readRuns.ts';
import type { JobSummary } from '../../../core/jobs/job.ts';
import type { JobId } from '../../../core/jobs/jobRef.ts';
import type { JobStatus } from '../../../core/jobs/status.ts';
import { runsTable, type Run } from '../../../core/runsTable/runsTable.ts';
import { tabSeparated } from '../../../core/outputs/table/tabSeparated.ts';
import type { Backend } from '../../../core/ports/backend.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { TableCopies } from '../../../core/ports/tableCopies.ts';
import type { EventName, EventOf, Result } from '../../../protocol/outputs.ts';
import type { Handlers } from '../requestLoop.ts';
import { Tables } from '../tables.ts';

export interface RunsAnswersOptions {
  readonly backend: () => Promise<Backend>;
  /** What the script's jobs are called. */
  readonly title: string;
  /** False for a job of that name that is another script's. */
  readonly isOfScript: (job: JobSummary) => boolean;
  readonly copies: TableCopies;
  readonly logger: Logger;
  /** Opens the outputs of one run, or of two side by side. */
  readonly open: (jobs: readonly [JobId] | readonly [JobId, JobId]) => Promise<void>;
  readonly showFailure: (error: unknown) => void;
}

type RunsHandlers = Pick<Handlers, 'openRuns' | 'showRuns' | 'rows' | 'view' | 'copy' | 'closeTable'>;

/** Answers to the requests of a table of runs. */
export class RunsAnswers {
  readonly handlers: RunsHandlers;
  readonly #options: RunsAnswersOptions;
  readonly #tables: Tables;
  #runs: readonly Run[] = [];

  constructor(options: RunsAnswersOptions, tell: <K extends EventName>(name: K, payload: EventOf<K>) => void) {
    this.#options = options;
    this.#tables = new Tables(options.copies, tell, (error) => {
      options.logger.error('runs: reading the table', error);
    });
    this.handlers = {
      openRuns: (_, signal) => this.#openRuns(signal),
      showRuns: async ({ table, rows }) => {
        const [first, second] = this.#tables.rowNumbers(table, rows);
        const jobs = [first, second].flatMap((row) => this.#runs[row ?? -1]?.job ?? []);
        const [one, other] = jobs;
        try {
          if (one) await options.open(other ? [one, other] : [one]);
        } catch (error) {
          options.showFailure(error);
        }
        return {};
      },
      rows: (params) => this.#tables.rows(params),
      view: (params) => this.#tables.view(params),
      copy: (params) => this.#tables.copy(params),
      closeTable: ({ table }) => {
        this.#tables.close(table);
        return Promise.resolve({});
      },
    };
  }

  dispose(): void {
    this.#tables.dispose();
  }

  async #openRuns(signal: AbortSignal): Promise<Result<'openRuns'>> {
    const { title, isOfScript } = this.#options;
    const backend = await this.#options.backend();
    this.#runs = await readRuns({ backend, title, isOfScript, now: new Date(), signal });
    const { columns, rows } = runsTable(this.#runs, {
      started: l10n.t('Started'),
      status: l10n.t('Status'),
      seconds: l10n.t('Seconds'),
      arguments: l10n.t('Arguments'),
      statusOf: statusText,
    });
    const bytes = new TextEncoder().encode(`${tabSeparated([columns, ...rows])}\n`);
    const objects = {
      read: (_: string, range?: { readonly start: number; readonly end: number }) =>
        Promise.resolve(bytes.subarray(range?.start, range && range.end + 1)),
    };
    const choice = { delimiter: '\t', quoting: 'doubled', encoding: 'utf-8', hasHeader: true } as const;
    return this.#tables.open({ objects, uri: 'runs.tsv', size: bytes.length, choice, signal });
  }
}

function statusText(status: JobStatus): string {
  const texts: Readonly<Record<JobStatus, string>> = {
    InProgress: l10n.t('In progress'),
    Completed: l10n.t('Completed'),
    Failed: l10n.t('Failed'),
    Stopping: l10n.t('Stopping'),
    Stopped: l10n.t('Stopped'),
  };
  return texts[status];
}
