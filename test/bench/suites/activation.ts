// Runs in the extension host: loads and activates an extension that nothing has activated yet.
import { statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { cpus } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';

/** Seconds without a pause that the machine has to be quiet for, and how long it may take to. */
const [quiet, patience] = [3, 60];

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
  await quietMachine();
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

/** Waits until all processors together have been idle for nine tenths of some seconds on end. */
async function quietMachine(): Promise<void> {
  for (let [second, inARow, before] = [0, 0, processorTimes()]; inARow < quiet; second++) {
    if (second === patience) throw new Error(`the machine was never quiet within ${patience} s`);
    await sleep(1000);
    const now = processorTimes();
    inARow = now.idle - before.idle > 0.9 * (now.all - before.all) ? inARow + 1 : 0;
    before = now;
  }
}

/** Milliseconds of all processors since the machine's start. */
function processorTimes(): { readonly idle: number; readonly all: number } {
  const times = cpus().flatMap((cpu) => Object.entries(cpu.times));
  const sum = (of: typeof times): number => of.reduce((total, [, time]) => total + time, 0);
  return { idle: sum(times.filter(([name]) => name === 'idle')), all: sum(times) };
}
