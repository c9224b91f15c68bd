import * as l10n from '@vscode/l10n';

/** What is told where code does not say what it needs. */
export const sayings = {
  module: (): string => l10n.t('which module is imported is known only when it runs'),
  file: (): string => l10n.t('which file is run is known only when it runs'),
  r: (): string => l10n.t('what is run here is R, whose packages were not looked for'),
  spacy: (): string => l10n.t('spaCy’s models are not on PyPI: python -m spacy download brings them'),
};
