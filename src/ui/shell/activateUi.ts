import * as vscode from 'vscode';
import { loadOnce } from '../../app/loadOnce.ts';
import { DoctorReport } from '../doctor/report.ts';
import { DockerfileDocuments } from '../images/dockerfile/documents.ts';
import { commandIds, outputsViewType, taskType, viewIds } from '../kit/ids.ts';
import type { Services } from '../kit/services.ts';
import { registerEmptyView } from '../kit/tree/emptyView.ts';
import { TreeOnDemand } from '../kit/tree/treeOnDemand.ts';
import type { Features, Registered } from './features.ts';
import { createStatusBar } from './statusBar.ts';

export interface ActivateUiOptions extends Pick<Services, 'settings' | 'runs'> {
  /** Loads everything that is behind the names. */
  readonly load: (registered: Registered) => Promise<Features>;
}

/** Tells the editor the names of all there is. Nothing is read, started or waited for; what a name stands for is loaded when it is first used. */
export function activateUi({ settings, runs, load }: ActivateUiOptions): vscode.Disposable {
  const features = loadOnce(() => load(registered));
  const registered: Registered = {
    jobs: new TreeOnDemand({ id: viewIds.jobs, load: features }),
    images: new TreeOnDemand({ id: viewIds.images, load: features, canSelectMany: true }),
    report: new DoctorReport(),
    documents: new DockerfileDocuments(),
  };
  // What was in progress before a reload of the window is followed again.
  if (runs.active.length > 0) void features();
  return vscode.Disposable.from(
    registered.jobs,
    registered.images,
    registered.report,
    registered.documents,
    registerEmptyView(viewIds.models),
    registerEmptyView(viewIds.endpoints),
    createStatusBar({ settings, runs }),
    ...Object.values(commandIds).map((id) =>
      vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => (await features()).execute(id, args)),
    ),
    vscode.tasks.registerTaskProvider(taskType, {
      provideTasks: async () => (await features()).tasks.provideTasks(),
      resolveTask: async (task) => (await features()).tasks.resolveTask(task),
    }),
    vscode.window.registerTerminalLinkProvider({
      provideTerminalLinks: async (context) => (await features()).links.provideTerminalLinks(context),
      handleTerminalLink: async (link) => (await features()).links.handleTerminalLink(link),
    } satisfies vscode.TerminalLinkProvider<Parameters<Features['links']['handleTerminalLink']>[0]>),
    vscode.window.registerWebviewPanelSerializer(outputsViewType, {
      deserializeWebviewPanel: async (panel, saved: unknown) => (await features()).panels.restore(panel, saved),
    }),
  );
}
