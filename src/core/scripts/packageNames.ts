import * as l10n from '@vscode/l10n';
import type { Language } from './language.ts';
import type { PackageNeed, Unresolved } from './needs.ts';

/** R's own rule, and that of PEP 508 with extras. */
const names: Record<Language, RegExp> = {
  r: /^[A-Za-z][A-Za-z0-9.]*$/u,
  python: /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?(?:\[[\w,.-]+\])?$/u,
};

/**
 * Splits needs into those that bear the name of a package, and the rest, which is told and goes no further: names become arguments of
 * programs, on this machine too.
 */
export function namedNeeds(
  language: Language,
  needs: readonly PackageNeed[],
): { readonly named: PackageNeed[]; readonly refused: Unresolved[] } {
  const named = needs.filter(({ name }) => names[language].test(name));
  const reason = l10n.t('this is not the name of a package');
  const refused = needs
    .filter((need) => !named.includes(need))
    .map(({ name, places }): Unresolved => ({ text: name.slice(0, 80), place: places[0], reason }));
  return { named, refused };
}

/** Whether a text is the version of R or Python and nothing else: it becomes the name of a base image. */
export function isRuntimeVersion(text: string): boolean {
  return /^\d+(?:\.\d+)*$/u.test(text);
}
