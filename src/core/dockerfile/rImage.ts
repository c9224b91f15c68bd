import * as l10n from '@vscode/l10n';
import type { PackageNeed } from '../scripts/needs.ts';
import { isRecommendedPackage } from '../scripts/r/basePackages.ts';
import { satisfies } from '../scripts/satisfies.ts';
import { debianPackage, debianR, systemLibraries } from './debian.ts';
import { aptInstall, runR } from './layers.ts';
import { pinnedVersion, wanted, type DockerfileRequest, type ImageParts, type Present } from './plan.ts';
import { installStatements, lockStatements, useRepository, type PackageRepository } from './rStatements.ts';
import { isSafeVersion, safeNeeds } from './safe.ts';

/** Posit's repository in rocker's images is CRAN as it was on a day; they have a variable `CRAN`, which some builders prefer to an argument. */
const rockerRepository: PackageRepository = { argument: 'CRAN_MIRROR', isDated: true };
const debianRepository: PackageRepository = { argument: 'CRAN', isDated: false };

/** R of an image when nothing says which. */
const currentR = '4.5.1';

const environment = {
  LANG: 'C.UTF-8',
  TZ: 'UTC',
  // A project's .Rprofile would look for renv's library, which stays on the machine where it was made.
  RENV_CONFIG_AUTOLOADER_ENABLED: 'FALSE',
};

/**
 * An image for R. Debian 12 where its R is the one that is wanted and no lock file binds: there is a binary of a thousand packages.
 * Else rocker/r-ver, which has every version of R, with Posit's binaries of CRAN.
 */
export function rImage(request: DockerfileRequest): ImageParts {
  const { needs, machine } = request;
  const here = needs.runtime ?? machine?.runtime;
  const { minimum } = needs;
  // A project may ask for a newer R than this machine has.
  const isTooOld = minimum !== undefined && isOlder(here ?? currentR, minimum);
  const version = isTooOld ? atLeast(minimum) : (here ?? currentR);
  const because = isTooOld ? [l10n.t('The project asks for R {0} or newer.', minimum)] : [];
  if (needs.source?.kind === 'renv.lock') return lockedImage(request, version, because);
  const isDebian = version.startsWith(`${debianR}.`) && needs.runtime === undefined;
  return isDebian ? debianImage(request, version) : rockerImage(request, version, because);
}

/** What is added to an image that has R already, on Debian's packages or as rocker makes it. */
export function addedToR(request: DockerfileRequest, base: 'debian' | 'rocker'): ImageParts {
  return base === 'debian' ? debianImage(request, '') : rockerImage(request, '', []);
}

function withoutEmpty(layers: readonly (readonly string[])[]): (readonly string[])[] {
  return layers.filter((layer) => layer.length > 0);
}

/** The current R, or a newer one that is asked for: an image bears all three numbers. */
function atLeast(minimum: string): string {
  if (!isOlder(currentR, minimum)) return currentR;
  return [...minimum.split('.'), '0', '0'].slice(0, 3).join('.');
}

function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) < 0;
}

function debianImage(request: DockerfileRequest, version: string): ImageParts {
  const { safe: all, refused } = safeNeeds(wanted(request).packages);
  const { machine } = request;
  const safe = all.map((need) => asInstalled(need, machine));
  const isBinary = (need: PackageNeed): boolean => {
    if (debianPackage(need.name) === undefined || need.origin?.kind === 'github' || need.origin?.kind === 'url')
      return false;
    const installed = machine?.packages.get(need.name);
    if (need.version !== undefined) return false;
    // Debian's version is known only where it is this machine's.
    if (need.constraint !== undefined)
      return installed?.fromSystem === true && satisfies(installed.version, need.constraint) === true;
    return installed === undefined || installed.fromSystem;
  };
  const binaries = safe.filter(isBinary);
  const sources = safe.filter((need) => !isBinary(need));
  const libraries = systemLibraries(
    'r',
    sources.map(({ name }) => name),
  );
  const names = binaries.flatMap(({ name }) => debianPackage(name) ?? []).sort();
  const layers = [
    aptInstall(
      [l10n.t('R, and what its packages need of the system.')],
      ['ca-certificates', sources.length > 0 ? 'r-base-dev' : 'r-base-core', ...libraries],
      request.present,
    ),
  ];
  if (names.length > 0)
    layers.push(
      aptInstall(
        [l10n.t('R packages that Debian has as binaries; their versions are the release’s.')],
        names,
        request.present,
      ),
    );
  if (sources.length > 0)
    layers.push(
      cranArgument(debianRepository, 'https://cloud.r-project.org', request.present),
      debianDependencies(sources),
      cranLayer(sources, request, debianRepository),
    );
  return {
    base: 'debian:bookworm-slim',
    reason: [l10n.t('Debian 12: its R is {0}, as on this machine, and it has many R packages as binaries.', version)],
    layers: withoutEmpty(layers),
    environment,
    copies: [],
    notes: refused,
  };
}

/** A version that this machine has from CRAN, and that the project takes, is the one that the image gets. */
function asInstalled(need: PackageNeed, machine: DockerfileRequest['machine']): PackageNeed {
  const { constraint, ...rest } = need;
  const installed = machine?.packages.get(need.name);
  if (constraint === undefined || need.origin || !installed || installed.fromSystem) return need;
  return satisfies(installed.version, constraint) === true ? { ...rest, version: installed.version } : need;
}

