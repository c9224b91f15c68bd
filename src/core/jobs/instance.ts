import * as l10n from '@vscode/l10n';
import type { Connection } from '../connection.ts';
import { engineOptions } from './engine.ts';
import type { Job } from './job.ts';

/** What a job runs on, in words. On Local that is this machine, whatever type the job names. */
export function jobInstanceText(job: Job, connection: Connection): string {
  const { type, count } = job.instances;
  const named = count === 1 ? type : `${count} × ${type}`;
  if (connection.kind !== 'local') return named;
  const { engine, limitResources = false } = engineOptions(job);
  return limitResources && engine === 'docker'
    ? l10n.t('this machine, with no more than {0} has', named)
    : l10n.t('this machine, in place of {0}', named);
}
