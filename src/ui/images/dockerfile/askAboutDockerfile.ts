import * as vscode from 'vscode';
import type { CreatedDockerfile } from '../../../app/dockerfile/createDockerfile.ts';
import { packageNames } from './messages.ts';

/** Asks what is to become of a Dockerfile that is there already. Undefined: it stays as it is. */
export async function askAboutDockerfile({
  addition,
  needs,
}: Pick<CreatedDockerfile, 'addition' | 'needs'>): Promise<'add' | 'replace' | undefined> {
  const [script = ''] = needs.scripts;
  const replace = { title: vscode.l10n.t('Replace…') };
  const keep = { title: vscode.l10n.t('Keep Mine'), isCloseAffordance: true };
  const seen = vscode.l10n.t(
    'You see it beside the new one before anything is written, and choose with the buttons above the two.',
  );
  if (!addition) {
    const question = vscode.l10n.t('There is a Dockerfile already, and it is not one that packages can be added to.');
    const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail: seen }, replace, keep);
    return chosen === replace ? 'replace' : undefined;
  }
  const names = packageNames(addition.added);
  const question =
    addition.added.length === 1
      ? vscode.l10n.t(
          'There is a Dockerfile already. It does not install the package {1}, which {0} needs.',
          script,
          names,
        )
      : vscode.l10n.t(
          'There is a Dockerfile already. It does not install these packages, which {0} needs: {1}.',
          script,
          names,
        );
  const add = {
    title: addition.added.length === 1 ? vscode.l10n.t('Add the Package…') : vscode.l10n.t('Add the Missing Packages…'),
  };
  const detail = `${vscode.l10n.t('Adding leaves every other line as it is; replacing installs what {0} needs and nothing else.', script)} ${seen}`;
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, add, replace, keep);
  if (chosen === add) return 'add';
  return chosen === replace ? 'replace' : undefined;
}
