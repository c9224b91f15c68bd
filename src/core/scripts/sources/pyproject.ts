import * as l10n from '@vscode/l10n';
import { parse } from 'smol-toml';
import * as z from 'zod/mini';
import { errorText } from '../../errors.ts';
import type { PackageNeed, Unresolved } from '../needs.ts';
import { normalPackageName } from '../python/packageName.ts';
import { needOfRequirement, readRequirement } from './requirement.ts';
import { unreadable, type SourceNeeds } from './source.ts';

const text = z.optional(z.string());
/** What Poetry and Pipenv say of a package. */
export const poetryEntry = z.union([
  z.string(),
  z.object({
    version: text,
    optional: z.optional(z.boolean()),
    extras: z.optional(z.array(z.string())),
    git: text,
    rev: text,
    tag: text,
    branch: text,
    url: text,
    path: text,
    markers: text,
  }),
  z.array(z.unknown()),
]);

const group = z.object({
  optional: z.optional(z.boolean()),
  dependencies: z.optional(z.record(z.string(), poetryEntry)),
});

const fileList = z.union([z.string(), z.array(z.string())]);

const project = z.object({
  project: z.optional(
    z.object({
      name: text,
      dependencies: z.optional(z.array(z.string())),
      'requires-python': text,
      dynamic: z.optional(z.array(z.string())),
    }),
  ),
  tool: z.optional(
    z.object({
      poetry: z.optional(
        z.object({
          name: text,
          dependencies: z.optional(z.record(z.string(), poetryEntry)),
          group: z.optional(z.record(z.string(), group)),
        }),
      ),
      setuptools: z.optional(
        z.object({
          dynamic: z.optional(z.object({ dependencies: z.optional(z.object({ file: z.optional(fileList) })) })),
        }),
      ),
      hatch: z.optional(
        z.object({
          metadata: z.optional(
            z.object({
              hooks: z.optional(z.object({ requirements_txt: z.optional(z.object({ files: z.optional(fileList) })) })),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** Groups of Poetry that only who works on the project needs. */
const forWork = /^(?:dev|development|tests?|testing|docs?|lint|linting|typing|types|ci|debug)$/u;

/** Reads the dependencies of pyproject.toml: the standard ones (PEP 621) and those of the files that it names, else Poetry's. */
export function readPyproject(text: string, file: string): SourceNeeds {
  let parsed;
  try {
    parsed = project.safeParse(parse(text));
  } catch (error) {
    return unreadable(file, l10n.t('it is not TOML: {0}', errorText(error).split('\n')[0] ?? ''));
  }
  if (!parsed.success) return unreadable(file, l10n.t('its dependencies could not be understood'));
  const { project: standard, tool } = parsed.data;
  const lineOf = lineFinder(text);
  const { poetry } = tool ?? {};
  const own = standard?.name ?? poetry?.name;
  const groups = Object.entries(poetry?.group ?? {}).filter(
    ([name, { optional }]) => optional !== true && !forWork.test(name),
  );
  const entries = [poetry?.dependencies ?? {}, ...groups.map(([, { dependencies = {} }]) => dependencies)];
  const listed = [
    requirementList(standard?.dependencies ?? [], file, lineOf),
    ...entries.map((each) => poetryNeeds(each, file, lineOf)),
  ];
  const isDynamic = standard?.dynamic?.includes('dependencies') === true;
  const includes = isDynamic
    ? [tool?.setuptools?.dynamic?.dependencies?.file, tool?.hatch?.metadata?.hooks?.requirements_txt?.files].flatMap(
        (named) => named ?? [],
      )
    : [];
  const python = poetry?.dependencies?.['python'];
  const minimum = lowest(standard?.['requires-python'] ?? (typeof python === 'string' ? python : undefined));
  const made = {
    text: 'dynamic',
    place: { file, line: lineOf('dynamic') },
    reason: l10n.t('its dependencies are made by its build'),
  };
  return {
    packages: listed.flatMap(({ packages }) => packages),
    unresolved: [
      ...listed.flatMap(({ unresolved }) => unresolved),
      ...(isDynamic && includes.length === 0 && poetry === undefined ? [made] : []),
    ],
    ...(includes.length > 0 && { includes }),
    ...(minimum !== undefined && { minimum }),
    ...(own !== undefined && { own: normalPackageName(own) }),
  };
}

/** The line of a text where a word stands first; from 1. */
export function lineFinder(text: string): (word: string) => number {
  return (word) => Math.max(1, text.slice(0, Math.max(0, text.indexOf(word))).split('\n').length);
}

/** Requirements as the standard writes them in a list. */
export function requirementList(
  entries: readonly string[],
  file: string,
  lineOf: (word: string) => number,
): SourceNeeds {
  const packages: PackageNeed[] = [];
  const unresolved: Unresolved[] = [];
  for (const entry of entries) {
    const place = { file, line: lineOf(entry) };
    const requirement = readRequirement(entry);
    if (requirement) packages.push(needOfRequirement(requirement, file, place.line));
    else unresolved.push({ text: entry, place, reason: l10n.t('this line could not be understood') });
  }
  return { packages, unresolved };
}

/** A table of packages as Poetry and Pipenv write it. */
export function poetryNeeds(
  entries: Readonly<Record<string, z.infer<typeof poetryEntry>>>,
  file: string,
  lineOf: (word: string) => number,
): SourceNeeds {
  const packages: PackageNeed[] = [];
  const unresolved: Unresolved[] = [];
  for (const [name, entry] of Object.entries(entries)) {
    if (name === 'python') continue;
    const place = { file, line: lineOf(name) };
    const need = poetryNeed(name, entry, place);
    if (need) packages.push(need);
    else
      unresolved.push({
        text: name,
        place,
        reason: l10n.t('a package from a folder or file is not copied into the image'),
      });
  }
  return { packages, unresolved };
}

function poetryNeed(
  name: string,
  entry: z.infer<typeof poetryEntry>,
  place: PackageNeed['places'][number],
): PackageNeed | undefined {
  if (Array.isArray(entry)) return { name: normalPackageName(name), places: [place] };
  const {
    version = '*',
    optional,
    extras,
    git,
    url,
    path,
    rev,
    tag,
    branch,
    markers,
  } = typeof entry === 'string' ? { version: entry } : entry;
  if (path !== undefined) return undefined;
  const ref = rev ?? tag ?? branch;
  const reference = git === undefined ? url : `git+${git}${ref === undefined ? '' : `@${ref}`}`;
  const constraint = poetryConstraint(version);
  const exact = /^==([\w.+!-]+)$/u.exec(constraint)?.[1];
  return {
    name: normalPackageName(name) + (extras && extras.length > 0 ? `[${extras.join(',')}]` : ''),
    ...(exact !== undefined && { version: exact }),
    ...(exact === undefined && constraint !== '' && { constraint }),
    ...(reference !== undefined && { origin: { kind: 'url', reference } }),
    ...(optional === true && { optional }),
    ...(markers !== undefined && { marker: markers }),
    places: [place],
  };
}

/** Poetry's `^1.2.3` and `~1.2` as pip writes them; a bare version is exact. */
export function poetryConstraint(version: string): string {
  // `>=1.2 <2` is two of them; pip wants a comma.
  return version
    .trim()
    .replaceAll(/\s+(?=[<>=!~^])/gu, ',')
    .split(',')
    .map((part) => part.trim())
    .map((part) => {
      if (part === '*' || part === '') return '';
      const [, sign = '', number = ''] = /^([\^~]?)\s*(\d[\w.*+-]*)$/u.exec(part) ?? [];
      if (sign === '^') return `>=${number},<${above(number, caretPlace(number))}`;
      if (sign === '~') return `>=${number},<${above(number, number.includes('.') ? 1 : 0)}`;
      return number === '' ? part.replaceAll(/\s/gu, '') : `==${number}`;
    })
    .filter((part) => part !== '')
    .join(',');
}

/** The first number that is not zero: what `^` keeps. */
function caretPlace(number: string): number {
  const parts = number.split('.');
  const place = parts.findIndex((part) => Number(part) > 0);
  return place === -1 ? parts.length - 1 : place;
}

function above(number: string, place: number): string {
  const kept = number.split('.').slice(0, place + 1);
  return [...kept.slice(0, -1), Number(kept.at(-1) ?? 0) + 1].join('.');
}

/** The lowest version that a constraint takes. */
export function lowest(constraint: string | undefined): string | undefined {
  return constraint === undefined ? undefined : /(?:>=|\^|~=?|==)\s*(\d+(?:\.\d+)*)/u.exec(constraint)?.[1];
}
