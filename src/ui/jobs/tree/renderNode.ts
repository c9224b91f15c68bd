import * as vscode from 'vscode';
import { formatAge } from '../../../core/age.ts';
import { formatBytes, formatDuration } from '../../../core/format.ts';
import { jobDuration } from '../../../core/jobs/duration.ts';
import { jobTitle } from '../../../core/jobs/jobName.ts';
import { isTerminal, type JobStatus } from '../../../core/jobs/status.ts';
import { jobReason } from '../../../core/jobs/reason.ts';
import { commandIds } from '../../kit/ids.ts';
import type { DetailNode, JobsNode, JobNode, OutputFileNode } from './nodes.ts';

/** The tree item of a node. Ids stay the same across refreshes, so that selection and expansion do. */
export function renderNode(node: JobsNode, now: Date): vscode.TreeItem {
  switch (node.kind) {
    case 'job':
      return renderJob(node, now);
    case 'detail':
      return renderDetail(node);
    case 'group': {
      const item = new vscode.TreeItem(node.label, vscode.TreeItemCollapsibleState.Collapsed);
      item.id = `${node.parent.job.key()}/${node.group}`;
      item.description = node.description;
      item.iconPath = new vscode.ThemeIcon(node.icon);
      return item;
    }
    case 'file':
      return renderFile(node);
  }
}

/** Says more about a job than its line does. */
export function jobTooltip({ job, summary, isWaiting }: JobNode): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**').appendText(job.name).appendMarkdown('**\n\n');
  const duration = jobDuration(summary, new Date());
  const line = [
    jobStatusText(summary.status, isWaiting),
    ...(duration === undefined ? [] : [formatDuration(duration)]),
  ];
  tooltip.appendText(line.join(' · ')).appendMarkdown('\n\n');
  const reason = jobReason(summary);
  if (reason) tooltip.appendCodeblock(reason, 'text');
  tooltip.appendText(vscode.l10n.t('Created {0}', summary.created.toLocaleString()));
  return tooltip;
}

function renderJob(node: JobNode, now: Date): vscode.TreeItem {
  const { job, summary, connection } = node;
  const status = summary.status;
  const item = new vscode.TreeItem(jobTitle(job.name), vscode.TreeItemCollapsibleState.Collapsed);
  const age = formatAge(summary.created, now);
  const duration = jobDuration(summary, now);
  item.id = job.key();
  const state = node.isWaiting ? [vscode.l10n.t('Waiting')] : [];
  item.description = [...state, age, ...(duration === undefined ? [] : [formatDuration(duration)])].join(' · ');
  item.iconPath = node.isWaiting ? new vscode.ThemeIcon('clock') : statusIcon(status);
  item.contextValue = `job;${isTerminal(status) ? 'ended' : 'running'};${connection.kind}`;
  item.accessibilityInformation = {
    label: `${job.name}, ${jobStatusText(status, node.isWaiting)}, ${item.description}`,
  };
  return item;
}

function renderDetail(node: DetailNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.label);
  const job = node.parent.kind === 'job' ? node.parent : node.parent.parent;
  item.id = `${job.job.key()}/${node.id}`;
  item.description = node.description;
  item.tooltip = node.tooltip ?? node.description;
  item.accessibilityInformation = { label: `${node.label} ${node.description}`.trim() };
  item.iconPath = new vscode.ThemeIcon(node.icon);
  if (node.activate === 'followLogs') item.command = command(commandIds.followLogs, vscode.l10n.t('Follow Logs'), job);
  if (node.activate === 'openScript')
    item.command = command(commandIds.openJobFile, vscode.l10n.t('Open Script'), node);
  return item;
}

function renderFile(node: OutputFileNode): vscode.TreeItem {
  const { file, parent } = node;
  const item = new vscode.TreeItem(file.path);
  item.id = `${parent.parent.job.key()}/${file.output}/${file.path}`;
  item.description = formatBytes(file.size);
  item.tooltip = file.uri;
  item.accessibilityInformation = { label: `${file.path}, ${item.description}` };
  // The icon of the file's own type, from the user's icon theme.
  item.resourceUri = vscode.Uri.from({ scheme: 'sagemaker-output', path: `/${file.path}` });
  item.iconPath = vscode.ThemeIcon.File;
  item.command = command(commandIds.openJobFile, vscode.l10n.t('Open File'), node);
  return item;
}

export function statusText(status: JobStatus): string {
  switch (status) {
    case 'InProgress':
      return vscode.l10n.t('In progress');
    case 'Completed':
      return vscode.l10n.t('Completed');
    case 'Failed':
      return vscode.l10n.t('Failed');
    case 'Stopping':
      return vscode.l10n.t('Stopping');
    case 'Stopped':
      return vscode.l10n.t('Stopped');
  }
}

function jobStatusText(status: JobStatus, isWaiting: boolean): string {
  return isWaiting ? vscode.l10n.t('Waiting to start') : statusText(status);
}

function statusIcon(status: JobStatus): vscode.ThemeIcon {
  switch (status) {
    case 'Completed':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
    case 'Failed':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));
    case 'Stopped':
      return new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('testing.iconSkipped'));
    case 'Stopping':
      return new vscode.ThemeIcon('loading~spin', new vscode.ThemeColor('list.warningForeground'));
    case 'InProgress':
      return new vscode.ThemeIcon('loading~spin', new vscode.ThemeColor('charts.blue'));
  }
}

function command(id: string, title: string, ...args: unknown[]): vscode.Command {
  return { command: id, title, arguments: args };
}
