import { JobId } from './jobRef.ts';

const maximumLength = 63;

/** UTC, to the millisecond: `2026-01-31-09-05-00-007`. */
export function nameTimestamp(time: Date): string {
  return time.toISOString().replace(/[T:.]/gu, '-').replace('Z', '');
}

/**
 * A job's name as the SageMaker SDK's `name_from_base` makes it: base, cut so that all of it fits into 63 characters, and
 * the time in UTC to the millisecond.
 */
export function jobName(base: string, time: Date): string {
  const timestamp = nameTimestamp(time);
  return `${base.slice(0, maximumLength - timestamp.length - 1)}-${timestamp}`;
}

/** A base that SageMaker takes, out of a file's name: `Social Distancing (v2).R` gives `Social-Distancing-v2`. */
export function jobBase(fileName: string): string {
  const plain = fileName
    .replace(/\.[^.]+$/u, '')
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^a-zA-Z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
  return plain === '' ? 'run' : plain;
}

/** True for what SageMaker accepts as (the start of) a job's name. */
export function isJobBase(text: string): boolean {
  return /^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/u.test(text);
}

const timestamp = /-(\d{4})-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d{3})$/u;

/** When the job was named, by the time that `jobName`, and the SDK, put at the end; undefined where there is none. */
export function jobNameTime(name: string): Date | undefined {
  const found = timestamp.exec(name);
  if (!found) return undefined;
  const [year = 0, month = 1, ...rest] = found.slice(1).map(Number);
  return new Date(Date.UTC(year, month - 1, ...rest));
}

/** The name without the time that `jobName`, and the SDK, put at its end: what a person calls the job. */
export function jobTitle(name: string): string {
  return name.replace(timestamp, '');
}

/** True for jobs that a person calls the same, such as the runs of one script. */
export function hasSameTitle(a: JobId | undefined, b: JobId | undefined): boolean {
  if (!a || !b) return false;
  return new JobId(a.kind, jobTitle(a.name)).equals(new JobId(b.kind, jobTitle(b.name)));
}
