import os from 'node:os';
import * as vscode from 'vscode';
import { findUnsent, type UnsentPath } from '../../app/workingDirectory/findUnsent.ts';
import { jobHeadline } from '../../core/jobs/reason.ts';
import { baseName, parentOf } from '../../core/paths.ts';
import { messageText } from '../kit/errors/messageText.ts';
import { scriptMember } from '../kit/tasks.ts';
import type { Services } from '../kit/services.ts';
import type { EndedRun } from '../kit/state/runs.ts';
import type { RunTasks } from './runTasks.ts';

/** What a failed run did not find although this machine has it, and was not sent; undefined when it failed for something else. */
export async function unsentOf(run: EndedRun, { files }: Services): Promise<UnsentPath | undefined> {
  const { script, description } = run;
  const sent = description.script?.path;
  if (sent === undefined || !`/${script}`.endsWith(`/${sent}`)) return undefined;
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(script));
  return findUnsent({
    files,
    reason: jobHeadline(description) ?? '',
    script,
    code: script.slice(0, script.length - sent.length - 1),
    environment: description.environment,
    workspaceFolder: folder?.uri.fsPath,
    home: os.homedir(),
  });
}

/** Says so, and offers to run the script again with the folder that has it. Whether the log was asked for, by the button `showLog`. */
export async function offerFolder(
  run: EndedRun,
  unsent: UnsentPath,
  services: Services,
  tasks: RunTasks,
  showLog: string,
): Promise<boolean> {
  const again = vscode.l10n.t('Send the Folder {0} and Run Again', messageText(baseName(unsent.code)));
  const reason = messageText(jobHeadline(run.description) ?? '');
  const message = vscode.l10n.t(
    '{0} failed: {1}. This machine has {2}, but it was not sent to the job.',
    run.job.name,
    reason.replace(/\.$/u, ''),
    messageText(vscode.workspace.asRelativePath(unsent.target)),
  );
  const pressed = await vscode.window.showErrorMessage(message, again, showLog);
  if (pressed !== again) return pressed === showLog;
  const own = parentOf(run.script);
  await services.store.saveCode(own, { offered: unsent.code, code: unsent.code });
  const options = services.store.pastRun(run.job)?.options ?? {};
  const uri = vscode.Uri.file(run.script);
  await tasks.runScript(uri, {
    ...options,
    code: scriptMember(vscode.Uri.file(unsent.code)) || '.',
    workingDirectory: scriptMember(vscode.Uri.file(unsent.workingDirectory)) || '.',
  });
  return false;
}
