import type { EngineCli } from './engineCommand.ts';

/** Who builds images behind an engine's `build` command. */
export type Builder = 'buildx' | 'buildkit' | 'classic' | 'podman' | 'nerdctl';

/** The first version of Docker's command line that builds with BuildKit only by its plugin buildx. */
const withoutOwnBuildKit = 23;

/**
 * BuildKit where the command line has it, as it shows what it does and builds stages side by side; else the engine's older builder. Who
 * turned BuildKit off (`DOCKER_BUILDKIT=0`) is heeded.
 */
export async function findBuilder(cli: EngineCli, signal?: AbortSignal): Promise<Builder> {
  if (cli.name === 'Podman') return 'podman';
  if (cli.name !== 'Docker') return 'nerdctl';
  if (cli.environment['DOCKER_BUILDKIT'] === '0') return 'classic';
  if (await succeeds(cli, ['buildx', 'version'], signal)) return 'buildx';
  const version = await cli.run(
    { args: ['version', '--format', '{{.Client.Version}}'], parse: (stdout) => Number.parseInt(stdout, 10) },
    signal,
  );
  return version < withoutOwnBuildKit ? 'buildkit' : 'classic';
}

async function succeeds(cli: EngineCli, args: readonly string[], signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await cli.run({ args, parse: () => undefined }, signal);
    return true;
  } catch {
    signal?.throwIfAborted();
    return false;
  }
}
