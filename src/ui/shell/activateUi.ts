import * as vscode from 'vscode';
import { contributeConnection } from '../connection/contribution.ts';
import { contributeDoctor } from '../doctor/contribution.ts';
import { contributeImages } from '../images/contribution.ts';
import { contributeJobs } from '../jobs/contribution.ts';
import type { CommandHandler, Part } from '../kit/contribution.ts';
import { taskType, type CommandId, type ViewId } from '../kit/ids.ts';
import type { Services } from '../kit/services.ts';
import { OutputsPanels } from '../outputs/outputsPanel.ts';
import { contributeRuns } from '../runs/contribution.ts';
import { contributeShell } from './contribution.ts';
import { registerCommands } from './registerCommands.ts';
import { SagemakerTaskProvider } from './taskProvider.ts';

/** Builds and registers every part of the user interface. Nothing is read, started or waited for. */
export function activateUi(services: Services, channel: vscode.LogOutputChannel): vscode.Disposable {
  const { extensionUri, backends, logger } = services;
  const panels = new OutputsPanels({ extensionUri, backends, logger });
  const jobs = contributeJobs(services, panels);
  const images = contributeImages(services);
  const runs = contributeRuns(services, jobs, images);
  const connection = contributeConnection(services);
  const doctor = contributeDoctor(services);
  const shell = contributeShell(services, channel);
  const commands: Record<CommandId, CommandHandler> = {
    ...runs.commands,
    ...jobs.commands,
    ...images.commands,
    ...connection.commands,
    ...doctor.commands,
    ...shell.commands,
  };
  const views: Record<ViewId, Part> = { ...jobs.views, ...images.views, ...shell.views };
  return vscode.Disposable.from(
    panels,
    ...[jobs, images, runs, connection, doctor, shell].flatMap(({ parts }) => parts),
    ...Object.values(views),
    vscode.tasks.registerTaskProvider(taskType, new SagemakerTaskProvider(runs.tasks, images.tasks)),
    registerCommands(commands, logger),
  );
}
