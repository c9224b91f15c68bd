import type { JobOutputFile } from '../../../app/listOutputs.ts';
import type { Connection } from '../../../core/connection.ts';
import type { Job, JobSummary } from '../../../core/jobs/job.ts';
import type { JobRef } from '../../../core/jobs/jobRef.ts';
import type { StatusRow } from '../../kit/tree/statusRows.ts';

/** A job of the list: the same object for as long as the list holds it, as VS Code knows a row by that. */
export interface JobNode {
  readonly kind: 'job';
  readonly job: JobRef;
  readonly connection: Connection;
  summary: JobSummary;
  /** In progress, and its processes have not started: it waits for others, or for its machine. */
  isWaiting: boolean;
}

/** One line about a job; `activate` says what choosing it does. */
export interface DetailNode {
  readonly kind: 'detail';
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly tooltip?: string;
  readonly icon: string;
  readonly parent: JobNode | GroupNode;
  readonly activate?: 'openScript' | 'followLogs';
}

/** Lines that belong together, such as the inputs. `outputs` is read when it is opened. */
export interface GroupNode {
  readonly kind: 'group';
  readonly group: 'inputs' | 'outputs';
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  readonly parent: JobNode;
  readonly details: Job;
}

/** A file that a job wrote. */
export interface OutputFileNode {
  readonly kind: 'file';
  readonly file: JobOutputFile;
  readonly parent: GroupNode;
}

export type JobsNode = JobNode | DetailNode | GroupNode | OutputFileNode;

/** What the view shows: also what went wrong, and that there is nothing, or more. */
export type JobsRow = JobsNode | StatusRow<JobsNode>;

export function isJobsNode(value: unknown): value is JobsNode {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return value.kind === 'job' || value.kind === 'detail' || value.kind === 'group' || value.kind === 'file';
}

/** The job that a row is, or is under. */
export function jobOf(node: JobsNode): JobNode {
  return node.kind === 'job' ? node : jobOf(node.parent);
}
