import path from 'node:path';
import * as vscode from 'vscode';
import { AppError } from '../../core/errors.ts';
import type { Backend } from '../../core/ports/backend.ts';
import { localPath } from '../../core/storage/localPath.ts';
import type { DetailNode, OutputFileNode } from './tree/nodes.ts';
import { isJobsNode, jobOf } from './tree/nodes.ts';
import type { OutputsPanels } from '../outputs/outputsPanel.ts';
import type { Services } from '../kit/services.ts';
import type { CommandHandler } from '../kit/contribution.ts';

/** What the outputs panel shows better than the editor. */
const shownInPanel = /\.(png|jpe?g|svg|gif|webp|pdf|csv|tsv|html?)$/iu;

/** Opens a job's script or one of its output files: in the outputs panel, or as a copy in the editor. */
export function openJobFileCommand(services: Services, panels: OutputsPanels): CommandHandler {
  return async (node) => {
    if (!isJobsNode(node)) return;
    if (node.kind === 'file') await openOutput(node, services, panels);
    if (node.kind === 'detail') await openScript(node, services);
  };
}

async function openOutput({ file, parent }: OutputFileNode, services: Services, panels: OutputsPanels): Promise<void> {
  const { job, connection } = parent.parent;
  if (shownInPanel.test(file.path)) {
    await panels.open(connection, job, { file: file.uri });
    return;
  }
  const target = localPath(vscode.Uri.joinPath(services.storageUri, job.key()).fsPath, `${file.output}/${file.path}`);
  await openCopy(file.uri, target, await services.backends.get(connection));
}

async function openScript(node: DetailNode, services: Services): Promise<void> {
  const owner = jobOf(node);
  const past = services.store.pastRun(owner.job);
  if (past && (await services.files.info(past.script))?.kind === 'file') {
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(past.script));
    return;
  }
  const backend = await services.backends.get(owner.connection);
  const scriptUri = (await backend.jobs.describe(owner.job)).script?.uri;
  if (scriptUri === undefined) {
    throw new AppError(
      'ScriptNotFound',
      vscode.l10n.t('{0} runs a command of its image: there is no script to open.', owner.job.name),
    );
  }
  const target = vscode.Uri.joinPath(
    services.storageUri,
    owner.job.key(),
    'code',
    path.posix.basename(scriptUri),
  ).fsPath;
  await openCopy(scriptUri, target, backend);
}

async function openCopy(uri: string, target: string, backend: Backend): Promise<void> {
  await vscode.workspace.fs.createDirectory(vscode.Uri.file(path.dirname(target)));
  await backend.objects.download(uri, target);
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(target));
}
