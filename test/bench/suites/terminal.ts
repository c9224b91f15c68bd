// Runs in the extension host: starts a run by its command, and watches this process until the run's terminal is done.
import { existsSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';

export interface TerminalArgument {
  readonly script: string;
  /** A file that appears when the page has shown the last line. */
  readonly shown: string;
}

export interface TerminalAnswer {
  /** When the command was run, in milliseconds since 1970. */
  readonly started: number;
  /** Megabytes of the extension host before the run. */
  readonly memoryBefore: number;
  /** And at most. */
  readonly peakMemory: number;
  /** Milliseconds. */
  readonly longestBlock: number;
}

export async function measure({ script, shown }: TerminalArgument): Promise<TerminalAnswer> {
  await vscode.extensions.getExtension('sagemaker-runner.sagemaker-runner')?.activate();
  await sleep(3000);
  const memoryBefore = process.memoryUsage.rss() / 1e6;
  const started = Date.now();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await vscode.commands.executeCommand('sagemakerRunner.run', vscode.Uri.file(script));
  while (!existsSync(shown)) await sleep(50);
  delay.disable();
  return { started, memoryBefore, peakMemory: process.resourceUsage().maxRSS / 1000, longestBlock: delay.max / 1e6 };
}
