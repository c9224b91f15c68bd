import * as vscode from 'vscode';
import { formatAge } from '../../core/age.ts';
import type { Connection } from '../../core/connection.ts';
import type { JobSummary } from '../../core/jobs/job.ts';
import { hasSameTitle, jobTitle } from '../../core/jobs/jobName.ts';
import { JobId } from '../../core/jobs/jobRef.ts';
import type { JobStatus } from '../../core/jobs/status.ts';
import type { JobsView } from './tree/jobsView.ts';
import { isJobsNode, jobOf } from './tree/nodes.ts';
import { statusText } from './tree/renderNode.ts';
import type { Services } from '../kit/services.ts';

export interface JobArgument {
  readonly job: JobId;
  readonly connection: Connection;
}

/** The job a command was called on: a node of the tree, a job's key, or the one that the user picks. */
export async function jobArgument(
  argument: unknown,
  services: Services,
  view: JobsView,
  options: PickJobOptions,
): Promise<JobArgument | undefined> {
  const job = typeof argument === 'string' ? JobId.ofStored(argument) : undefined;
  if (job) {
    const run = services.runs.active.find((active) => active.job.equals(job));
    const known = run?.connection ?? view.find(job)?.connection;
    return { job, connection: known ?? (await services.backends.get(services.settings.connection())).connection };
  }
  if (isJobsNode(argument)) return jobOf(argument);
  return pickJob(services, options);
}

export interface PickJobOptions {
  readonly placeHolder: string;
  /** Only jobs in this state. */
  readonly status?: JobStatus;
  /** A job that is no choice; those of its script come first. */
  readonly besides?: JobId;
}

interface JobItem extends vscode.QuickPickItem {
  readonly job?: JobId;
}

/** Lets the user choose among the latest jobs; says so when there is none. */
export async function pickJob(services: Services, options: PickJobOptions): Promise<JobArgument | undefined> {
  const { placeHolder, status, besides } = options;
  const backend = await services.backends.get(services.settings.connection());
  const { listJobs } = await import('../../app/listJobs.ts');
  const page = await listJobs({ backend, pageSize: 100, ...(status && { filter: { status } }) });
  const jobs = page.jobs.filter(({ ref }) => !besides?.equals(ref));
  if (jobs.length === 0) {
    const message =
      status === 'InProgress'
        ? vscode.l10n.t('No job is running on this connection.')
        : besides === undefined
          ? vscode.l10n.t('No job has run on this connection yet.')
          : vscode.l10n.t('There is no other job on this connection yet.');
    void vscode.window.showInformationMessage(message);
    return undefined;
  }
  const items = besides === undefined ? jobs.map(jobItem) : bySameScript(jobs, besides, services);
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  return picked?.job === undefined ? undefined : { job: picked.job, connection: backend.connection };
}

function bySameScript(jobs: readonly JobSummary[], job: JobId, { store }: Services): JobItem[] {
  const title = jobTitle(job.name);
  const script = store.pastRun(job)?.script;
  const isSame = ({ ref }: JobSummary): boolean => {
    // Of jobs that others started only the name is known.
    const other = store.pastRun(ref)?.script;
    return script === undefined || other === undefined ? hasSameTitle(ref, job) : other === script;
  };
  const part = (label: string, items: JobItem[]): JobItem[] =>
    items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
  return [
    ...part(vscode.l10n.t('Jobs of {0}', title), jobs.filter(isSame).map(jobItem)),
    ...part(vscode.l10n.t('Other jobs'), jobs.filter((other) => !isSame(other)).map(jobItem)),
  ];
}

function jobItem({ ref, status, created }: JobSummary): JobItem {
  return { label: ref.name, description: `${formatAge(created, new Date())} · ${statusText(status)}`, job: ref };
}
