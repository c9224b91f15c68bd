import type { ProcessRunner } from '../../core/ports/processRunner.ts';

/** Columns and rows that engines draw for. */
const size = { columns: 110, rows: 40 };

interface InTerminal {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The command that runs another in a terminal of its own, so that it draws its progress as it does for who types it. Undefined where
 * the machine has no such command: then it prints lines.
 */
export async function inTerminal(
  processes: ProcessRunner,
  program: string,
  args: readonly string[],
): Promise<InTerminal | undefined> {
  if (process.platform !== 'linux') return undefined;
  const script = await processes.find('script');
  const stty = await processes.find('stty');
  if (script === undefined || stty === undefined) return undefined;
  const inside = `${quoted(stty)} cols ${size.columns} rows ${size.rows}; exec ${[program, ...args].map(quoted).join(' ')}`;
  // Quiet, its exit code, every piece at once; the record of the session goes nowhere.
  // It would run in the user's own shell, which may be none, or of another syntax.
  return { command: script, args: ['-qefc', inside, '/dev/null'], environment: { SHELL: '/bin/sh' } };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
