import { launcherVariables } from '../../core/jobs/productVariables.ts';
import { commonFolder, isIn, parentOf, pathBelow, resolvePath } from '../../core/paths.ts';
import type { Files } from '../../core/ports/files.ts';
import { isTooWide } from './findCode.ts';

export interface FindUnsentOptions {
  readonly files: Files;
  /** Why the job failed, as R or Python says it. */
  readonly reason: string;
  /** Absolute. */
  readonly script: string;
  /** The folder that was sent; absolute. */
  readonly code: string;
  /** The job's. */
  readonly environment: Readonly<Record<string, string>>;
  readonly workspaceFolder: string | undefined;
  readonly home: string;
}

/** What a job lacked, and the run that has it. Absolute. */
export interface UnsentPath {
  readonly target: string;
  readonly code: string;
  readonly workingDirectory: string;
}

/**
 * The file or folder that a failed job did not find, when this machine has it where the script's path leads from its own folder or one above, and
 * the job was not sent it, or worked in another folder. Undefined for any other failure.
 */
export async function findUnsent(options: FindUnsentOptions): Promise<UnsentPath | undefined> {
  const { files, reason, script, code, environment, workspaceFolder, home } = options;
  const own = parentOf(script);
  const worked = resolvePath(code, environment[launcherVariables.workingDirectory] ?? '');
  const top = workspaceFolder !== undefined && isIn(workspaceFolder, own) ? workspaceFolder : code;
  for (const path of missingPaths(reason)) {
    for (const folder of new Set([own, worked, ...above(own, top)])) {
      const target = resolvePath(folder, path);
      const kind = (await files.info(target))?.kind;
      if (kind === undefined) continue;
      // It was there as far as folders tell: a rule left it out, or the script removed it.
      if (folder === worked && pathBelow(code, target) !== undefined) break;
      const wide = commonFolder(commonFolder(code, folder), kind === 'folder' ? target : parentOf(target));
      if (isTooWide(wide, home)) break;
      return { target, code: wide, workingDirectory: folder };
    }
  }
  return undefined;
}

/** The relative paths that an error's text says are not there. */
export function missingPaths(reason: string): string[] {
  if (
    !/no such file|not exist|not found|cannot open|can't open|unable to open|not readable|non-readable/iu.test(reason)
  )
    return [];
  const quoted = [...reason.matchAll(/'([^']+)'|"([^"]+)"|[‘“`]([^’”`]+)[’”`]/gu)].map(
    ([, single, double, curly]) => single ?? double ?? curly ?? '',
  );
  const bare = [
    ...reason.matchAll(
      /(?:^|[\s:])([^\s:'"‘’“”`,;()]+\/[^\s:'"‘’“”`,;()]+|[^\s:'"‘’“”`,;()]+\.\w{1,8})(?=$|[\s:,;)]|\.\s|\.$)/gu,
    ),
  ].map(([, word]) => word ?? '');
  const paths = [...quoted, ...bare].map((path) => path.replaceAll('\\\\', '/').replace(/^\.\//u, ''));
  return [...new Set(paths)].filter((path) => path !== '' && !/^[/~]|^\w+:|\n/u.test(path));
}

function above(own: string, top: string): string[] {
  const folders: string[] = [];
  for (let at = own; at !== top && at !== '/';) {
    at = parentOf(at);
    folders.push(at);
  }
  return folders;
}
