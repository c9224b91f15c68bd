import * as l10n from '@vscode/l10n';
import type { Connection } from '../connection.ts';
import { formatDuration } from '../format.ts';
import { jobDuration } from '../jobs/duration.ts';
import { jobImageText } from '../jobs/image.ts';
import { jobInstanceText } from '../jobs/instance.ts';
import type { Job } from '../jobs/job.ts';
import { jobCalls, jobHeadline } from '../jobs/reason.ts';
import { isTerminal, type JobStatus } from '../jobs/status.ts';
import { styled, type Style } from './ansi.ts';
import { plainText } from './lines.ts';

/** What stands above a job's log in a terminal: job, script, instance, image, link. ANSI, lines end in `\r\n`. */
export function logHeader(job: Job, connection: Connection, consoleUrl: string | undefined): string {
  const rows: [string, string | undefined][] = [
    [l10n.t('Job'), styled(job.ref.name, 'bold')],
    [l10n.t('Script'), job.script && plainText([job.script.path, ...job.arguments.map(quoted)].join(' '))],
    [l10n.t('Instance'), jobInstanceText(job, connection)],
    [l10n.t('Image'), jobImageText(job)],
    [l10n.t('Console'), consoleUrl],
  ];
  return table(rows) + '\r\n';
}

const styles: Record<JobStatus, Style> = {
  Completed: 'green',
  Failed: 'red',
  Stopped: 'yellow',
  InProgress: 'cyan',
  Stopping: 'cyan',
};

/** What stands below it: status, duration, the reason in one line (the log above has the rest), and the lines of an R script that led there. ANSI, lines end in `\r\n`. */
export function logFooter(job: Job, now: Date): string {
  const duration = jobDuration(job, now);
  const rows: [string, string | undefined][] = [
    [l10n.t('Status'), styled(job.status, 'bold', styles[job.status])],
    [l10n.t('Duration'), duration === undefined ? undefined : formatDuration(duration)],
    [l10n.t('Reason'), isTerminal(job.status) ? plainText(jobHeadline(job) ?? '') : undefined],
    [l10n.t('At'), plainText(jobCalls(job).join('\n'))],
  ];
  return `\r\n${table(rows)}`;
}

function table(rows: readonly [string, string | undefined][]): string {
  const shown = rows.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }]));
  const width = Math.max(...shown.map(({ label }) => label.length)) + 2;
  const indent = ' '.repeat(width);
  return shown
    .map(
      ({ label, value }) =>
        `${styled(label.padEnd(width), 'dim')}${value.trim().replace(/\r?\n/gu, `\r\n${indent}`)}\r\n`,
    )
    .join('');
}

/** As a shell would have it, so that it can be copied. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/u.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
