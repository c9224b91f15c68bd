import { l10n } from 'vscode';
import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import { processImage } from '../../../core/aws/container.ts';
import { shortImage } from '../../../core/aws/imageUri.ts';
import { formatDuration } from '../../../core/format.ts';
import { describeRun } from '../../../core/runs/describeRun.ts';
import { productVariables } from '../../../core/runs/productVariables.ts';
import { formatPairs } from '../../../core/text/pairs.ts';
import { joinWords } from '../../../core/text/words.ts';
import { jobImage } from '../../../core/jobs/image.ts';
import { jobInstance } from '../../../core/jobs/instance.ts';
import { jobReason } from '../../../core/jobs/reason.ts';
import type { DetailNode, ExplorerNode, GroupNode, JobNode } from './nodes.ts';

/** What stands under a job: reason, script, arguments, instance, environment, time limit, tags, inputs, outputs, log. */
export function childrenOfJob(
  parent: JobNode,
  details: DescribeProcessingJobResponse,
  tags: Readonly<Record<string, string>> = {},
): ExplorerNode[] {
  const run = describeRun(details);
  const detail = (
    id: string,
    label: string,
    description: string,
    icon: string,
    more: Partial<DetailNode> = {},
  ): DetailNode => ({
    kind: 'detail',
    id,
    label,
    description,
    icon,
    parent,
    ...more,
  });
  const reason = jobReason(details);
  const cluster = details.ProcessingResources?.ClusterConfig;
  const children: ExplorerNode[] = [];
  if (reason) children.push(detail('reason', l10n.t('Reason'), firstLine(reason), 'info', { tooltip: reason }));
  if (run.script !== undefined) {
    children.push(detail('script', l10n.t('Script'), run.script, 'file-code', { activate: 'openScript' }));
  }
  if (run.arguments.length > 0) {
    children.push(detail('arguments', l10n.t('Arguments'), joinWords(run.arguments), 'symbol-parameter'));
  }
  if (cluster) {
    const text = jobInstance(details, parent.connection);
    children.push(detail('instance', l10n.t('Instance'), text, 'server'));
  }
  const image = details.AppSpecification?.ImageUri ?? processImage;
  if (image !== processImage)
    children.push(detail('image', l10n.t('Image'), jobImage(details, shortImage) ?? '', 'package', { tooltip: image }));
  const environment = formatPairs(environmentOf(details));
  if (environment !== '') children.push(detail('environment', l10n.t('Environment'), environment, 'symbol-variable'));
  const limit = details.StoppingCondition?.MaxRuntimeInSeconds;
  if (limit !== undefined) children.push(detail('limit', l10n.t('Time limit'), formatDuration(limit * 1000), 'watch'));
  const tagged = formatPairs(tags);
  if (tagged !== '') children.push(detail('tags', l10n.t('Tags'), tagged, 'bookmark'));
  children.push(
    group(
      'inputs',
      l10n.t('Inputs'),
      l10n.t('{0} besides the code', run.inputs.length),
      'cloud-upload',
      parent,
      details,
    ),
    group('outputs', l10n.t('Outputs'), '', 'cloud-download', parent, details),
    detail('log', l10n.t('Log'), '', 'terminal', { activate: 'followLogs' }),
  );
  return children.filter((node) => node.kind !== 'group' || node.group !== 'inputs' || run.inputs.length > 0);
}

/** The inputs of a job, without its code. */
export function childrenOfInputs(parent: GroupNode): DetailNode[] {
  return describeRun(parent.details).inputs.map((input) => ({
    kind: 'detail',
    id: `input:${input.name}`,
    label: input.name,
    description: input.path,
    tooltip: `${input.uri}\n→ ${input.path}`,
    icon: 'database',
    parent,
  }));
}

function group(
  name: GroupNode['group'],
  label: string,
  description: string,
  icon: string,
  parent: JobNode,
  details: DescribeProcessingJobResponse,
): GroupNode {
  return { kind: 'group', group: name, label, description, icon, parent, details };
}

function firstLine(text: string): string {
  return text.trim().split(/\r?\n/u, 1)[0] ?? '';
}

/** The user's own variables. */
function environmentOf({ Environment: environment = {} }: DescribeProcessingJobResponse): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !productVariables.includes(name)));
}
