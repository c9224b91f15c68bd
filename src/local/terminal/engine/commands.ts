import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findCommand } from '../../../adapters/process/findCommand.ts';
import { posixWord } from '../shellStart.ts';

/** Engines by their commands, in the order in which one stands in for `docker`. */
const engines = ['docker', 'podman', 'finch', 'nerdctl'];

/** What would lead an engine's own traffic, and what it passes on to containers, to a port that they cannot reach. */
const proxyVariables = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);

export interface EngineCommandsOptions {
  /** Where they are put. */
  readonly folder: string;
  readonly root: string;
  readonly accountId: string;
  /** Command or path of the engine that Local SageMaker was told to use: `docker` is that one then. Empty for none. */
  readonly wanted: string;
  /** The environment that the terminal was opened in. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Commands that stand before the engines' own in a terminal, and a `docker` wherever there is any engine or none: what logs in or pushes to
 * Local's registry is answered by this program, everything else goes to the engine as it was typed. Not on Windows.
 */
export async function writeEngineCommands({
  folder,
  root,
  accountId,
  wanted,
  env,
}: EngineCommandsOptions): Promise<void> {
  if (process.platform === 'win32') return;
  const searchPath = env['PATH'] ?? '';
  const found = await Promise.all(engines.map(async (name) => [name, await findCommand(name, searchPath)] as const));
  const named = wanted === '' ? undefined : await findCommand(wanted, searchPath);
  const [first] = found.flatMap(([, program]) => program ?? []);
  for (const [name, program] of found) {
    const engine = name === 'docker' ? (named ?? program ?? first ?? '') : program;
    if (engine === undefined) continue;
    const script = scriptOf(engine, { root, accountId, env });
    await writeFile(path.join(folder, name), script, { mode: 0o700 });
  }
}

function scriptOf(
  engine: string,
  { root, accountId, env }: Pick<EngineCommandsOptions, 'root' | 'accountId' | 'env'>,
): string {
  const node = [process.execPath, ...process.execArgv, process.argv[1] ?? ''];
  const answer = [...node, '--root', root, '--as-engine', engine, '--'].map(posixWord).join(' ');
  const restored = proxyVariables.map((name) => {
    const value = env[name];
    return value === undefined ? `unset ${name}` : `export ${name}=${posixWord(value)}`;
  });
  return [
    '#!/bin/sh',
    "# Of a terminal of Local SageMaker: its registry's logins and pushes are answered; the rest is the engine's.",
    'registry= asked=',
    'for argument in "$@"; do',
    '  case "$argument" in',
    `    *${accountId}.dkr.ecr.*.amazonaws.com*) registry=1 ;;`,
    '    login | logout | push) asked=1 ;;',
    '  esac',
    'done',
    ...restored,
    `if [ "$registry$asked" = 11 ]; then ELECTRON_RUN_AS_NODE=1 exec ${answer} "$@"; fi`,
    ...(engine === ''
      ? [
          'echo "$0: no container engine is installed on this machine: neither Docker, Podman, Finch nor nerdctl." >&2',
          'exit 127',
        ]
      : [`exec ${posixWord(engine)} "$@"`]),
    '',
  ].join('\n');
}
