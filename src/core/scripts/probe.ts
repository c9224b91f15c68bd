import type { Language } from './language.ts';
import type { PackageNeed } from './needs.ts';

/** A package that was found, on this machine or in an image. */
export interface ProbedPackage {
  /** Empty when the package does not tell. */
  readonly version: string;
  /** Folder of an R package. */
  readonly path: string;
}

/** Names a library besides R's own, with `%p` and `%v` for R's platform and version. */
export const libraryVariable = 'SAGEMAKER_RUNNER_LIBRARY';

const rProgram = `
own <- gsub("%p", R.version$platform, Sys.getenv("${libraryVariable}"), fixed = TRUE)
own <- gsub("%v", paste(R.version$major, sub("[.].*$", "", R.version$minor), sep = "."), own, fixed = TRUE)
if (nzchar(own)) .libPaths(c(own, .libPaths()))
for (name in setdiff(commandArgs(TRUE), "--args")) {
  path <- find.package(name, quiet = TRUE)
  if (length(path) > 0) cat(name, utils::packageDescription(name, dirname(path[1]), "Version"), path[1], "\\n", sep = "\\t")
}`;

/** A package may be there without the module, or the module without a package of that name: either will do. */
const pythonProgram = `
import importlib.machinery as machinery, importlib.util, sys
try:
    from importlib.metadata import PackageNotFoundError, version as version_of
except ImportError:
    # A small Python without all of its own library.
    class PackageNotFoundError(Exception):
        pass
    def version_of(name):
        raise PackageNotFoundError(name)
sys.path[:] = [folder for folder in sys.path if folder]

def there(module):
    first, *inner = module.split(".")
    spec = importlib.util.find_spec(first)
    for part in inner:
        first += "." + part
        spec = spec and spec.submodule_search_locations and machinery.PathFinder.find_spec(first, spec.submodule_search_locations)
    return bool(spec)

for item in sys.argv[1:]:
    name, _, module = item.partition("=")
    version = None
    try:
        version = version_of(name)
    except PackageNotFoundError:
        try:
            version = "" if module and there(module) else None
        except (ImportError, ValueError):
            pass
    if version is not None:
        print(name, version, "", sep="\\t")
`;

/**
 * Arguments for Rscript or python3 that make it tell which packages it has. Nothing of a package is run, nor of the names: what follows
 * `--args` is no option to Rscript, and what follows `-c` none to Python.
 */
export function probeArguments(language: Language, packages: readonly PackageNeed[]): string[] {
  if (language === 'r') return ['--no-init-file', '-e', rProgram, '--args', ...packages.map(({ name }) => name)];
  return ['-c', pythonProgram, ...packages.map(({ name, module = '' }) => `${withoutExtras(name)}=${module}`)];
}

/** What it told, by the names of the needs. */
export function readProbe(stdout: string, packages: readonly PackageNeed[]): Map<string, ProbedPackage> {
  const needs = new Map(packages.map(({ name }) => [withoutExtras(name), name]));
  const found = new Map<string, ProbedPackage>();
  for (const line of stdout.split('\n')) {
    const [printed = '', version = '', path = ''] = line.split('\t');
    const name = needs.get(printed);
    // What follows a plus is a build of its own, which no registry has.
    if (name !== undefined) found.set(name, { version: version.replace(/\+.*$/u, ''), path });
  }
  return found;
}

function withoutExtras(name: string): string {
  return name.replace(/\[.*$/u, '');
}
