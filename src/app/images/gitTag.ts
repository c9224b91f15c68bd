import type { Clock } from '../../core/ports/clock.ts';
import type { ProcessRunner } from '../../core/ports/processRunner.ts';

export interface ImageTag {
  readonly tag: string;
  readonly from: 'git' | 'date';
}

/**
 * The tag that tells which state of the folder an image was built from: git's short hash of the commit, `-dirty` when the folder differs
 * from it; without git, or before the first commit, the date.
 */
export async function gitTag(
  context: string,
  processes: ProcessRunner,
  clock: Clock,
  signal?: AbortSignal,
): Promise<ImageTag> {
  const git = async (...args: string[]): Promise<string | undefined> => {
    const { exitCode, stdout } = await processes.run({
      command: 'git',
      // Looking at the state writes nothing, not even the index.
      args: ['--no-optional-locks', '-C', context, ...args],
      timeout: 20_000,
      ...(signal && { signal }),
    });
    return exitCode === 0 ? stdout.trim() : undefined;
  };
  const hash = await git('rev-parse', '--short', 'HEAD');
  if (hash === undefined || !/^[0-9a-f]+$/u.test(hash)) return { tag: dateTag(clock.now()), from: 'date' };
  const changes = await git('status', '--porcelain', '--', '.');
  return { tag: changes === '' ? hash : `${hash}-dirty`, from: 'git' };
}

/** UTC, to the second. */
function dateTag(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(/[-:]/gu, '').replace('T', '-');
}
