import * as vscode from 'vscode';
import { errorText, isAppError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import { showError } from '../errors/showError.ts';
import type { TerminalOutput } from './logTerminal.ts';

/**
 * An error in the terminal where it happened, and as a message with the button that helps, unless one has told of it already; `retry` is for
 * those that may pass.
 */
export async function reportInTerminal(
  error: unknown,
  output: TerminalOutput,
  logger: Logger,
  retry?: () => Promise<unknown>,
): Promise<void> {
  await writeError(error, output);
  if (!(isAppError(error) && error.isTold)) void showError(error, logger, retry);
}

/** An error in the terminal where it happened. */
export async function writeError(error: unknown, output: TerminalOutput): Promise<void> {
  const text = errorText(error).replaceAll(/\r?\n/gu, '\r\n');
  await output.write(`\x1b[31m${vscode.l10n.t('Error')}\x1b[0m ${text}\r\n`);
}
