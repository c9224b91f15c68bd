import type { JobSummary } from './job.ts';

/** What SageMaker and the script's own launcher tell of how a job ended. */
export type JobEnd = Partial<Pick<JobSummary, 'failureReason' | 'exitMessage'>>;

/** Why a job ended as it did, for people: what the script said last, else SageMaker's reason; undefined when there is none. */
export function jobReason(job: JobEnd): string | undefined {
  const reason = job.failureReason?.trim() ?? '';
  const message = job.exitMessage?.trim() ?? '';
  // Beside what the script said, its bare exit code tells nothing.
  if (message !== '' && saysOnlyTheCode(reason)) return message;
  if (message === '' || reason.includes(message)) return reason === '' ? undefined : reason;
  return `${message}\n${reason}`;
}

/**
 * The one line of the reason that says what went wrong: SageMaker's own reason when it says more than the exit code, else the first
 * line of the message: there the launcher puts the error or exception that ended the script, as R or Python itself tells it.
 */
export function jobHeadline(job: JobEnd): string | undefined {
  const reason = job.failureReason?.trim() ?? '';
  const message = job.exitMessage?.trim() ?? '';
  const said = saysOnlyTheCode(reason) && message !== '' ? message : reason;
  return said === '' ? undefined : said.split('\n')[0]?.trim();
}

/** Where R was in the script when it failed, the outermost call first: its log, unlike Python's, does not tell. */
export function jobCalls(job: JobEnd): string[] {
  const lines = job.exitMessage?.split('\n') ?? [];
  const from = lines.indexOf('Traceback (most recent call last):');
  if (from < 0) return [];
  return lines
    .slice(from + 1)
    .flatMap((line) =>
      /^ {2}.*\.(?:[Rr]|[Rr]md|[Rr]markdown|qmd)#\d+|^ {2}.*\.ipynb, cell \d+/u.test(line) ? [line.trim()] : [],
    );
}

function saysOnlyTheCode(reason: string): boolean {
  return reason === '' || reason.startsWith('AlgorithmError: ,');
}

/** The package that a failed job did not find, as R and Python say it; undefined when it failed for something else. */
export function missingPackage(job: JobEnd): string | undefined {
  const said = jobHeadline(job) ?? '';
  const found =
    /there is no package called [‘'"]([\w.]+)/u.exec(said) ??
    /ModuleNotFoundError: No module named '([\w.]+)'/u.exec(said);
  return found?.[1];
}
