import * as l10n from '@vscode/l10n';
import { listOutputs } from '../../../app/listOutputs.ts';
import { isAppError } from '../../../core/errors.ts';
import type { Job } from '../../../core/jobs/job.ts';
import type { Backend } from '../../../core/ports/backend.ts';
import { errorRow } from '../../kit/tree/statusRows.ts';
import { childrenOfInputs, childrenOfJob } from './mapJob.ts';
import type { GroupNode, JobNode, JobsNode, JobsRow } from './nodes.ts';

/** Files that are listed under a job; the outputs panel shows all. */
const mostFiles = 200;

/** Reads what stands under a node. */
export async function loadChildren(node: JobsNode, backend: Backend): Promise<JobsRow[]> {
  if (node.kind === 'job') return jobDetails(node, backend);
  if (node.kind !== 'group') return [];
  return node.group === 'inputs' ? childrenOfInputs(node) : outputFiles(node, backend);
}

async function jobDetails(node: JobNode, backend: Backend): Promise<JobsRow[]> {
  const job = await backend.jobs.describe(node.job);
  const tags = await tagsOf(job, backend, node);
  return 'failure' in tags ? [...childrenOfJob(node, job), tags.failure] : childrenOfJob(node, job, tags.read);
}

type Tags = { readonly read: Readonly<Record<string, string>> } | { readonly failure: JobsRow };

/**
 * By the ARN that describes the job: a list's may be in lower case. A job can be looked at without its tags: there are none to see for who may
 * not read them, and anything else that fails stands beside the rest.
 */
async function tagsOf({ ref }: Job, backend: Backend, node: JobNode): Promise<Tags> {
  try {
    return { read: await backend.tags.list(ref.arn) };
  } catch (error) {
    return isAppError(error) && error.code === 'AccessDenied' ? { read: {} } : { failure: errorRow(error, node) };
  }
}

async function outputFiles(parent: GroupNode, backend: Backend): Promise<JobsRow[]> {
  const nodes: JobsRow[] = [];
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
