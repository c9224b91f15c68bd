import * as l10n from '@vscode/l10n';
import { readPackageTrouble } from '../images/packageTrouble.ts';
import type { Language } from '../scripts/language.ts';

export interface InstallEnd {
  readonly language: Language;
  /** What was asked for. */
  readonly packages: readonly string[];
  /** Those that could not be had; empty when that is not known. */
  readonly failed: readonly string[];
  readonly output: string;
}

/** Neither R nor pip got through. */
const unreachable =
  /unable to access index for repository|cannot open URL|NewConnectionError|ConnectTimeoutError|Max retries exceeded|Temporary failure in name resolution|Could not resolve host|Name or service not known|Network is unreachable|ProxyError/u;
const noCompiler =
  /(?:make|gcc|g\+\+|gfortran|cc|clang): (?:command )?not found|\b(?:gcc|g\+\+|cc|clang|gfortran|make)['’]? failed: No such file|unable to execute '?(?:gcc|g\+\+|cc)|error: command '(?:gcc|cc|g\+\+|clang)[^']*' failed: No such|Microsoft Visual C\+\+ [\d.]+ or greater is required|could not find 'make'/u;
const noLibrary =
  /fatal error: ([\w./-]+\.h(?:pp)?): No such file|Package ['‘]?([\w.+-]+)['’]?,? (?:required by|was not found)|cannot find -l([\w.+-]+)|(lib[\w.+-]+\.so[\w.]*): cannot open shared object/u;
const noPip = /No module named '?pip'?(?:$|\s)/mu;

/** Why packages could not be installed, and what to do, in words. */
export function installTrouble({ language, packages, failed, output }: InstallEnd): string {
  const names = (failed.length > 0 ? failed : packages).join(', ');
  const what = l10n.t('{0} could not be installed.', names);
  if (language === 'python' && noPip.test(output))
    return `${what} ${l10n.t('This Python has no pip: install it (on Debian and Ubuntu: sudo apt install python3-pip), then try again.')}`;
  const trouble = readPackageTrouble(output);
  if (trouble?.kind === 'unreachable' || unreachable.test(output))
    return `${what} ${l10n.t('Where packages come from did not answer: look at the network, its proxy and the chosen repository, then try again.')}`;
  if (noCompiler.test(output))
    return `${what} ${l10n.t('There is no binary of it for this machine, and no compiler to build it: install one (on Debian and Ubuntu: sudo apt install build-essential gfortran), then try again, or use an image.')}`;
  const [, ...missing] = noLibrary.exec(output) ?? [];
  const library = missing.find(Boolean);
  if (library !== undefined)
    return `${what} ${l10n.t('It needs {0} of the system, which is not installed: install that with the system’s package manager and try again, or use an image.', library)}`;
  if (trouble && trouble.packages.length > 0)
    return language === 'r'
      ? `${what} ${l10n.t('The repository has no package {0} for this version of R: look at the name and the chosen repository.', trouble.packages.join(', '))}`
      : `${what} ${l10n.t('The index has no {0} for this version of Python: look at the name and the version.', trouble.packages.join(', '))}`;
  return `${what} ${l10n.t('The terminal says why.')}`;
}
