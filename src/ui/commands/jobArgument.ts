import * as vscode from 'vscode';
import { listJobs } from '../../app/listJobs.ts';
import type { Connection } from '../../core/connection.ts';
import { jobOf } from '../explorer/loadChildren.ts';
import type { JobsView } from '../explorer/jobsView.ts';
import { isExplorerNode } from '../explorer/nodes.ts';
import { statusText } from '../explorer/renderNode.ts';
import type { Services } from '../services.ts';

export interface JobArgument {
  readonly job: string;
  readonly connection: Connection;
}

/** The job a command was called on: a node of the tree, a job's name, or the one that the user picks. */
export async function jobArgument(
  argument: unknown,
  services: Services,
  view: JobsView,
  placeholder: string,
): Promise<JobArgument | undefined> {
  if (typeof argument === 'string') {
    const run = services.runs.active.find(({ job }) => job === argument);
    const known = run?.connection ?? view.find(argument)?.connection;
    return {
      job: argument,
      connection: known ?? (await services.backends.get(services.settings.connection())).connection,
    };
  }
  if (isExplorerNode(argument)) return jobOf(argument);
  return pickJob(services, placeholder);
}

/** Lets the user choose among the latest jobs. */
export async function pickJob(
  services: Services,
  placeholder: string,
  except?: string,
): Promise<JobArgument | undefined> {
  const backend = services.backends.get(services.settings.connection());
  const items = backend
    .then((found) => listJobs({ backend: found, pageSize: 100 }))
    .then(({ jobs }) =>
      jobs
        .filter((job) => job.ProcessingJobName !== except)
        .map((job) => ({ label: job.ProcessingJobName ?? '', description: statusText(job.ProcessingJobStatus) })),
    );
  const picked = await vscode.window.showQuickPick(items, { placeHolder: placeholder, matchOnDescription: true });
  return picked && { job: picked.label, connection: (await backend).connection };
}
