import * as l10n from '@vscode/l10n';
import { parse } from 'smol-toml';
import * as z from 'zod/mini';
import { errorText } from '../../errors.ts';
import { normalPackageName } from '../python/packageName.ts';
import { lineFinder, poetryEntry, poetryNeeds } from './pyproject.ts';
import { unreadable, type SourceNeeds } from './source.ts';

const requires = z.optional(
  z.looseObject({ python_version: z.optional(z.string()), python_full_version: z.optional(z.string()) }),
);
const pipfile = z.object({ packages: z.optional(z.record(z.string(), poetryEntry)), requires });
const locked = z.object({
  version: z.optional(z.string()),
  markers: z.optional(z.string()),
  git: z.optional(z.string()),
  ref: z.optional(z.string()),
});
const pipfileLock = z.object({
  _meta: z.optional(z.looseObject({ requires })),
  default: z.optional(z.record(z.string(), locked)),
});

/** Reads Pipenv's Pipfile. */
export function readPipfile(text: string, file: string): SourceNeeds {
  let parsed;
  try {
    parsed = pipfile.safeParse(parse(text));
  } catch (error) {
    return unreadable(file, l10n.t('it is not TOML: {0}', errorText(error).split('\n')[0] ?? ''));
  }
  if (!parsed.success) return unreadable(file, l10n.t('its packages could not be understood'));
  return { ...poetryNeeds(parsed.data.packages ?? {}, file, lineFinder(text)), ...runtimeOf(parsed.data.requires) };
}

/** Reads Pipenv's lock file. */
export function readPipfileLock(text: string, file: string): SourceNeeds {
  let parsed;
  try {
    parsed = pipfileLock.safeParse(JSON.parse(text));
  } catch (error) {
    return unreadable(file, l10n.t('it is not JSON: {0}', errorText(error)));
  }
  if (!parsed.success) return unreadable(file, l10n.t('its packages could not be understood'));
  const lineOf = lineFinder(text);
  const packages = Object.entries(parsed.data.default ?? {}).map(([name, { version, markers, git, ref }]) => {
    const exact = version?.replace(/^==/u, '');
    return {
      name: normalPackageName(name),
      ...(exact !== undefined && { version: exact }),
      ...(git !== undefined && {
        origin: { kind: 'url' as const, reference: `git+${git}${ref === undefined ? '' : `@${ref}`}` },
      }),
      ...(markers !== undefined && { marker: markers }),
      places: [{ file, line: lineOf(`"${name}"`) }],
    };
  });
  return { packages, unresolved: [], ...runtimeOf(parsed.data._meta?.requires) };
}

function runtimeOf(wanted: z.infer<typeof requires>): Pick<SourceNeeds, 'runtime'> {
  const runtime = wanted?.python_full_version ?? wanted?.python_version;
  return runtime === undefined || runtime === '*' ? {} : { runtime };
}
