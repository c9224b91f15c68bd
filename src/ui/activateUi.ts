import * as vscode from 'vscode';
import { DockerfileProblems } from './build/dockerfileProblems.ts';
import { ImageTasks } from './build/imageTasks.ts';
import { commandHandlers } from './commands/index.ts';
import { registerCommands } from './commands/registerCommands.ts';
import { DoctorReport } from './doctor/report.ts';
import { DockerfileDocuments } from './dockerfile/documents.ts';
import { registerEmptyView } from './explorer/emptyView.ts';
import { JobsView } from './explorer/jobsView.ts';
import { ImagesView } from './images/imagesView.ts';
import { taskType, viewIds } from './ids.ts';
import { LogTerminals } from './logs/logTerminals.ts';
import { SourceLinks } from './logs/sourceLinks.ts';
import { OutputsPanels } from './outputs/outputsPanel.ts';
import { followEnds } from './run/endOfRun.ts';
import { resumeRuns } from './run/resumeRuns.ts';
import { RunKeeper } from './run/runKeeper.ts';
import type { Services } from './services.ts';
import { createStatusBar } from './statusBar.ts';
import { SagemakerTasks } from './tasks/taskProvider.ts';

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
