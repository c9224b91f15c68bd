import * as vscode from 'vscode';
import type { ImagesContribution } from '../images/contribution.ts';
import type { JobsContribution } from '../jobs/contribution.ts';
import { onJob } from '../jobs/jobCommands.ts';
import type { LogTerminals } from '../jobs/log/logTerminals.ts';
import type { Contribution } from '../kit/contribution.ts';
import { commandIds, type RunCommand } from '../kit/ids.ts';
import type { Services } from '../kit/services.ts';
import { editOptions, runScriptCommand, runInImageCommand, runWithOptionsCommand } from './runCommands.ts';
import { notifyRunEnds } from './notifyRunEnds.ts';
import { rerun } from './rerun.ts';
import { RunTasks } from './runTasks.ts';

export interface RunsContribution extends Contribution<RunCommand> {
  readonly tasks: RunTasks;
}

/** Runs: from a script to a job, as a task, and what is told when it ends. */
export function contributeRuns(
  services: Services,
  jobs: JobsContribution,
  images: Pick<ImagesContribution, 'tasks'>,
): RunsContribution {
  const { keeper, panels, terminals } = jobs;
  const tasks = new RunTasks({ services, terminals, keeper, rebuild: (from) => images.tasks.build(from) });
  const edit = editOptions(services);
  const which = vscode.l10n.t('Run which job again?');
  return {
    tasks,
    commands: {
      [commandIds.run]: runScriptCommand(tasks),
      [commandIds.runWithOptions]: runWithOptionsCommand(services, tasks, edit),
      [commandIds.runInImage]: runInImageCommand(services, tasks),
      [commandIds.rerunJob]: onJob(jobs, which, (job) => rerun(job, services, tasks)),
      [commandIds.rerunJobWithOptions]: onJob(jobs, which, (job) => rerun(job, services, tasks, edit)),
    },
    views: {},
    parts: [notifyRunEnds(services, panels, tasks), resumeRuns(services, terminals)],
  };
}

/** After a reload, the runs of this workspace that were in progress get their log again: once it is trusted. */
function resumeRuns({ runs, logger }: Services, terminals: LogTerminals): vscode.Disposable {
  const resume = (): void => {
    for (const { job, connection } of runs.active) {
      logger.info(`following ${job.name} again`);
      terminals.show(connection, job, true);
    }
  };
  if (vscode.workspace.isTrusted) resume();
  return vscode.workspace.onDidGrantWorkspaceTrust(resume);
}
