import * as l10n from '@vscode/l10n';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { errorText } from '../../errors.ts';
import type { PackageNeed, Unresolved } from '../needs.ts';
import type { Language } from '../language.ts';
import { packageOfConda } from '../python/condaNames.ts';
import { isCondaLibrary, isCondaOfOtherSystem } from './machineOnly.ts';
import { readLine, type RequirementLine } from './requirements.ts';
import { unreadable, type SourceNeeds } from './source.ts';

const environment = z.object({
  name: z.nullish(z.string()),
  dependencies: z.nullish(z.array(z.union([z.string(), z.object({ pip: z.nullish(z.array(z.string())) })]))),
});

/** Reads conda's environment file. Conda itself installs from it: what is read here tells the check what an image should hold. */
export function readEnvironment(text: string, file: string): SourceNeeds {
  let parsed;
  try {
    parsed = environment.safeParse(parse(text));
  } catch (error) {
    return unreadable(file, l10n.t('it is not YAML: {0}', errorText(error).split('\n')[0] ?? ''));
  }
  if (!parsed.success) return unreadable(file, l10n.t('its dependencies could not be understood'));
  let runtime: string | undefined;
  const packages: PackageNeed[] = [];
  const lines: RequirementLine[] = [];
  const conda: string[] = [];
  const left: string[] = [];
  const notes: Unresolved[] = [];
  // What `conda env export` writes: every entry with its build, the libraries below Python too.
  const isExport = (parsed.data.dependencies ?? []).some(
    (entry) => typeof entry === 'string' && build.test(entry.trim()),
  );
  const lineOf = (entry: string): number => text.slice(0, Math.max(0, text.indexOf(entry))).split('\n').length;
  for (const entry of parsed.data.dependencies ?? []) {
    if (typeof entry !== 'string') {
      lines.push(...(entry.pip ?? []).map((item) => readLine(item.trim(), { file, line: lineOf(item) })));
      continue;
    }
    // channel::name=version=build, or with pip's operators.
    const [, name = '', rest = ''] = /^(?:[^:]+::)?([\w.-]+)\s*(.*)$/u.exec(entry.trim()) ?? [];
    if (name === '') continue;
    conda.push(name);
    const place = { file, line: lineOf(entry) };
    if (isCondaOfOtherSystem(name)) {
      left.push(name);
      notes.push({ text: name, place, reason: l10n.t('it is for Windows or macOS only: it is left out') });
      continue;
    }
    if (isExport && isCondaLibrary(name)) {
      left.push(name);
      continue;
    }
    const version = /^={1,2}\s*(\d[\w.]*)/u.exec(rest)?.[1];
    if (name === 'python' || name === 'r-base') runtime = version;
    else if (name !== 'pip') packages.push(condaNeed(name, version, rest, place));
  }
  if (isExport)
    notes.push(
      exported(
        file,
        left.filter((name) => !isCondaOfOtherSystem(name)),
      ),
    );
  left.push(...lines.flatMap((line) => line.left ?? []));
  const local = lines.filter(({ isLocal, include, constraints }) => isLocal ?? (include ?? constraints) !== undefined);
  return {
    packages: [...packages, ...lines.flatMap(({ need }) => need ?? [])],
    unresolved: [...notes, ...lines.flatMap(({ unresolved }) => unresolved ?? [])],
    includes: lines.flatMap(({ include }) => include ?? []),
    constraints: lines.flatMap(({ constraints }) => constraints ?? []),
    languages: languagesOf(conda),
    ...(local.length > 0 && { hasLocal: true }),
    ...(left.length > 0 && { left }),
    ...(isExport && { hasBuilds: true }),
    ...(runtime !== undefined && { runtime }),
  };
}

/** `name=1.0=h5e2_0` */
const build = /^[^=\s]+=[^=\s]+=[^=\s]+$/u;

/** What is told of an export: its builds fit one kind of machine, its libraries come with whatever needs them. */
function exported(file: string, libraries: readonly string[]): Unresolved {
  const reason =
    libraries.length === 0
      ? l10n.t('its builds fit the machine only that it was exported on: versions are kept, builds are left out')
      : l10n.t(
          'its builds fit the machine only that it was exported on: versions are kept, builds are left out, and so are libraries that come with whatever needs them ({0})',
          libraries.join(', '),
        );
  return { text: file, place: { file, line: 1 }, reason };
}

/** An environment that names neither R nor Python is Python's: conda's packages need it. */
function languagesOf(names: readonly string[]): Language[] {
  const isR = names.some((name) => name.startsWith('r-') || name.startsWith('bioconductor-'));
  const isPython = !isR || names.includes('python');
  return [...(isR ? (['r'] as const) : []), ...(isPython ? (['python'] as const) : [])];
}

function condaNeed(
  name: string,
  version: string | undefined,
  rest: string,
  place: PackageNeed['places'][number],
): PackageNeed {
  const constraint = version === undefined ? rest.replaceAll(/\s/gu, '') : '';
  return {
    name: name.startsWith('r-') ? name.slice(2) : packageOfConda(name),
    ...(version !== undefined && { version }),
    ...(constraint !== '' && { constraint }),
    places: [place],
  };
}
