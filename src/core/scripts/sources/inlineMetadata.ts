import * as l10n from '@vscode/l10n';
import { parse } from 'smol-toml';
import * as z from 'zod/mini';
import { errorText } from '../../errors.ts';
import { lineFinder, lowest, requirementList } from './pyproject.ts';
import type { SourceNeeds } from './source.ts';

/** As the standard for inline metadata of scripts (PEP 723) finds it. */
const block = /^# \/\/\/ script[ \t]*\r?\n((?:#(?:| .*)\r?\n)+?)# \/\/\/[ \t]*$/mu;

const metadata = z.object({
  dependencies: z.optional(z.array(z.string())),
  'requires-python': z.optional(z.string()),
});

/** Reads what a Python script says in its head that it needs; undefined for one that says nothing. */
export function readInlineMetadata(text: string, file: string): SourceNeeds | undefined {
  const found = block.exec(text);
  if (!found) return undefined;
  const place = { file, line: text.slice(0, found.index).split('\n').length };
  const toml = (found[1] ?? '').replaceAll(/^# ?/gmu, '');
  const wrong = (reason: string): SourceNeeds => ({
    packages: [],
    unresolved: [{ text: '# /// script', place, reason }],
  });
  let parsed;
  try {
    parsed = metadata.safeParse(parse(toml));
  } catch (error) {
    return wrong(l10n.t('it is not TOML: {0}', errorText(error).split('\n')[0] ?? ''));
  }
  if (!parsed.success) return wrong(l10n.t('its dependencies could not be understood'));
  const minimum = lowest(parsed.data['requires-python']);
  return {
    ...requirementList(parsed.data.dependencies ?? [], file, lineFinder(text)),
    ...(minimum !== undefined && { minimum }),
  };
}
