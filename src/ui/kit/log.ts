import * as vscode from 'vscode';
import { errorText } from '../../core/errors.ts';
import type { Logger } from '../../core/ports/logger.ts';

/** The extension's diagnostic log. */
export interface Log {
  readonly channel: vscode.LogOutputChannel;
  readonly logger: Logger;
}

/** Opens the log as an output channel; its level is the user's to choose in the Output view. */
export function openLog(): Log {
  const channel = vscode.window.createOutputChannel('SageMaker Runner', { log: true });
  return { channel, logger: channelLogger(channel) };
}

function channelLogger(channel: vscode.LogOutputChannel): Logger {
  return {
    debug: (message) => {
      channel.debug(message);
    },
    info: (message) => {
      channel.info(message);
    },
    warn: (message) => {
      channel.warn(message);
    },
    error: (message, error) => {
      channel.error(error === undefined ? message : `${message}: ${errorText(error)}`);
      if (error instanceof Error && error.stack !== undefined) channel.debug(error.stack);
    },
  };
}
