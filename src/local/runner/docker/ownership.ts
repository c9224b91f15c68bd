import { lstat, opendir } from 'node:fs/promises';
import path from 'node:path';
import { errorText } from '../../../core/errors.ts';
import type { Containers } from '../../../core/ports/containers.ts';
import { containerRoot } from '../jobFolder.ts';

export interface OwnershipOptions {
  readonly containers: Containers;
  /** Id of an image; its chown is used. */
  readonly image: string;
  /** For the container that does it. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** True when root in a container is the user outside of it. */
  readonly isRootless: boolean;
  readonly signal: () => AbortSignal;
}

/**
 * Makes what a container left in a folder this user's own. Most images run as root, so that whoever started the job could neither read nor
 * remove its files; only root can change that, as which a container of the same image is. Resolves with why it could not be done.
 */
export async function takeOwnership(folder: string, options: OwnershipOptions): Promise<string | undefined> {
  const [user, group] = [process.getuid?.(), process.getgid?.()];
  // Root may do with every file as it likes.
  if (user === undefined || group === undefined || user === 0 || !(await hasForeign(folder, user))) return undefined;
  const { containers, image, name, labels, isRootless, signal } = options;
  const owner = isRootless ? '0:0' : `${user}:${group}`;
  try {
    await containers.run(
      {
        ...{ name, image, labels, user: '0', network: 'none' },
        entrypoint: ['chown', '-R', '-h', owner, containerRoot],
        mounts: [{ source: folder, target: containerRoot }],
      },
      signal(),
    );
    return undefined;
  } catch (error) {
    return errorText(error);
  }
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
