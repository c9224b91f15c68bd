import * as l10n from '@vscode/l10n';
import type { PackageNeed, Place, Unresolved } from '../needs.ts';
import { needOfRequirement, readRequirement } from './requirement.ts';
import type { SourceNeeds } from './source.ts';

/** Reads pip's requirements file: comments, continued lines, hashes, options, `-r` and `-c`, URLs. pip itself installs from it. */
export function readRequirements(text: string, file: string): SourceNeeds {
  const lines = logicalLines(text)
    .map(({ text: raw, line }) => ({ entry: raw.replace(/(^|\s)#.*$/u, '').trim(), place: { file, line } }))
    .filter(({ entry }) => entry !== '')
    .map(({ entry, place }) => readLine(entry, place));
  return {
    packages: lines.flatMap(({ need }) => need ?? []),
    unresolved: lines.flatMap(({ unresolved }) => unresolved ?? []),
    includes: lines.flatMap(({ include }) => include ?? []),
    constraints: lines.flatMap(({ constraints }) => constraints ?? []),
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
  if (url?.startsWith('file:') !== true) return { need: needOfRequirement(requirement, file, line) };
  // What pip freeze says of a package that conda or a file brought.
  const reason = l10n.t('its file is on somebody’s machine: it comes from where other packages do, in any version');
  return {
    need: needOfRequirement(rest, file, line),
    isLocal: true,
    unresolved: { text: requirement.name, place, reason },
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
