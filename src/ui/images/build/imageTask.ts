import type * as vscode from 'vscode';
import { parentOf, resolvePath } from '../../../core/paths.ts';
import { taskType } from '../../kit/ids.ts';
import { omit } from '../../kit/omit.ts';

/** `kind` of the tasks that build an image. */
export const imageKind = 'image';

/** A task of type `sagemaker` and kind `image` as tasks.json has it. Whether it holds together is `parseImageTask`'s to say. */
export interface ImageTaskDefinition extends vscode.TaskDefinition {
  readonly kind: typeof imageKind;
  readonly dockerfile: string;
}

/** True for a task that builds an image. */
export function isImageTask(definition: vscode.TaskDefinition): definition is ImageTaskDefinition {
  return (
    definition.type === taskType && definition['kind'] === imageKind && typeof definition['dockerfile'] === 'string'
  );
}

/** What describes the image itself, without what only VS Code's tasks need. */
export function imageMembers(definition: vscode.TaskDefinition): Record<string, unknown> {
  return omit(definition, 'type', 'kind');
}

/** Name of the image's task: of the folder that the Dockerfile lies in, unless that is the workspace's. */
export function imageTaskName(dockerfile: string, workspaceFolder: string): string {
  const full = resolvePath(workspaceFolder, dockerfile);
  const file = full.slice(parentOf(full).length).replace(/^\//u, '');
  const folder = parentOf(full);
  if (folder === workspaceFolder || !folder.startsWith(`${workspaceFolder}/`)) return file;
  return `${folder.slice(workspaceFolder.length + 1)}/${file}`;
}
