import * as vscode from 'vscode';
import { contributeConnection } from '../connection/contribution.ts';
import { contributeDoctor } from '../doctor/contribution.ts';
import type { DoctorReport } from '../doctor/report.ts';
import { contributeImages } from '../images/contribution.ts';
import type { DockerfileDocuments } from '../images/dockerfile/documents.ts';
import type { ImagesTree } from '../images/tree/imagesView.ts';
import { contributeJobs } from '../jobs/contribution.ts';
import { SourceLinks } from '../jobs/log/sourceLinks.ts';
import type { JobsTree } from '../jobs/tree/jobsView.ts';
import type { CommandHandler, Part } from '../kit/contribution.ts';
import { showError } from '../kit/errors/showError.ts';
import type { CommandId, ViewId } from '../kit/ids.ts';
import type { Services } from '../kit/services.ts';
import { OutputsPanels } from '../outputs/outputsPanel.ts';
import { contributeRuns } from '../runs/contribution.ts';
import { contributeShell } from './contribution.ts';
import { SagemakerTaskProvider } from './taskProvider.ts';

/** What the editor has been told of already, to be filled. */
export interface Registered {
  readonly jobs: JobsTree;
  readonly images: ImagesTree;
  readonly report: DoctorReport;
  readonly documents: DockerfileDocuments;
}

/** What is behind the names that the editor knows. */
export interface Features extends Part {
  /** Runs a command. What it throws is shown, never lost. */
  readonly execute: (id: CommandId, args: readonly unknown[]) => Promise<unknown>;
  readonly tasks: SagemakerTaskProvider;
  readonly links: SourceLinks;
  readonly panels: OutputsPanels;
}

/** Builds every part of the user interface. */
export function createFeatures(
  services: Services,
  channel: vscode.LogOutputChannel,
  { jobs: jobsTree, images: imagesTree, report, documents }: Registered,
): Features {
  const { extensionUri, backends, tableCopies: copies, logger, workspaceState: state } = services;
  const panels = new OutputsPanels({ extensionUri, backends, state, copies, logger });
  const jobs = contributeJobs(services, panels, jobsTree);
  const images = contributeImages(services, imagesTree, documents);
  const runs = contributeRuns(services, jobs, images);
  const connection = contributeConnection(services);
  const doctor = contributeDoctor(services, report);
  const shell = contributeShell(channel);
  // Every command has a handler, or this does not compile.
  const commands: Record<CommandId, CommandHandler> = {
    ...runs.commands,
    ...jobs.commands,
    ...images.commands,
    ...connection.commands,
    ...doctor.commands,
    ...shell.commands,
  };
  const execute: Features['execute'] = async (id, args) => {
    try {
      return await commands[id](...args);
    } catch (error) {
      // Not awaited: the message may stand for hours, the command is over.
      void showError(error, logger, () => execute(id, args));
      return undefined;
    }
  };
  const views: Partial<Record<ViewId, Part>> = { ...jobs.views, ...images.views };
  const parts = vscode.Disposable.from(
    channel,
    panels,
    ...[jobs, images, runs, connection, doctor, shell].flatMap((contribution) => contribution.parts),
    ...Object.values(views),
  );
  return {
    execute,
    tasks: new SagemakerTaskProvider(runs.tasks, images.tasks),
    links: new SourceLinks(services.store, services.files),
    panels,
    dispose: () => {
      parts.dispose();
    },
  };
}
