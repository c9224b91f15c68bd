import type { PackageNeed } from '../scripts/needs.ts';
import { rVector } from './layers.ts';
import { pinnedVersion, type MachinePackages } from './plan.ts';

/** Builds on every processor. */
const everyProcessor = 'options(Ncpus = parallel::detectCores())';

/**
 * Sets the repository that the build argument names. `isDated` says that the image's own is CRAN as it was on a day: Posit's repository,
 * where versions that are newer than the image are found by `latest` in the place of the day.
 */
export function useRepository({ argument, isDated }: PackageRepository): string[] {
  const set = `if (nzchar(Sys.getenv("${argument}"))) options(repos = c(CRAN = Sys.getenv("${argument}"))); ${everyProcessor}`;
  return isDated
    ? [set, 'latest <- getOption("repos"); latest[] <- sub("/[0-9]{4}-[0-9]{2}-[0-9]{2}", "/latest", latest)']
    : [set];
}

/** Where an image's R takes packages from. */
export interface PackageRepository {
  /** Name of the build argument that names another. */
  readonly argument: string;
  readonly isDated: boolean;
}

/** In CRAN as it was on a day, versions that are pinned or asked for may not be yet. */
function repositories({ isDated }: PackageRepository): string {
  return isDated ? ', repos = latest' : '';
}

/**
 * Statements that install packages from CRAN, Bioconductor, GitHub and addresses, and load each at last: `install.packages` only warns of
 * what failed, and an image without a package must not be made. What is pinned comes first: it brings what it needs in turn.
 */
export function installStatements(
  packages: readonly PackageNeed[],
  machine: MachinePackages | undefined,
  repository: PackageRepository,
): string[] {
  const cran = packages.filter(({ origin }) => origin === undefined);
  const pinned = cran.flatMap((need) => {
    const version = pinnedVersion(need, machine);
    return version === undefined ? [] : [{ name: need.name, version }];
  });
  const floating = cran.filter((need) => pinnedVersion(need, machine) === undefined);
  const constrained = floating.flatMap(({ name, constraint }) => (constraint === undefined ? [] : [name]));
  const free = floating.flatMap(({ name, constraint }) => (constraint === undefined ? [name] : []));
  const bioconductor = packages.filter(({ origin }) => origin?.kind === 'bioconductor').map(({ name }) => name);
  const github = packages.flatMap(({ origin }) => (origin?.kind === 'github' ? [origin.reference] : []));
  const urls = packages.flatMap(({ origin }) => (origin?.kind === 'url' ? [origin.reference] : []));
  const tools = [
    ...(pinned.length + github.length + urls.length > 0 ? ['remotes'] : []),
    ...(bioconductor.length > 0 ? ['BiocManager'] : []),
  ];
  const from = repositories(repository);
  return [
    ...(tools.length > 0 ? [`install.packages(${rVector(tools)})`] : []),
    ...pinned.map(({ name, version }) => `remotes::install_version("${name}", "${version}", upgrade = "never"${from})`),
    ...(constrained.length > 0 ? [`install.packages(${rVector(constrained)}${from})`] : []),
    ...(free.length > 0 ? [`install.packages(${rVector(free)})`] : []),
    ...(bioconductor.length > 0 ? [`BiocManager::install(${rVector(bioconductor)}, ask = FALSE, update = FALSE)`] : []),
    ...(github.length > 0 ? [`remotes::install_github(${rVector(github)}, upgrade = "never")`] : []),
    ...urls.map(
      (url) =>
        `remotes::${/\.(zip|tar\.gz|tgz)$/u.test(url) ? 'install_url' : 'install_git'}("${url}", upgrade = "never")`,
    ),
    `for (name in ${rVector(packages.map(({ name }) => name))}) loadNamespace(name)`,
    ...packages.flatMap(({ name, constraint = '' }) => {
      const [, sign, version] = /^(>=?|<=?|==)(\d[\d.-]*)$/u.exec(constraint) ?? [];
      return sign !== undefined && version !== undefined
        ? [`stopifnot(packageVersion("${name}") ${sign} "${version}")`]
        : [];
    }),
  ];
}

/**
 * Statements that restore renv's lock file into the image's own library. A lock file names CRAN by an address that has sources only: the
 * image's own has binaries, and is taken for it. Other repositories are the lock file's.
 */
export function lockStatements(
  version: string | undefined,
  repository: PackageRepository,
  hasRepositories: boolean,
): string[] {
  const install =
    version === undefined
      ? 'install.packages("renv")'
      : `install.packages("remotes"); remotes::install_version("renv", "${version}", upgrade = "never"${repositories(repository)})`;
  const own = `if (nzchar(Sys.getenv("${repository.argument}"))) options(renv.config.repos.override = getOption("repos"))`;
  return [
    ...useRepository(repository),
    install,
    hasRepositories
      ? own
      : `options(renv.config.repos.override = ${repository.isDated ? 'latest' : 'getOption("repos")'})`,
    'options(renv.consent = TRUE)',
    'renv::restore(lockfile = "/tmp/renv.lock", library = .libPaths()[1], prompt = FALSE)',
  ];
}
