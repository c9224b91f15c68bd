import path from 'node:path';
import * as vscode from 'vscode';
import { parseDockerfile } from '../../../core/images/dockerfile.ts';
import { taskType } from '../../kit/ids.ts';
import { showForm } from '../../kit/form/form.ts';
import type { RunOptions } from '../../kit/state/runStore.ts';
import type { Services } from '../../kit/services.ts';
import { saveTask } from '../../kit/saveAsTask.ts';
import { scriptMember } from '../../kit/tasks.ts';
import { imageFields } from './imageFields.ts';
import { imageKind, imageTaskName } from './imageTask.ts';

/** Lets the user set how an image is built, beginning with how it was last time. Undefined when it is not to be built now. */
export async function editImage(dockerfile: vscode.Uri, services: Services): Promise<RunOptions | undefined> {
  const parsed = parseDockerfile(await services.files.readText(dockerfile.fsPath));
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(dockerfile)?.uri;
  const folder = workspaceFolder?.fsPath ?? '/';
  const words = {
    title: vscode.l10n.t('Build the image of {0}', imageTaskName(dockerfile.fsPath, folder)),
    placeHolder: vscode.l10n.t('Choose an option to change it, or build'),
    action: `$(package) ${vscode.l10n.t('Build')}`,
  };
  const fromSettings = services.settings.buildArguments(workspaceFolder);
  const start = services.store.lastOptions(dockerfile.fsPath) ?? {};
  const result = await showForm(words, start, imageFields({ dockerfile, parsed, fromSettings }));
  if (!result) return undefined;
  await services.store.saveOptions(dockerfile.fsPath, result.options);
  if (result.action === 'run') return result.options;
  const label = vscode.l10n.t('Build the image of {0}', path.basename(path.dirname(dockerfile.fsPath)));
  const definition = { type: taskType, kind: imageKind, dockerfile: scriptMember(dockerfile), ...result.options };
  await saveTask(dockerfile, label, definition);
  return undefined;
}
