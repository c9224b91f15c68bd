import * as l10n from '@vscode/l10n';
import { processImage } from '../../../core/aws/container.ts';
import { shortImage } from '../../../core/aws/imageUri.ts';
import { formatDuration } from '../../../core/format.ts';
import { formatPairs } from '../../../core/text/pairs.ts';
import { joinWords } from '../../../core/text/words.ts';
import { jobImageText } from '../../../core/jobs/image.ts';
import { jobInstanceText } from '../../../core/jobs/instance.ts';
import type { Job } from '../../../core/jobs/job.ts';
import { userEnvironment } from '../../../core/jobs/productVariables.ts';
import { jobHeadline, jobReason } from '../../../core/jobs/reason.ts';
import type { DetailNode, JobsNode, GroupNode, JobNode } from './nodes.ts';

/** What stands under a job: reason, script, arguments, instance, environment, time limit, tags, inputs, outputs, log. */
export function childrenOfJob(parent: JobNode, details: Job, tags: Readonly<Record<string, string>> = {}): JobsNode[] {
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
  const children: JobsNode[] = [];
  if (reason)
    children.push(detail('reason', l10n.t('Reason'), jobHeadline(details) ?? '', 'info', { tooltip: reason }));
  if (details.script !== undefined) {
    children.push(detail('script', l10n.t('Script'), details.script.path, 'file-code', { activate: 'openScript' }));
  }
  if (details.arguments.length > 0) {
    children.push(detail('arguments', l10n.t('Arguments'), joinWords(details.arguments), 'symbol-parameter'));
  }
  children.push(detail('instance', l10n.t('Instance'), jobInstanceText(details, parent.connection), 'server'));
  const image = details.image ?? processImage;
  if (image !== processImage)
    children.push(
      detail('image', l10n.t('Image'), jobImageText(details, shortImage) ?? '', 'package', { tooltip: image }),
    );
  const environment = formatPairs(userEnvironment(details.environment));
  if (environment !== '') children.push(detail('environment', l10n.t('Environment'), environment, 'symbol-variable'));
  const limit = details.maxRuntime;
  if (limit !== undefined) children.push(detail('limit', l10n.t('Time limit'), formatDuration(limit * 1000), 'watch'));
  const tagged = formatPairs(tags);
  if (tagged !== '') children.push(detail('tags', l10n.t('Tags'), tagged, 'bookmark'));
  children.push(
    group(
      'inputs',
      l10n.t('Inputs'),
      l10n.t('{0} besides the code', details.inputs.length),
      'cloud-upload',
      parent,
      details,
    ),
    group('outputs', l10n.t('Outputs'), '', 'cloud-download', parent, details),
    detail('log', l10n.t('Log'), '', 'terminal', { activate: 'followLogs' }),
  );
  return children.filter((node) => node.kind !== 'group' || node.group !== 'inputs' || details.inputs.length > 0);
}

/** The inputs of a job, without its code. */
export function childrenOfInputs(parent: GroupNode): DetailNode[] {
  return parent.details.inputs.map((input) => ({
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
  details: Job,
): GroupNode {
  return { kind: 'group', group: name, label, description, icon, parent, details };
}
