import * as l10n from '@vscode/l10n';
import type { PackageNeed, Place, Unresolved } from '../needs.ts';
import { machineOnly } from './machineOnly.ts';
import { needOfRequirement, readRequirement } from './requirement.ts';
import type { SourceNeeds } from './source.ts';

/** Reads pip's requirements file: comments, continued lines, hashes, options, `-r` and `-c`, URLs. pip itself installs from it. */
export function readRequirements(text: string, file: string): SourceNeeds {
  const entries = logicalLines(text)
    .map(({ text: raw, line }) => ({ entry: raw.replace(/(^|\s)#.*$/u, '').trim(), place: { file, line } }))
    .filter(({ entry }) => entry !== '');
  // Builds such as 2.1.2+cu118 come from where the file says, not from PyPI.
  const hasIndex = entries.some(({ entry }) => /^(?:-i|-f|--index-url|--extra-index-url|--find-links)\b/u.test(entry));
  const lines = entries
    .map(({ entry, place }) => readLine(entry, place))
    .map((line) => (hasIndex ? line : withoutLabel(line)));
  const left = lines.flatMap((line) => line.left ?? []);
  return {
    packages: lines.flatMap(({ need }) => need ?? []),
    unresolved: lines.flatMap(({ unresolved }) => unresolved ?? []),
    includes: lines.flatMap(({ include }) => include ?? []),
    constraints: lines.flatMap(({ constraints }) => constraints ?? []),
    ...(left.length > 0 && { left }),
    ...(lines.some(({ hasLabel }) => hasLabel === true) && { hasLabels: true }),
    ...(lines.some(({ isLocal }) => isLocal === true) && { hasLocal: true }),
  };
}

/** What one line of a requirements file says. */
export interface RequirementLine {
  readonly need?: PackageNeed;
  readonly unresolved?: Unresolved;
  readonly include?: string;
  readonly constraints?: string;
  /** It names a folder or file of the machine. */
  readonly isLocal?: boolean;
  /** Its package's name as it is written, where the line fits the machine only that made the list. */
  readonly left?: string;
  /** Its version is of a build that PyPI does not have. */
  readonly hasLabel?: boolean;
}

/** The line with the version that PyPI has, for one of a build of its own: `torch==2.1.2+cu118`. */
function withoutLabel(line: RequirementLine): RequirementLine {
  const { need, unresolved } = line;
  const [version, label] = need?.version?.split('+') ?? [];
  if (!need || version === undefined || label === undefined || unresolved) return line;
  const reason = l10n.t('its build {0} is not on PyPI: {1} is taken as it is there', `+${label}`, version);
  return {
    ...line,
    need: { ...need, version },
    hasLabel: true,
    unresolved: { text: need.name, place: need.places[0], reason },
  };
}

/** Reads one line, without its comment. */
export function readLine(entry: string, place: Place): RequirementLine {
  const { file, line } = place;
  const include = /^(?:-r|--requirement)[\s=]*(\S.*)$/u.exec(entry)?.[1];
  if (include !== undefined) return { include };
  const constraints = /^(?:-c|--constraint)[\s=]*(\S.*)$/u.exec(entry)?.[1];
  if (constraints !== undefined) return { constraints };
  const editable = /^(?:-e|--editable)[\s=]*(\S.*)$/u.exec(entry)?.[1];
  if (entry.startsWith('-') && editable === undefined) return {};
  const location = editable ?? entry;
  if (/^(?:git\+|https?:|hg\+|svn\+|bzr\+)/u.test(location)) {
    const requirement = named(location);
    return requirement ? { need: needOfRequirement(requirement, file, line) } : { unresolved: odd(entry, place) };
  }
  if (editable !== undefined || /^(?:[.~/]|file:)|^[^:@]*\.(whl|zip|tar\.gz)$/u.test(withoutOptions(location))) {
    const reason = l10n.t('a package from a folder or file is not copied into the image: it is left out');
    return { isLocal: true, unresolved: { text: entry, place, reason } };
  }
  const requirement = readRequirement(withoutOptions(location));
  if (!requirement) return { unresolved: odd(entry, place) };
  const { url, ...rest } = requirement;
  const reason = requirement.marker === undefined ? machineOnly(requirement.name, requirement.version) : undefined;
  if (reason !== undefined) {
    const left = /^[\w.-]+/u.exec(location)?.[0] ?? requirement.name;
    return { left, unresolved: { text: entry, place, reason } };
  }
  if (url?.startsWith('file:') !== true) return { need: needOfRequirement(requirement, file, line) };
  // What pip freeze says of a package that conda or a file brought.
  const because = l10n.t('its file is on somebody’s machine: it comes from where other packages do, in any version');
  return {
    need: needOfRequirement(rest, file, line),
    isLocal: true,
    unresolved: { text: requirement.name, place, reason: because },
  };
}

function odd(text: string, place: Place): Unresolved {
  return { text, place, reason: l10n.t('this line could not be understood') };
}

/** Lines that end in a backslash go on in the next. */
function logicalLines(text: string): { readonly text: string; readonly line: number }[] {
  const lines: { text: string; line: number }[] = [];
  let open: { text: string; line: number } | undefined;
  for (const [index, part] of text.split(/\r?\n/u).entries()) {
    const current: { text: string; line: number } = open ?? { text: '', line: index + 1 };
    const goesOn = part.endsWith('\\');
    current.text += goesOn ? `${part.slice(0, -1)} ` : part;
    if (!open) lines.push(current);
    open = goesOn ? current : undefined;
  }
  return lines;
}

/** `--hash` and other options of a requirement follow it. */
function withoutOptions(entry: string): string {
  return entry.replace(/\s+--(hash|config-settings?|global-option|install-option)\b.*$/u, '');
}

/** A package by its address, whose name stands behind `#egg=` or is the repository's. */
function named(url: string): ReturnType<typeof readRequirement> {
  const name = /#egg=([\w.-]+)/u.exec(url)?.[1] ?? /\/([\w.-]+?)(?:\.git)?(?:@[^/]*)?(?:#.*)?$/u.exec(url)?.[1];
  return name === undefined ? undefined : readRequirement(`${name.replace(/-\d.*$/u, '')} @ ${url}`);
}
