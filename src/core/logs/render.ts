import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import * as l10n from '@vscode/l10n';
import type { Connection } from '../connection.ts';
import { formatDuration } from '../format.ts';
import { jobDuration } from '../jobs/duration.ts';
import { jobImage } from '../jobs/image.ts';
import { jobInstance } from '../jobs/instance.ts';
import { isTerminal } from '../jobs/status.ts';
import { jobCalls, jobHeadline } from '../jobs/reason.ts';
import { describeRun } from '../runs/describeRun.ts';
import { styled, type Style } from './ansi.ts';
import { plainText } from './lines.ts';

/** What stands above a job's log in a terminal: job, script, instance, image, link. ANSI, lines end in `\r\n`. */
export function logHeader(
  job: DescribeProcessingJobResponse,
  connection: Connection,
  consoleUrl: string | undefined,
): string {
  const run = describeRun(job);
  const rows: [string, string | undefined][] = [
    [l10n.t('Job'), styled(job.ProcessingJobName ?? '', 'bold')],
    [l10n.t('Script'), run.script && plainText([run.script, ...run.arguments.map(quoted)].join(' '))],
    [l10n.t('Instance'), jobInstance(job, connection)],
    [l10n.t('Image'), jobImage(job)],
    [l10n.t('Console'), consoleUrl],
  ];
  return table(rows) + '\r\n';
}

const styles: Record<string, Style> = { Completed: 'green', Failed: 'red', Stopped: 'yellow' };

/** What stands below it: status, duration, the reason in one line (the log above has the rest), and the lines of an R script that led there. ANSI, lines end in `\r\n`. */
export function logFooter(job: DescribeProcessingJobResponse, now: Date): string {
  const status = job.ProcessingJobStatus ?? '';
  const duration = jobDuration(job, now);
  const rows: [string, string | undefined][] = [
    [l10n.t('Status'), styled(status, 'bold', styles[status] ?? 'cyan')],
    [l10n.t('Duration'), duration === undefined ? undefined : formatDuration(duration)],
    [l10n.t('Reason'), isTerminal(job.ProcessingJobStatus) ? plainText(jobHeadline(job) ?? '') : undefined],
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
