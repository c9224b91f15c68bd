import * as vscode from 'vscode';
import { DockerfileProblems } from '../images/build/dockerfileProblems.ts';
import { ImageTasks } from '../images/build/imageTasks.ts';
import { commandHandlers } from './commands.ts';
import { registerCommands } from '../kit/commands.ts';
import { DoctorReport } from '../doctor/report.ts';
import { DockerfileDocuments } from '../images/dockerfile/documents.ts';
import { registerEmptyView } from '../kit/tree/emptyView.ts';
import { JobsView } from '../jobs/tree/jobsView.ts';
import { ImagesView } from '../images/tree/imagesView.ts';
import { taskType, viewIds } from '../kit/ids.ts';
import { LogTerminals } from '../jobs/log/logTerminals.ts';
import { SourceLinks } from '../jobs/log/sourceLinks.ts';
import { OutputsPanels } from '../outputs/outputsPanel.ts';
import { followEnds } from '../runs/endOfRun.ts';
import { resumeRuns } from '../runs/resumeRuns.ts';
import { RunKeeper } from '../jobs/log/runKeeper.ts';
import type { Services } from '../kit/services.ts';
import { createStatusBar } from './statusBar.ts';
import { SagemakerTasks } from './taskProvider.ts';

/** Builds and registers every part of the user interface. Nothing is read, started or waited for. */
export function activateUi(services: Services, channel: vscode.LogOutputChannel): vscode.Disposable {
  const { extensionUri, backends, logger, store, files } = services;
  const keeper = new RunKeeper(services);
  const terminals = new LogTerminals(services, keeper);
  const panels = new OutputsPanels({ extensionUri, backends, logger });
  const view = new JobsView(services);
  const problems = new DockerfileProblems();
  const imagesView = new ImagesView(services);
  const images = new ImageTasks(services, problems);
  const tasks = new SagemakerTasks({ services, terminals, keeper, images });
  const doctor = new DoctorReport();
  const dockerfiles = new DockerfileDocuments();
  const registered = vscode.Disposable.from(
    keeper,
    terminals,
    panels,
    view,
    imagesView,
    doctor,
    problems,
    dockerfiles,
    registerEmptyView(viewIds.models),
    registerEmptyView(viewIds.endpoints),
    createStatusBar(services),
    followEnds(services, panels),
    vscode.tasks.registerTaskProvider(taskType, tasks),
    vscode.window.registerTerminalLinkProvider(new SourceLinks(store, files)),
    registerCommands(
      commandHandlers({ services, view, terminals, panels, tasks, images, imagesView, doctor, dockerfiles, channel }),
      logger,
    ),
  );
  return vscode.Disposable.from(registered, resumeRuns(services, terminals));
}
