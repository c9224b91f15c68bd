import type { Logger } from '../../core/ports/logger.ts';

/** Writes what happens to stderr, a line each. */
export function createStderrLogger(): Logger {
  const write = (level: string, message: string): void => {
    process.stderr.write(`${new Date().toISOString()} ${level} ${message}\n`);
  };
  return {
    debug: () => undefined,
    info: (message) => {
      write('info ', message);
    },
    warn: (message) => {
      write('warn ', message);
    },
    error: (message, error) => {
      write('error', error instanceof Error ? `${message}: ${error.stack ?? error.message}` : message);
    },
  };
}
