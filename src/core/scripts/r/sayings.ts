import * as l10n from '@vscode/l10n';

/** What is told where code does not say what it needs. */
export const sayings = {
  package: (): string => l10n.t('which package is loaded is known only when it runs'),
  file: (): string => l10n.t('which file is sourced is known only when it runs'),
  network: (): string => l10n.t('what a file from the network needs was not looked at'),
  box: (): string => l10n.t('this module of box could not be understood'),
  python: (): string => l10n.t('what is run here is Python, whose packages were not looked for'),
  reticulate: (): string => l10n.t('reticulate needs a Python with this, which was not looked for'),
};
