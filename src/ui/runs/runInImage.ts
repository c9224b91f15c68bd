import * as vscode from 'vscode';
import { imageUri } from '../../core/images/imageName.ts';
import { imageArgument } from '../images/imageArgument.ts';
import { readyScript } from '../kit/script.ts';
import { scriptsOf } from '../kit/scriptsOf.ts';
import type { Services } from '../kit/services.ts';
import type { RunTasks } from './runTasks.ts';
import { startRun } from './startRun.ts';

/** Runs the open script once in an image, whatever the workspace's image is. Loaded on first use. */
export async function runInImage(argument: unknown, services: Services, tasks: RunTasks): Promise<void> {
  const node = await imageArgument(argument, services, vscode.l10n.t('Run the open script in which image?'));
  if (!node) return;
  for (const resource of await scriptsOf([])) {
    const { uri } = await readyScript(resource);
    await startRun(tasks, uri, { image: imageUri(node.parent.repository, node.image) });
  }
}
