import { lstat, opendir } from 'node:fs/promises';
import path from 'node:path';
import { errorText } from '../../../core/errors.ts';
import { formatDuration } from '../../../core/format.ts';
import type { Containers } from '../../../core/ports/containers.ts';
import { containerRoot } from '../../files/jobFolder.ts';

/** Milliseconds that an engine has to end a container that took too long. */
const removalLimit = 10_000;

export interface OwnershipOptions {
  readonly containers: Containers;
  /** Id of an image; its chown is used. */
  readonly image: string;
  /** For the container that does it. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** True when root in a container is the user outside of it. */
  readonly isRootless: boolean;
  /** Milliseconds that it may take. */
  readonly limit: number;
}

/**
 * Makes what a container left in a folder this user's own. Most images run as root, so that whoever started the job could neither read nor
 * remove its files; only root can change that, as which a container of the same image is. Resolves with why it could not be done.
 */
export async function takeOwnership(folder: string, options: OwnershipOptions): Promise<string | undefined> {
  const [user, group] = [process.getuid?.(), process.getgid?.()];
  // Root may do with every file as it likes.
  if (user === undefined || group === undefined || user === 0 || !(await hasForeign(folder, user))) return undefined;
  const { containers, image, name, labels, isRootless, limit } = options;
  const owner = isRootless ? '0:0' : `${user}:${group}`;
  const signal = AbortSignal.timeout(limit);
  try {
    await containers.run(
      {
        ...{ name, image, labels, user: '0', network: 'none', usersOfMachine: true },
        entrypoint: ['chown', '-R', '-h', owner, containerRoot],
        mounts: [{ source: folder, target: containerRoot }],
      },
      signal,
    );
  } catch (error) {
    if (signal.aborted) {
      await containers.remove([name], AbortSignal.timeout(removalLimit)).catch(() => undefined);
      return `to change that took longer than ${formatDuration(limit)}`;
    }
    const reason = errorText(error);
    return /executable file .*not found/iu.test(reason)
      ? `the image has no chown to change that (${reason})`
      : `that could not be changed: ${reason}`;
  }
  return (await hasForeign(folder, user)) ? 'the engine gives containers other users than this machine has' : undefined;
}

/** True when something in a folder is another user's, or cannot be looked into. */
async function hasForeign(folder: string, user: number): Promise<boolean> {
  try {
    for await (const entry of await opendir(folder)) {
      const file = path.join(folder, entry.name);
      if ((await lstat(file)).uid !== user) return true;
      if (entry.isDirectory() && (await hasForeign(file, user))) return true;
    }
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code !== 'ENOENT';
  }
}
