import * as vscode from 'vscode';
import type { BuildStep } from '../../../app/images/buildAndPushImage.ts';

/** A step in a line of the terminal; undefined for one that needs no word. */
export function buildStepText(step: BuildStep): string | undefined {
  switch (step.kind) {
    case 'planning':
      return vscode.l10n.t('Getting ready…');
    case 'repository':
      return step.isNew
        ? vscode.l10n.t('Created the repository {0}.', step.name) +
            (step.scansOnPush
              ? ` ${vscode.l10n.t('Images are scanned for vulnerabilities when they are pushed.')}`
              : '')
        : vscode.l10n.t('Repository: {0}', step.name);
    case 'noRepository':
      return vscode.l10n.t('There is no repository {0} yet: it is created once the image is built.', step.name);
    case 'building':
      return step.platform === step.native
        ? vscode.l10n.t('Building {0} for {1}', step.tag, step.platform)
        : vscode.l10n.t(
            'Building {0} for {1}, which SageMaker’s instances need; this machine’s own is {2}, so it takes longer',
            step.tag,
            step.platform,
            step.native,
          );
    case 'tagging':
      return vscode.l10n.t('Named {0}', step.reference);
    case 'pushing':
      return vscode.l10n.t('Pushing {0}', step.reference);
    case 'pushed':
      return undefined;
    case 'unchanged':
      return vscode.l10n.t('Nothing to push: the registry has this very image as {0}.', step.tags.join(', '));
    case 'keptTag':
      return vscode.l10n.t('The repository is immutable, so its tag {0} stays where it is.', step.tag);
    case 'loggingInAgain':
      return vscode.l10n.t('The login ran out. Logged in again; layers that arrived are not sent again.');
  }
}
