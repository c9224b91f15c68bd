import * as vscode from 'vscode';
import type { PackageNeed } from '../../../core/scripts/needs.ts';

/** Packages that a message names. */
const named = 5;

/** The names of packages for a message: the first of them, and how many more there are. */
export function namesOf(packages: readonly PackageNeed[]): string {
  const names = packages
    .slice(0, named)
    .map(({ name }) => name)
    .join(', ');
  const more = packages.length - named;
  return more > 0 ? vscode.l10n.t('{0} and {1} more', names, String(more)) : names || vscode.l10n.t('none');
}
