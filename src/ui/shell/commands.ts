import * as vscode from 'vscode';
import { buildImageCommand, buildImageWithOptionsCommand } from '../images/build/buildCommand.ts';
import type { ImageTasks } from '../images/build/imageTasks.ts';
import { commandIds, extensionId, walkthroughId, type CommandId } from '../kit/ids.ts';
import { editOptions } from '../runs/editOptions.ts';
import { dockerfileCommands } from '../images/dockerfile/commands.ts';
import type { DoctorReport } from '../doctor/report.ts';
import type { DockerfileDocuments } from '../images/dockerfile/documents.ts';
import { imagesCommands } from '../images/commands.ts';
import type { ImagesView } from '../images/tree/imagesView.ts';
import type { SagemakerTasks } from './taskProvider.ts';
import { filterJobs } from '../jobs/filterJobs.ts';
import * as job from '../jobs/jobCommands.ts';
import { onJob, type JobCommandParts } from '../jobs/jobCommands.ts';
import { openJobFileCommand } from '../jobs/openJobFile.ts';
import type { CommandHandler } from '../kit/commands.ts';
import { rerun } from '../runs/rerun.ts';
import { runCommand } from '../runs/run.ts';
import { runWithOptionsCommand } from '../runs/runWithOptions.ts';

export interface CommandParts extends JobCommandParts {
  readonly tasks: SagemakerTasks;
  readonly images: ImageTasks;
  readonly imagesView: ImagesView;
  readonly doctor: DoctorReport;
  readonly dockerfiles: DockerfileDocuments;
  readonly channel: vscode.LogOutputChannel;
}

/** What every command does. */
export function commandHandlers(parts: CommandParts): Record<CommandId, CommandHandler> {
  const { channel, dockerfiles, doctor, images, imagesView, panels, services, tasks, view } = parts;
  const edit = editOptions(services);
  return {
    [commandIds.run]: runCommand(tasks),
    [commandIds.runWithOptions]: runWithOptionsCommand(services, tasks, edit),
    [commandIds.selectConnection]: async () => {
      const { selectConnection } = await import('../connection/selectConnection.ts');
      await selectConnection(services);
    },
    [commandIds.selectImage]: async () => {
      const { selectImage } = await import('../images/choice/selectImage.ts');
      await selectImage(services);
    },
    [commandIds.buildImage]: buildImageCommand(images),
    [commandIds.buildImageWithOptions]: buildImageWithOptionsCommand(services, images),
    ...imagesCommands(services, imagesView, tasks),
    [commandIds.runDoctor]: async () => {
      const { runDoctorCommand } = await import('../doctor/runDoctor.ts');
      await runDoctorCommand(services, doctor);
    },
    [commandIds.showExtensionLog]: () => {
      channel.show();
    },
    [commandIds.openWalkthrough]: () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#${walkthroughId}`, false),
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
    [commandIds.rerunJob]: onJob(parts, vscode.l10n.t('Run which job again?'), (which) =>
      rerun(which, services, tasks),
    ),
    [commandIds.rerunJobWithOptions]: onJob(parts, vscode.l10n.t('Run which job again?'), (which) =>
      rerun(which, services, tasks, edit),
    ),
    [commandIds.copyJobArn]: onJob(parts, vscode.l10n.t('Copy the ARN of which job?'), job.copyArn),
    [commandIds.tagJob]: onJob(parts, vscode.l10n.t('Edit the tags of which job?'), job.editTags),
    ...dockerfileCommands(services, dockerfiles),
    [commandIds.openJobInConsole]: onJob(parts, vscode.l10n.t('Open which job in the AWS console?'), job.openInConsole),
  };
}
