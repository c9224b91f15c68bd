import { joinPath } from '../../core/paths.ts';
import type { Files } from '../../core/ports/files.ts';
import type { ProcessRunner } from '../../core/ports/processRunner.ts';
import { pythonLibrary, rLibrary } from '../../core/packages/packageFolders.ts';
import { isUnknownModule, isUsed, type CodeNeeds, type PackageNeed } from '../../core/scripts/needs.ts';
import { libraryVariable, probeArguments, readProbe } from '../../core/scripts/probe.ts';
import type { Interpreter } from '../findInterpreter.ts';
import { environmentWith, type Variables } from './environment.ts';

export interface MissingPackagesOptions {
  readonly needs: CodeNeeds;
  readonly interpreter: Interpreter;
  /** Folder of Local SageMaker's state. */
  readonly root: string;
  readonly processes: ProcessRunner;
  readonly files: Files;
  readonly environment: Variables;
  readonly signal?: AbortSignal;
}

/** Milliseconds. */
const limit = 30_000;

/**
 * What code needs, and does not go on without, that R or Python of this machine lacks: in the user's libraries, and in that of Local's own.
 * Modules that may be files of the user's are none.
 */
export async function missingPackages(options: MissingPackagesOptions): Promise<PackageNeed[]> {
  const { needs, interpreter, root, processes, files, environment, signal } = options;
  const packages = needs.packages.filter(
    (need) => need.optional !== true && isUsed(need, needs) && !isUnknownModule(need, needs),
  );
  if (packages.length === 0) return [];
  const folders = needs.language === 'python' ? await pythonFolders(files, pythonLibrary(root, interpreter.path)) : [];
  const added =
    needs.language === 'r'
      ? { [libraryVariable]: rLibrary(root) }
      : { PYTHONPATH: [...folders, environment['PYTHONPATH'] ?? ''].filter((folder) => folder !== '').join(':') };
  const env = environmentWith(environment, added);
  const args = probeArguments(needs.language, packages);
  const { stdout } = await processes.run({
    command: interpreter.path,
    args,
    env,
    timeout: limit,
    ...(signal && { signal }),
  });
  const found = readProbe(stdout, packages);
  return packages.filter(({ name }) => !found.has(name));
}

async function pythonFolders(files: Files, folder: string): Promise<string[]> {
  const entries = (await files.info(folder))?.kind === 'folder' ? await files.list(folder) : [];
  return entries.map(({ name }) => joinPath(folder, name));
}