function rockerImage(request: DockerfileRequest, version: string, because: readonly string[]): ImageParts {
  const { safe, refused } = safeNeeds(wanted(request).packages);
  const packages = safe
    .filter((need) => !isRecommendedPackage(need.name) || need.version !== undefined || need.constraint !== undefined)
    .map((need) => asInstalled(need, request.machine));
  return {
    ...rocker(version, because),
    layers: withoutEmpty([
      rockerSystem(
        packages.map(({ name }) => name),
        request.present,
      ),
      ...(packages.length > 0
        ? [cranArgument(rockerRepository, '', request.present), cranLayer(packages, request, rockerRepository)]
        : []),
    ]),
    environment,
    copies: [],
    notes: refused,
  };
}

function lockedImage(request: DockerfileRequest, version: string, because: readonly string[]): ImageParts {
  const { needs } = request;
  const { safe, refused } = safeNeeds(needs.packages.slice(needs.listed).filter((need) => need.optional !== true));
  const names = needs.packages.map(({ name }) => name);
  const path = needs.source?.path ?? 'renv.lock';
  const locked = needs.packages.find(({ name }) => name === 'renv')?.version;
  const renv = locked !== undefined && isSafeVersion(locked) ? locked : undefined;
  const missing = safe.map((need) => ({
    text: need.name,
    place: need.places[0],
    reason: l10n.t('{0} does not list it, so its version is not pinned: run renv::snapshot()', path),
  }));
  return {
    ...rocker(version, because),
    layers: [
      rockerSystem(names, request.present),
      cranArgument(rockerRepository, '', request.present),
      [
        `# ${l10n.t('R packages in the versions of {0}.', path)}`,
        `COPY ${path} /tmp/renv.lock`,
        ...runR(lockStatements(renv, rockerRepository, needs.source?.hasRepositories === true)),
      ],
      ...(safe.length > 0 ? [cranLayer(safe, request, rockerRepository)] : []),
    ],
    environment,
    copies: [path],
    notes: [...refused, ...missing],
  };
}

function rocker(version: string, because: readonly string[]): Pick<ImageParts, 'base' | 'reason'> {
  return {
    base: `rocker/r-ver:${version}`,
    reason: [...because, l10n.t('R {0}, with binaries of CRAN’s packages by Posit.', version)],
  };
}

/** The image brings R; any other base that has Debian's packages gets it here. */
function rockerSystem(names: readonly string[], present: Present | undefined): string[] {
  const comment = l10n.t('What the packages need of the system, and R where the base image has none.');
  return aptInstall(
    [comment],
    ['ca-certificates', 'git', ...systemLibraries('r', names).filter((name) => name !== 'git')],
    present,
    present ? undefined : '$(command -v Rscript > /dev/null || echo r-base-dev)',
  );
}

function cranArgument({ argument }: PackageRepository, repository: string, present: Present | undefined): string[] {
  if (present?.arguments.has(argument) === true) return [];
  const comment =
    repository === ''
      ? l10n.t('Where packages come from; empty: where the base image says.')
      : l10n.t('Where the other packages come from.');
  return [`# ${comment}`, `ARG ${argument}=${repository}`];
}

/** Of what CRAN's packages need in turn, Debian's binaries save hours of building. */
function debianDependencies(sources: readonly PackageNeed[]): string[] {
  const cran = sources.filter(({ origin }) => origin === undefined).map(({ name }) => name);
  if (cran.length === 0) return [];
  const list = cran.map((name) => `"${name}"`).join(', ');
  return [
    `# ${l10n.t('What those need in turn, as binaries where Debian has them.')}`,
    `RUN Rscript -e 'known <- available.packages(repos = Sys.getenv("CRAN"))' \\`,
    `            -e 'needed <- unlist(tools::package_dependencies(c(${list}), known, recursive = TRUE))' \\`,
    `            -e 'writeLines(unique(paste0("r-cran-", tolower(needed))))' > /tmp/needed \\`,
    ' && apt-get update \\',
    ' && apt-cache pkgnames r-cran- | grep -Fx -f /tmp/needed \\',
    '  | xargs -r apt-get install -y --no-install-recommends \\',
    ' && rm -rf /var/lib/apt/lists/* /tmp/needed',
  ];
}

function cranLayer(
  packages: readonly PackageNeed[],
  { machine }: DockerfileRequest,
  repository: PackageRepository,
): string[] {
  const pinned = packages.filter((need) => need.origin === undefined && pinnedVersion(need, machine) !== undefined);
  const floating = packages.filter((need) => need.origin === undefined && !pinned.includes(need));
  const comments = [];
  if (pinned.length > 0)
    comments.push(`# ${l10n.t('R packages in the versions that this machine or the project has.')}`);
  if (floating.length > 0)
    comments.push(
      `# ${l10n.t('No version is known of {0}: they come as they are at the time.', floating.map(({ name }) => name).join(', '))}`,
    );
  if (comments.length === 0) comments.push(`# ${l10n.t('R packages from elsewhere than CRAN.')}`);
  return [...comments, ...runR([...useRepository(repository), ...installStatements(packages, machine, repository)])];
}
