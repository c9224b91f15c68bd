import type { InstalledPackage, MachinePackages } from '../../core/dockerfile/plan.ts';
import type { ProcessRunner } from '../../core/ports/processRunner.ts';
import type { Language } from '../../core/runs/runSpec.ts';
import type { PackageNeed } from '../../core/scripts/needs.ts';
import type { Interpreter } from '../findInterpreter.ts';

export interface MachinePackagesOptions {
  readonly language: Language;
  readonly interpreter: Interpreter;
  readonly processes: ProcessRunner;
  readonly packages: readonly PackageNeed[];
  readonly signal?: AbortSignal;
}

/** Milliseconds. Whoever waits longer does better without what this tells. */
const limit = 20_000;

const rProgram = `
for (name in commandArgs(TRUE)) {
  path <- find.package(name, quiet = TRUE)
  if (length(path) > 0) cat(name, utils::packageDescription(name, dirname(path[1]), "Version"), path[1], sep = "\\t", fill = FALSE)
  cat("\\n")
}`;

const pythonProgram = `
import importlib.metadata as metadata, sys
for name in sys.argv[1:]:
    try:
        print(name, metadata.version(name), "", sep="\\t")
    except metadata.PackageNotFoundError:
        pass
`;

/** Which of the packages are installed on this machine, and in which version: what ran here is what an image should have. */
export async function machinePackages(options: MachinePackagesOptions): Promise<MachinePackages> {
  const { language, interpreter, processes, packages, signal } = options;
  const names = new Map(packages.map(({ name }) => [name.replace(/\[.*$/u, ''), name]));
  const program = language === 'r' ? ['--no-init-file', '-e', rProgram] : ['-c', pythonProgram];
  const found = new Map<string, InstalledPackage>();
  if (names.size > 0) {
    const args = [...program, ...names.keys()];
    const { stdout } = await processes.run({
      command: interpreter.path,
      args,
      timeout: limit,
      ...(signal && { signal }),
    });
    for (const line of stdout.split('\n')) {
      const [name = '', version = '', path = ''] = line.split('\t');
      const need = names.get(name);
      // What follows a plus is a build of its own, which no registry has.
      if (need !== undefined && version !== '')
        found.set(need, { version: version.replace(/\+.*$/u, ''), fromSystem: path.startsWith('/usr/lib/R/') });
    }
  }
  return { runtime: interpreter.version, packages: found };
}
