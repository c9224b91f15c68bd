import type { PackageNeed } from '../scripts/needs.ts';
import { rVector } from './layers.ts';
import { pinnedVersion, type MachinePackages } from './plan.ts';

/** Sets the repository that the build argument names, and builds on every processor. */
export const useRepository =
  'if (nzchar(Sys.getenv("CRAN"))) options(repos = c(CRAN = Sys.getenv("CRAN"))); options(Ncpus = parallel::detectCores())';

/**
 * Statements that install packages from CRAN, Bioconductor, GitHub and addresses, and load each at last: `install.packages` only warns of
 * what failed, and an image without a package must not be made.
 */
export function installStatements(packages: readonly PackageNeed[], machine: MachinePackages | undefined): string[] {
  const cran = packages.filter(({ origin }) => origin === undefined);
  const pinned = cran.flatMap((need) => {
    const version = pinnedVersion(need, machine);
    return version === undefined ? [] : [{ name: need.name, version }];
  });
  const floating = cran.filter((need) => pinnedVersion(need, machine) === undefined).map(({ name }) => name);
  const bioconductor = packages.filter(({ origin }) => origin?.kind === 'bioconductor').map(({ name }) => name);
  const github = packages.flatMap(({ origin }) => (origin?.kind === 'github' ? [origin.reference] : []));
  const urls = packages.flatMap(({ origin }) => (origin?.kind === 'url' ? [origin.reference] : []));
  const tools = [
    ...(pinned.length + github.length + urls.length > 0 ? ['remotes'] : []),
    ...(bioconductor.length > 0 ? ['BiocManager'] : []),
  ];
  const names = packages.map(({ name }) => name);
  const first = [...tools, ...floating];
  return [
    ...(first.length > 0 ? [`install.packages(${rVector(first)})`] : []),
    ...pinned.map(({ name, version }) => `remotes::install_version("${name}", "${version}", upgrade = "never")`),
    ...(bioconductor.length > 0 ? [`BiocManager::install(${rVector(bioconductor)}, ask = FALSE, update = FALSE)`] : []),
    ...(github.length > 0 ? [`remotes::install_github(${rVector(github)}, upgrade = "never")`] : []),
    ...urls.map(
      (url) =>
        `remotes::${/\.(zip|tar\.gz|tgz)$/u.test(url) ? 'install_url' : 'install_git'}("${url}", upgrade = "never")`,
    ),
    `for (name in ${rVector(names)}) loadNamespace(name)`,
  ];
}

/** Statements that restore renv's lock file into the image's own library. */
export function lockStatements(version: string | undefined): string[] {
  const install =
    version === undefined
      ? 'install.packages("renv")'
      : `install.packages("remotes"); remotes::install_version("renv", "${version}", upgrade = "never")`;
  return [
    useRepository,
    install,
    'options(renv.config.repos.override = getOption("repos"), renv.consent = TRUE)',
    'renv::restore(lockfile = "/tmp/renv.lock", library = .libPaths()[1], prompt = FALSE)',
  ];
}
