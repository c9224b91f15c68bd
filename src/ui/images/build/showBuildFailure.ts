import * as vscode from 'vscode';
import { isAppError } from '../../../core/errors.ts';
import type { DockerfileProblem } from '../../../core/images/dockerfileProblem.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import { errorButton } from '../../kit/errors/errorButtons.ts';
import { messageText } from '../../kit/errors/messageText.ts';
import { showError } from '../../kit/errors/showError.ts';

export interface FailedBuild {
  readonly error: unknown;
  /** Path; undefined when it failed before one was known. */
  readonly dockerfile: string | undefined;
  /** Where in the Dockerfile it failed, when it lies there. */
  readonly problem: DockerfileProblem | undefined;
  /** Brings up the terminal that shows the build. */
  readonly showLog: () => void;
  /** Starts the build anew. */
  readonly retry: () => Promise<unknown>;
}

/** Says that a build failed, with the way to the line of the Dockerfile and to what the builder printed: whoever started it may look elsewhere. */
export async function showBuildFailure(failed: FailedBuild, logger: Logger): Promise<void> {
  const { error, dockerfile, problem, showLog, retry } = failed;
  // What lies in the engine, the connection or a setting has a button of its own, and no log.
  if (!isAppError(error) || (error.code !== 'BuildFailed' && error.code !== 'BaseImageUnavailable'))
    return showError(error, logger, retry);
  logger.error('shown to the user', error);
  const open = vscode.l10n.t('Open Dockerfile');
  const log = vscode.l10n.t('Show Log');
  const help = errorButton(error, retry);
  const buttons = [...(help ? [help.title] : []), ...(dockerfile !== undefined && problem ? [open] : []), log];
  const chosen = await vscode.window.showErrorMessage(messageText(error.message), ...buttons);
  if (chosen === log) showLog();
  else if (chosen === open && dockerfile !== undefined && problem) await openAt(dockerfile, problem);
  else if (help && chosen === help.title) await help.run();
}

async function openAt(dockerfile: string, { line }: DockerfileProblem): Promise<void> {
  const start = new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(vscode.Uri.file(dockerfile), { selection: new vscode.Range(start, start) });
}
