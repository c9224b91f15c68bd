import data from './debianPackages.json' with { type: 'json' };
import libraries from './systemLibraries.json' with { type: 'json' };
import type { Language } from '../scripts/language.ts';

const available = { cran: new Set(data.cran.split(' ')), bioc: new Set(data.bioc.split(' ')) };

/** Version of R in Debian 12. */
export const debianR = '4.2';

/** The package of Debian 12 that brings an R package as a binary; undefined when there is none. */
export function debianPackage(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (available.cran.has(lower)) return `r-cran-${lower}`;
  return available.bioc.has(lower) ? `r-bioc-${lower}` : undefined;
}

/** Debian's and Ubuntu's packages of libraries that packages need to be built or to run, in name order. */
export function systemLibraries(language: Language, names: readonly string[]): string[] {
  const table: Readonly<Record<string, string>> = libraries[language];
  const found = names.flatMap((name) => (Object.hasOwn(table, name) ? (table[name]?.split(' ') ?? []) : []));
  return [...new Set(found)].sort();
}
