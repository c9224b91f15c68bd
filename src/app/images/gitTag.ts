import type { Clock } from '../../core/ports/clock.ts';
import type { ProcessRunner } from '../../core/ports/processRunner.ts';

export interface ImageTag {
  readonly tag: string;
  readonly from: 'git' | 'date';
}

/** Characters of a fingerprint that tell a folder's states between two commits apart. */
const shownFingerprint = 8;

export interface GitTagOptions {
  readonly context: string;
  /** Of what is built: hexadecimal digits. */
  readonly fingerprint: string;
  readonly processes: ProcessRunner;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/**
 * The tag that tells what an image was built from: git's short hash of the commit. When the folder differs from that, `-dirty-` and the
 * start of the fingerprint follow: what is built between two commits keeps its tags, too, and the same files give the same one.
 * Without git, or before the first commit, the date.
 */
export async function gitTag({ context, fingerprint, processes, clock, signal }: GitTagOptions): Promise<ImageTag> {
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
  // The product itself writes there which image a build came to, so that the next one would differ by nothing else.
  const changes = await git('status', '--porcelain', '--', '.', ':(exclude).vscode/settings.json');
  return {
    tag: changes === '' ? hash : `${hash}-dirty-${fingerprint.slice(0, shownFingerprint)}`,
    from: 'git',
  };
}

/** UTC, to the second. */
function dateTag(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(/[-:]/gu, '').replace('T', '-');
}
