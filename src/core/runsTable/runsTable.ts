import type { JobId } from '../jobs/jobRef.ts';
import type { JobStatus } from '../jobs/status.ts';

/** A run as its row of the table tells it, whatever kind of job it is. */
export interface Run {
  readonly job: JobId;
  readonly status: JobStatus;
  readonly created: Date;
  /** Milliseconds; undefined while it waits. */
  readonly duration: number | undefined;
  readonly arguments: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** What its outputs of one row say, by column: a metric each. */
  readonly values: Readonly<Record<string, string>>;
}

/** Headings and texts of the columns that every run has. */
export interface RunsTableWords {
  readonly started: string;
  readonly status: string;
  readonly seconds: string;
  readonly arguments: string;
  readonly statusOf: (status: JobStatus) => string;
}

export interface RunsTable {
  readonly columns: readonly string[];
  /** A row for each run, in their order. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * The runs as a table: when, how it went, how long, its arguments, then a column for each option among the arguments, tag and value that any of them has. What
 * is the same for all of them tells nothing, but it is shown: the next run may differ.
 */
export function runsTable(runs: readonly Run[], words: RunsTableWords): RunsTable {
  const options = runs.map((run) => optionsOf(run.arguments));
  const names = (of: readonly Readonly<Record<string, string>>[]): string[] => [
    ...new Set(of.flatMap((each) => Object.keys(each))),
  ];
  const optionNames = names(options);
  const tagNames = names(runs.map((run) => run.tags));
  const valueNames = names(runs.map((run) => run.values));
  const taken = [words.started, words.status, words.seconds, words.arguments];
  return {
    columns: [...taken, ...optionNames, ...tagNames.map((name) => `#${name}`), ...valueNames],
    rows: runs.map((run, at) => [
      localTime(run.created),
      words.statusOf(run.status),
      run.duration === undefined ? '' : (run.duration / 1000).toFixed(1),
      run.arguments.join(' '),
      ...optionNames.map((name) => options[at]?.[name] ?? ''),
      ...tagNames.map((name) => run.tags[name] ?? ''),
      ...valueNames.map((name) => run.values[name] ?? ''),
    ]),
  };
}

/** `--rate 0.1`, `--rate=0.1`, `rate=0.1`: what a person changes from run to run. */
function optionsOf(words: readonly string[]): Record<string, string> {
  const options: Record<string, string> = {};
  for (const [at, word] of words.entries()) {
    const [, name, value] = /^(--?[a-z][\w.-]*)(?:=(.*))?$/iu.exec(word) ?? [];
    const [, plain, plainValue] = /^([a-z][\w.]*)=(.*)$/iu.exec(word) ?? [];
    const next = words[at + 1];
    if (name !== undefined) options[name] = value ?? (next === undefined || /^--?[a-z]/iu.test(next) ? 'true' : next);
    else if (plain !== undefined) options[plain] = plainValue ?? '';
  }
  return options;
}

/** To the second, as the table sorts it: `2026-01-31 09:05:00`. */
function localTime(time: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}
