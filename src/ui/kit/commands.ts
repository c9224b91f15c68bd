import * as vscode from 'vscode';
import type { Logger } from '../../core/ports/logger.ts';
import { showError } from './errors/showError.ts';
import type { CommandId } from './ids.ts';

/** What a command does with what VS Code hands it: a resource, a tree item, or nothing from the palette. */
export type CommandHandler = (...args: readonly unknown[]) => unknown;

/** Every command has a handler, or this does not compile. What a handler throws is shown, never lost. */
export function registerCommands(handlers: Record<CommandId, CommandHandler>, logger: Logger): vscode.Disposable {
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
