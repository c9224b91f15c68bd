import * as vscode from 'vscode';
import type { Logger } from '../../core/ports/logger.ts';
import type { CommandHandler } from '../kit/contribution.ts';
import { showError } from '../kit/errors/showError.ts';
import type { CommandId } from '../kit/ids.ts';

/** Every command has a handler, or this does not compile. What a handler throws is shown, never lost. */
export function registerCommands(
  handlers: Readonly<Record<CommandId, CommandHandler>>,
  logger: Logger,
): vscode.Disposable {
  const registrations = Object.entries(handlers).map(([id, handler]) => {
    const run = async (...args: readonly unknown[]): Promise<unknown> => {
      try {
        return await handler(...args);
      } catch (error) {
        // Not awaited: the message may stand for hours, the command is over.
        void showError(error, logger, () => run(...args));
        return undefined;
      }
    };
    return vscode.commands.registerCommand(id, run);
  });
  return vscode.Disposable.from(...registrations);
}
