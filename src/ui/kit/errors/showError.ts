import * as vscode from 'vscode';
import { AppError, errorText, isAbort, isAppError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import { errorButton } from './errorButtons.ts';
import { messageText } from './messageText.ts';

/** Shows what went wrong, with the button that helps. A cancelled action shows nothing. */
export async function showError(error: unknown, logger: Logger, retry?: () => Promise<unknown>): Promise<void> {
  if (isAbort(error) || error instanceof vscode.CancellationError) return;
  logger.error('shown to the user', error);
  const shown = isAppError(error)
    ? error
    : new AppError('Unexpected', vscode.l10n.t('SageMaker Runner failed: {0}', errorText(error)), {
        action: 'showLog',
      });
  const button = errorButton(shown, retry);
  const chosen = await vscode.window.showErrorMessage(messageText(shown.message), ...(button ? [button.title] : []));
  if (button && chosen === button.title) await button.run();
}
