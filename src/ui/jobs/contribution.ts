import * as vscode from 'vscode';
import type { CommandHandler, Contribution } from '../kit/contribution.ts';
import { commandIds, viewIds, type JobCommand } from '../kit/ids.ts';
import type { Services } from '../kit/services.ts';
import type { OutputsPanels } from '../outputs/outputsPanel.ts';
import * as job from './jobCommands.ts';
import { onJob, type JobCommandParts } from './jobCommands.ts';
import { filterJobs } from './filterJobs.ts';
import { runsOfScript } from './runsOfScript.ts';
import { LogTerminals } from './log/logTerminals.ts';
import { RunKeeper } from './log/runKeeper.ts';
import { openJobFileCommand } from './openJobFile.ts';
import { JobsView, type JobsTree } from './tree/jobsView.ts';

export interface JobsContribution extends Contribution<JobCommand, typeof viewIds.jobs>, JobCommandParts {
  readonly keeper: RunKeeper;
}

/** Jobs: their view, their logs, and what can be done with one. */
export function contributeJobs(services: Services, panels: OutputsPanels, tree: JobsTree): JobsContribution {
  const keeper = new RunKeeper(services);
  const terminals = new LogTerminals(services, keeper);
  const view = new JobsView(services, tree);
  const parts = { services, view, terminals, panels };
  return {
    ...parts,
    keeper,
    commands: commandsOf(parts),
    views: { [viewIds.jobs]: view },
    parts: [keeper, terminals],
  };
}

function commandsOf(parts: JobCommandParts): Record<JobCommand, CommandHandler> {
  const { panels, services, view } = parts;
  return {
    [commandIds.runsOfScript]: (...args) => runsOfScript(parts, args),
    [commandIds.refreshJobs]: () => {
      view.reset();
    },
    [commandIds.filterJobs]: () => filterJobs(view),
    [commandIds.clearJobsFilter]: () => {
      view.setFilter({});
    },
    [commandIds.loadMoreJobs]: () => view.loadMore(),
    [commandIds.stopJob]: onJob(parts, vscode.l10n.t('Stop which job?'), job.stop, 'InProgress'),
    [commandIds.followLogs]: onJob(parts, vscode.l10n.t('Follow the log of which job?'), job.followLogs),
    [commandIds.openOutputs]: onJob(parts, vscode.l10n.t('Open the outputs of which job?'), job.openOutputs),
    [commandIds.compareOutputs]: onJob(parts, vscode.l10n.t('Compare the outputs of which job?'), job.compareOutputs),
    [commandIds.openJobFile]: openJobFileCommand(services, panels),
    [commandIds.copyJobArn]: onJob(parts, vscode.l10n.t('Copy the ARN of which job?'), job.copyArn),
    [commandIds.tagJob]: onJob(parts, vscode.l10n.t('Edit the tags of which job?'), job.editTags),
    [commandIds.openJobInConsole]: onJob(parts, vscode.l10n.t('Open which job in the AWS console?'), job.openInConsole),
  };
}
