import { l10n } from 'vscode';
import { listOutputs } from '../../../app/listOutputs.ts';
import { isAppError } from '../../../core/errors.ts';
import type { Job } from '../../../core/jobs/job.ts';
import type { Backend } from '../../../core/ports/backend.ts';
import { childrenOfInputs, childrenOfJob } from './mapJob.ts';
import type { ExplorerNode, GroupNode, JobNode } from './nodes.ts';

/** Files that are listed under a job; the outputs panel shows all. */
const mostFiles = 200;

/** Reads what stands under a node. */
export async function loadChildren(node: ExplorerNode, backend: Backend): Promise<ExplorerNode[]> {
  if (node.kind === 'job') return jobDetails(node, backend);
  if (node.kind !== 'group') return [];
  return node.group === 'inputs' ? childrenOfInputs(node) : outputFiles(node, backend);
}

/** The job that a node is, or is under. */
export function jobOf(node: ExplorerNode): JobNode | undefined {
  if (node.kind === 'job') return node;
  return 'parent' in node && node.parent ? jobOf(node.parent) : undefined;
}

async function jobDetails(node: JobNode, backend: Backend): Promise<ExplorerNode[]> {
  const job = await backend.jobs.describe(node.job);
  return childrenOfJob(node, job, await tagsOf(job, backend));
}

/** By the ARN that describes the job: a list's may be in lower case. None where the user may not read them: the rest can be looked at. */
async function tagsOf({ ref }: Job, backend: Backend): Promise<Record<string, string>> {
  try {
    return await backend.tags.list(ref.arn);
  } catch (error) {
    if (isAppError(error) && error.code === 'AccessDenied') return {};
    throw error;
  }
}

async function outputFiles(parent: GroupNode, backend: Backend): Promise<ExplorerNode[]> {
  const nodes: ExplorerNode[] = [];
  for await (const file of listOutputs({ backend, job: parent.details })) {
    if (nodes.length === mostFiles) {
      nodes.push({ kind: 'note', text: l10n.t('More than {0} files: open the outputs to see all', mostFiles), parent });
      return nodes;
    }
    nodes.push({ kind: 'file', file, parent });
  }
  if (nodes.length > 0) return nodes;
  const running = parent.details.status === 'InProgress';
  const text = running ? l10n.t('Nothing yet: outputs arrive when the job ends') : l10n.t('The job wrote no outputs');
  return [{ kind: 'note', text, parent }];
}
