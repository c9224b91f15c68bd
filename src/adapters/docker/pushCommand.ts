import type { ProcessResult } from '../../core/ports/processRunner.ts';
import { unlimited, type EngineCommand } from './engineCommand.ts';
import { pushFailure } from './pushFailure.ts';

/** Sends an image to the registry that its name begins with. */
export function pushCommand(engine: string, reference: string): EngineCommand<void> {
  return {
    limit: unlimited,
    args: ['image', 'push', reference],
    hasTerminal: true,
    parse: () => undefined,
    explain: (result) => pushFailure(engine, reference, lastWords(result)),
  };
}

/** Takes an image from the registry that its name begins with. */
export function pullImage(reference: string): EngineCommand<void> {
  return { limit: unlimited, args: ['image', 'pull', reference], hasTerminal: true, parse: () => undefined };
}

/** Without the drawing of a terminal. */
function lastWords({ stdout, stderr }: Pick<ProcessResult, 'stdout' | 'stderr'>): string {
  // eslint-disable-next-line no-control-regex -- What moves a terminal's cursor begins with the control character ESC.
  const plain = `${stdout}\n${stderr}`.replaceAll(/\u001B\[[0-9;?]*[A-Za-z]/gu, '').replaceAll('\r', '\n');
  return plain.trim().split('\n').at(-1)?.trim() ?? '';
}
