import { l10n } from 'vscode';
import { describeJob } from '../../../app/describeJob.ts';
import { jobTags } from '../../../app/tagJob.ts';
import { listOutputs } from '../../../app/listOutputs.ts';
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
  const [{ job }, tags] = await Promise.all([describeJob({ backend, name: node.job }), tagsOf(node, backend)]);
  return childrenOfJob(node, job, tags);
}

/** Without any where the user may not read them: a job can be looked at all the same. */
async function tagsOf({ summary }: JobNode, backend: Backend): Promise<Record<string, string>> {
  const arn = summary.ProcessingJobArn;
  if (arn === undefined) return {};
  return jobTags({ backend, arn }).catch(() => ({}));
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
  const running = parent.details.ProcessingJobStatus === 'InProgress';
  const text = running ? l10n.t('Nothing yet: outputs arrive when the job ends') : l10n.t('The job wrote no outputs');
  return [{ kind: 'note', text, parent }];
}
