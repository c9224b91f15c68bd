import * as l10n from '@vscode/l10n';
import { isUnknownModule, type PackageNeed, type SourceFile } from '../scripts/needs.ts';
import { systemLibraries } from './debian.ts';
import { aptInstall, copyLines, runAll, wrapped } from './layers.ts';
import { requirementsOnly, shellWords } from './localLines.ts';
import { pinnedVersion, wanted, type DockerfileRequest, type ImageParts } from './plan.ts';
import { safeNeeds } from './safe.ts';

/** Python of an image when nothing says which. */
const currentPython = '3.12';

const environment = {
  LANG: 'C.UTF-8',
  // Lines of the log arrive when they are printed.
  PYTHONUNBUFFERED: '1',
  PYTHONDONTWRITEBYTECODE: '1',
};

/** An image for Python: the official slim one of the version that is wanted, packages by pip, binary wheels where there are any. */
export function pythonImage(request: DockerfileRequest): ImageParts {
  const { needs, machine } = request;
  const version = pythonVersion(request);
  const isRequirements = needs.source?.kind === 'requirements.txt';
  const { safe, refused } = safeNeeds(isRequirements ? needs.packages.slice(needs.listed) : wanted(request).packages);
  const given = isRequirements
    ? safe.filter((need) => need.optional !== true || machine?.packages.has(need.name) === true)
    : safe;
  const strange = given.filter((need) => isStrange(need, request));
  const extra = given.filter((need) => !strange.includes(need));
  const names = needs.packages.map(({ name }) => name.replace(/\[.*$/u, ''));
  const libraries = systemLibraries('python', names);
  const isGit = needs.packages.some(({ origin }) => origin?.kind === 'url' && origin.reference.startsWith('git+'));
  if (isGit) libraries.push('git');
  const layers: string[][] = [];
  if (libraries.length > 0)
    layers.push(aptInstall([l10n.t('What the packages need of the system.')], libraries, request.present));
  if (request.present?.arguments.has('PIP_INDEX_URL') !== true)
    layers.push([`# ${l10n.t('Where packages come from.')}`, 'ARG PIP_INDEX_URL=https://pypi.org/simple']);
  const files = needs.source?.kind === 'requirements.txt' ? [needs.source.path, ...(needs.source.includes ?? [])] : [];
  if (needs.source?.kind === 'requirements.txt') layers.push(requirementsLayer(needs.source, files));
  if (extra.length > 0) layers.push(pipLayer(extra, request));
  if (strange.length > 0) layers.push(strangeLayer(strange));
  return {
    base: `python:${version}-slim-bookworm`,
    reason: [l10n.t('Python {0} on Debian 12.', version)],
    layers: layers.filter((layer) => layer.length > 0),
    environment,
    copies: files,
    notes: [
      ...refused,
      ...(isRequirements ? extra.map((need) => notListed(need, needs.source?.path ?? '')) : []),
      ...strange.map(notKnown),
    ],
    left: strange,
  };
}

/** A module that nothing is known of, and that is not installed here either. */
function isStrange(need: PackageNeed, { needs, machine }: DockerfileRequest): boolean {
  return machine?.packages.has(need.name) !== true && isUnknownModule(need, needs);
}

function strangeLayer(packages: readonly PackageNeed[]): string[] {
  return [
    `# ${l10n.t('Not known here, so not installed: they may be modules of your own. If they are packages of PyPI, take the # away.')}`,
    `# RUN python3 -m pip install --no-cache-dir ${packages.map(({ name }) => quoted(name)).join(' ')}`,
  ];
}

function notKnown({ name, places }: PackageNeed): ImageParts['notes'][number] {
  const reason = l10n.t(
    'it is no file of the folder, not installed here and no package that is known, so it is left out: if it is a package, take the # away from its line',
  );
  return { text: name, place: places[0], reason };
}

function requirementsLayer(source: SourceFile, files: readonly string[]): string[] {
  const { path, hasLocal, hasLabels, left = [] } = source;
  const install = `python3 -m pip install --no-cache-dir -r /tmp/requirements/${path}`;
  const copied = shellWords(files.map((file) => `/tmp/requirements/${file}`));
  const isEdited = hasLocal === true || hasLabels === true || left.length > 0;
  const commands = [...(isEdited ? [requirementsOnly(copied, source)] : []), install, 'rm -rf /tmp/requirements'];
  return [
    `# ${l10n.t('Packages as {0} lists them.', path)}`,
    ...(isEdited ? [`# ${l10n.t('Lines that only fit one machine are left out first.')}`] : []),
    ...copyLines(files, '/tmp/requirements/'),
    ...runAll(commands),
  ];
}

function pipLayer(packages: readonly PackageNeed[], { machine }: DockerfileRequest): string[] {
  const floating = packages.filter((need) => specifier(need, machine) === need.name).map(({ name }) => name);
  const comment = [`# ${l10n.t('Packages in the versions that this machine or the project has.')}`];
  if (floating.length > 0)
    comment.push(`# ${l10n.t('No version is known of {0}: they come as they are at the time.', floating.join(', '))}`);
  const lines = wrapped(packages.map((need) => quoted(specifier(need, machine))));
  return [
    ...(floating.length === packages.length ? comment.slice(1) : comment),
    'RUN python3 -m pip install --no-cache-dir \\',
    ...lines.map((line, index) => `      ${line}${index === lines.length - 1 ? '' : ' \\'}`),
  ];
}

function specifier(need: PackageNeed, machine: DockerfileRequest['machine']): string {
  const { name, origin, constraint = '', marker } = need;
  const condition = marker === undefined ? '' : ` ; ${marker.replaceAll('"', "'")}`;
  if (origin?.kind === 'url') return `${name} @ ${origin.reference}${condition}`;
  const version = pinnedVersion(need, machine);
  return (version === undefined ? name + constraint : `${name}==${version}`) + condition;
}

/** A shell would take `<` and `>` for files, brackets for a pattern and `!` for itself. */
function quoted(text: string): string {
  return /^[\w.=+-]+$/u.test(text) ? text : `"${text}"`;
}

/** Major and minor version: what they wrote, else what runs here if the project takes it. */
function pythonVersion({ needs, machine }: DockerfileRequest): string {
  const version = needs.runtime ?? machine?.runtime ?? currentPython;
  const minor = (text: string): number => Number(/^3\.(\d+)/u.exec(text)?.[1] ?? 0);
  const wantedMinor =
    needs.minimum !== undefined && needs.runtime === undefined
      ? Math.max(minor(version), minor(needs.minimum))
      : minor(version);
  return `3.${wantedMinor === 0 ? minor(currentPython) : wantedMinor}`;
}

function notListed(need: PackageNeed, path: string): ImageParts['notes'][number] {
  return { text: need.name, place: need.places[0], reason: l10n.t('{0} does not list it', path) };
}
