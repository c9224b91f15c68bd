import type { InstalledPackage, MachinePackages } from '../../core/dockerfile/plan.ts';
import type { ProcessRunner } from '../../core/ports/processRunner.ts';
import type { Language } from '../../core/scripts/language.ts';
import type { PackageNeed } from '../../core/scripts/needs.ts';
import { probeArguments, readProbe } from '../../core/scripts/probe.ts';
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

/** Which of the packages are installed on this machine, and in which version: what ran here is what an image should have. */
export async function machinePackages(options: MachinePackagesOptions): Promise<MachinePackages> {
  const { language, interpreter, processes, packages, signal } = options;
  const { version: runtime, path: command } = interpreter;
  if (packages.length === 0) return { runtime, packages: new Map() };
  const args = probeArguments(language, packages);
  const { stdout } = await processes.run({ command, args, timeout: limit, ...(signal && { signal }) });
  const installed = [...readProbe(stdout, packages)]
    .filter(([, { version }]) => version !== '')
    .map(([name, { version, path }]): [string, InstalledPackage] => [
      name,
      { version, fromSystem: path.startsWith('/usr/lib/R/') },
    ]);
  return { runtime, packages: new Map(installed) };
}
