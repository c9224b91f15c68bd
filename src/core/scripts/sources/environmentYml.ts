import * as l10n from '@vscode/l10n';
import { parse } from 'yaml';
import * as z from 'zod';
import { errorText } from '../../errors.ts';
import type { PackageNeed } from '../needs.ts';
import { normalPackageName } from '../python/packageName.ts';
import { needOfRequirement, readRequirement } from './requirement.ts';
import { unreadable, type SourceNeeds } from './source.ts';

const environment = z.object({
  name: z.string().nullish(),
  dependencies: z.array(z.union([z.string(), z.object({ pip: z.array(z.string()).nullish() })])).nullish(),
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
  const lineOf = (entry: string): number => text.slice(0, Math.max(0, text.indexOf(entry))).split('\n').length;
  for (const entry of parsed.data.dependencies ?? []) {
    if (typeof entry !== 'string') {
      for (const item of entry.pip ?? []) {
        const requirement = readRequirement(item);
        if (requirement) packages.push(needOfRequirement(requirement, file, lineOf(item)));
      }
      continue;
    }
    // channel::name=version=build, or with pip's operators.
    const [, name = '', rest = ''] = /^(?:[^:]+::)?([\w.-]+)\s*(.*)$/u.exec(entry.trim()) ?? [];
    const version = /^={1,2}\s*(\d[\w.]*)/u.exec(rest)?.[1];
    if (name === 'python' || name === 'r-base') runtime = version;
    else if (name !== 'pip' && name !== '')
      packages.push(condaNeed(name, version, rest, { file, line: lineOf(entry) }));
  }
  return { packages, unresolved: [], ...(runtime !== undefined && { runtime }) };
}

function condaNeed(
  name: string,
  version: string | undefined,
  rest: string,
  place: PackageNeed['places'][number],
): PackageNeed {
  const constraint = version === undefined ? rest.replaceAll(/\s/gu, '') : '';
  return {
    name: name.startsWith('r-') ? name.slice(2) : normalPackageName(name),
    ...(version !== undefined && { version }),
    ...(constraint !== '' && { constraint }),
    places: [place],
  };
}
