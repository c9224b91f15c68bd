import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import * as l10n from '@vscode/l10n';
import type { Connection } from '../connection.ts';
import { placeOfJob } from '../runs/placeOfJob.ts';

/** What a job runs on, in words. On Local that is this machine, whatever type the job names. */
export function jobInstance(job: DescribeProcessingJobResponse, connection: Connection): string {
  const { InstanceType: type = '', InstanceCount: count = 1 } = job.ProcessingResources?.ClusterConfig ?? {};
  const asked = count === 1 ? type : `${count} × ${type}`;
  if (connection.kind !== 'local') return asked;
  if (asked === '') return l10n.t('this machine');
  const { engine, limitResources = false } = placeOfJob(job);
  return limitResources && engine === 'docker'
    ? l10n.t('this machine, with no more than {0} has', asked)
    : l10n.t('this machine, in place of {0}', asked);
}
