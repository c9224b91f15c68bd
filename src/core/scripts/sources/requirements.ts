import * as l10n from '@vscode/l10n';
import type { PackageNeed, Unresolved } from '../needs.ts';
import { needOfRequirement, readRequirement } from './requirement.ts';
import type { SourceNeeds } from './source.ts';

/** Reads pip's requirements file: comments, continued lines, hashes, options, `-r` and `-c`, URLs. pip itself installs from it. */
export function readRequirements(text: string, file: string): SourceNeeds {
  const packages: PackageNeed[] = [];
  const unresolved: Unresolved[] = [];
  const includes: string[] = [];
  for (const { text: raw, line } of logicalLines(text)) {
    const entry = raw.replace(/(^|\s)#.*$/u, '').trim();
    if (entry === '') continue;
    const place = { file, line };
    const include = /^(?:-r|--requirement|-c|--constraint)[\s=]*(\S.*)$/u.exec(entry)?.[1];
    if (include !== undefined) {
      includes.push(include);
      continue;
    }
    const editable = /^(?:-e|--editable)[\s=]*(\S.*)$/u.exec(entry)?.[1];
    const location = editable ?? entry;
    if (!entry.startsWith('-') || editable !== undefined) {
      const url = /^(?:git\+|https?:|hg\+|svn\+|bzr\+)/u.test(location);
      const requirement = url
        ? named(location)
        : editable === undefined
          ? readRequirement(withoutOptions(location))
          : undefined;
      if (requirement) packages.push(needOfRequirement(requirement, file, line));
      else if (/^[.~/]|\.(whl|zip|tar\.gz)$/u.test(location) || editable !== undefined)
        unresolved.push({
          text: entry,
          place,
          reason: l10n.t('a package from a folder or file is not copied into the image'),
        });
      else unresolved.push({ text: entry, place, reason: l10n.t('this line could not be understood') });
    }
  }
  return { packages, unresolved, includes };
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
