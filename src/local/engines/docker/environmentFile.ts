import { writeFile } from 'node:fs/promises';
import { JobError } from '../../contracts/jobError.ts';

/** Variables by which an engine's command finds its engine, its configuration, its helpers and what it is to trust. */
const ofTheCommand = /^(PATH|HOME|USER|TMPDIR|SSL_.*|LD_.*|GO.*|DOCKER_.*|BUILDKIT_.*|CONTAINER.*|XDG_.*|.*_PROXY)$/iu;

/**
 * Writes a job's variables where the engine's command reads them: none may stand on a command line, which every user of this machine can
 * read. Returns those that a file of lines cannot hold, for the environment of the command itself.
 */
export async function writeEnvironmentFile(
  file: string,
  variables: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const entries = Object.entries(variables);
  const isLong = ([, value]: [string, string]): boolean => /[\r\n]/u.test(value);
  const long = entries.filter(isLong);
  const taken = long.find(([name]) => ofTheCommand.test(name));
  if (taken !== undefined) {
    throw new JobError(
      `ClientError: The environment variable ${taken[0]} has a line break, which it cannot have in a container of this machine.`,
    );
  }
  const lines = entries.filter((entry) => !isLong(entry)).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(file, lines.join(''), { mode: 0o600 });
  return Object.fromEntries(long);
}
