// Runs in the extension host: loads and activates an extension that nothing has activated yet.
import { statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';

const settling = 2000;

export interface Activation {
  readonly milliseconds: number;
  /** Code files of the extension that its activation loaded, and their bytes together. */
  readonly files: readonly string[];
  readonly bytes: number;
}

/** Activates an extension, loading its code. */
export async function measure(id: string): Promise<Activation> {
  const extension = vscode.extensions.getExtension(id);
  if (extension === undefined) throw new Error(`${id} is not there`);
  // A window that still opens keeps both processors busy.
  await sleep(settling);
  if (extension.isActive) throw new Error(`${id} was active before it was asked to be`);
  const loaded: string[] = [];
  const hooks = registerHooks({
    load: (url, context, next) => {
      if (url.startsWith('file:')) loaded.push(fileURLToPath(url));
      return next(url, context);
    },
  });
  const start = performance.now();
  await extension.activate();
  const milliseconds = performance.now() - start;
  hooks.deregister();
  const files = loaded.filter((file) => file.startsWith(`${extension.extensionPath}${path.sep}`));
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  return { milliseconds, files, bytes };
}
