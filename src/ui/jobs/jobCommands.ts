import * as vscode from 'vscode';
import { changeTags, userTags } from '../../app/tags.ts';
import { AppError } from '../../core/errors.ts';
import { isTerminal, type JobStatus } from '../../core/jobs/status.ts';
import { formatPairs } from '../../core/text/pairs.ts';
import type { JobsView } from './tree/jobsView.ts';
import { confirmStop } from './log/confirmStop.ts';
import type { LogTerminals } from './log/logTerminals.ts';
import type { OutputsPanels } from '../outputs/outputsPanel.ts';
import type { Services } from '../kit/services.ts';
import { jobArgument, pickJob, type JobArgument } from './jobArgument.ts';
import type { CommandHandler } from '../kit/contribution.ts';

export interface JobCommandParts {
  readonly services: Services;
  readonly view: JobsView;
  readonly terminals: LogTerminals;
  readonly panels: OutputsPanels;
}

type JobHandler = (job: JobArgument, parts: JobCommandParts) => Promise<void> | void;

/** A command on one job: what it was called on, or the job that the user picks when the palette called it. */
export function onJob(
  parts: JobCommandParts,
  placeHolder: string,
  handler: JobHandler,
  status?: JobStatus,
): CommandHandler {
  return async (argument) => {
    const options = { placeHolder, ...(status && { status }) };
    const job = await jobArgument(argument, parts.services, parts.view, options);
    if (job) await handler(job, parts);
  };
}

export const stop: JobHandler = async ({ job, connection }, { services, view }) => {
  const backend = await services.backends.get(connection);
  if (isTerminal((await backend.jobs.describe(job)).status)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('{0} has ended already.', job.name));
    view.refresh();
    return;
  }
  if (await confirmStop(backend, job, services.logger)) view.refresh();
};

export const followLogs: JobHandler = ({ job, connection }, { terminals }) => {
  terminals.show(connection, job);
};

export const openOutputs: JobHandler = ({ job, connection }, { panels }) => panels.open(connection, job);

export const compareOutputs: JobHandler = async ({ job, connection }, { services, panels }) => {
  const placeHolder = vscode.l10n.t('Compare the outputs of {0} with those of…', job.name);
  const other = await pickJob(services, { placeHolder, besides: job });
  if (other) await panels.compare(connection, job, other.job);
};

export const copyArn: JobHandler = async ({ job, connection }, { services }) => {
  await vscode.env.clipboard.writeText(await arnOf({ job, connection }, services));
  vscode.window.setStatusBarMessage(vscode.l10n.t('ARN of {0} copied', job.name), 3000);
};

export const openInConsole: JobHandler = async ({ job, connection }, { services }) => {
  const url = (await services.backends.get(connection)).consoleUrl(job);
  if (url === undefined) {
    throw new AppError(
      'InvalidArgument',
      vscode.l10n.t('{0} ran on this machine: there is no page in the AWS console.', job.name),
    );
  }
  await vscode.env.openExternal(vscode.Uri.parse(url));
};

export const editTags: JobHandler = async ({ job, connection }, { services, view }) => {
  const backend = await services.backends.get(connection);
  const arn = await arnOf({ job, connection }, services);
  const before = await userTags(backend, arn);
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Tags of {0}', job.name),
    prompt: vscode.l10n.t('As key=value, with commas between them. What you take out is removed.'),
    placeHolder: 'team=statistics, study=distancing',
    value: formatPairs(before),
    validateInput: async (value) => {
      const tags = await parseTags(value);
      return 'problem' in tags ? tags.problem : undefined;
    },
  });
  const tags = text === undefined ? undefined : await parseTags(text);
  if (!tags || 'problem' in tags) return;
  const after = tags.value;
  const set = Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value));
  await changeTags({ backend, arn, set, remove: Object.keys(before).filter((key) => !(key in after)) });
  vscode.window.setStatusBarMessage(vscode.l10n.t('Tags of {0} saved', job.name), 3000);
  view.reset();
};

/** Loaded on first use: what reads a run's options is heavy. */
async function parseTags(
  text: string,
): Promise<{ readonly value: Record<string, string> } | { readonly problem: string }> {
  const { parseTagsLine } = await import('../../core/runs/tagsLine.ts');
  return parseTagsLine(text);
}

async function arnOf({ job, connection }: JobArgument, services: Services): Promise<string> {
  const backend = await services.backends.get(connection);
  return (await backend.jobs.describe(job)).ref.arn;
}
