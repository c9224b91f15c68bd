import { readlink, realpath, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { containerRoot, type HostFolder } from './jobFolder.ts';
import { openRegular } from './regularFile.ts';

/** Symbolic links on one path, as Linux has it. */
const linkLimit = 40;

/**
 * The files of a host of a job, for this process to read, which sees more of the machine than the job: the paths a job leaves are
 * resolved as the job sees them, and what lies outside of its folders is not read.
 */
export class JobFiles {
  /** A folder as the job sees it, and where it really is on this machine. */
  readonly #folders: readonly (readonly [place: string, real: string])[];

  private constructor(folders: readonly (readonly [place: string, real: string])[]) {
    this.#folders = folders;
  }

  /** `contained`: the job sees its folders as /opt/ml and /tmp; else where they are. */
  static async of({ ml, tmp }: HostFolder, contained: boolean): Promise<JobFiles> {
    const parent = await realpath(path.dirname(ml));
    const [realMl, realTmp] = [path.join(parent, path.basename(ml)), path.join(parent, path.basename(tmp))];
    const own: [string, string][] = contained
      ? [['/tmp', realTmp]]
      : [ml, realMl].map((place): [string, string] => [place, realMl]).concat([tmp, realTmp].map((p) => [p, realTmp]));
    return new JobFiles([[containerRoot, realMl], ...own]);
  }

  /** Where a path of the job is on this machine, free of links whatever they point to; undefined when it leads out of its folders. */
  async locate(place: string): Promise<string | undefined> {
    let at = '/';
    const ahead = place.split('/');
    for (let links = 0; ;) {
      const name = ahead.shift();
      if (name === undefined) return this.#real(at);
      const next = path.posix.join(at, name);
      const real = this.#real(next);
      const target = real === undefined ? undefined : await readlink(real).catch(() => undefined);
      if (target === undefined) {
        at = next;
        continue;
      }
      links += 1;
      // In a circle. A link is no file and no folder, so nothing is read.
      if (links > linkLimit) return real;
      if (target.startsWith('/')) at = '/';
      ahead.unshift(...target.split('/'));
    }
  }

  /** Opens a file that `locate` found, or one below it. Undefined when it is no file, or was moved out of the folders meanwhile. */
  async open(file: string): Promise<FileHandle | undefined> {
    const handle = await openRegular(file);
    if (handle === undefined) return undefined;
    // The job may still run: what counts is the file that was opened, not what its path names by now.
    const opened = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => realpath(file).catch(() => ''));
    if (this.#folders.some(([, real]) => isWithin(opened, real))) return handle;
    await handle.close();
    return undefined;
  }

  #real(place: string): string | undefined {
    const found = this.#folders.find(([folder]) => isWithin(place, folder));
    return found === undefined ? undefined : path.join(found[1], place.slice(found[0].length));
  }
}

function isWithin(place: string, folder: string): boolean {
  return place === folder || place.startsWith(`${folder}/`);
}
