import * as vscode from 'vscode';
import type { Backend } from '../../core/ports/backend.ts';

/** A bucket's name, or an empty text for SageMaker's default. Undefined when the question is left. */
export async function pickBucket(backend: Backend, current: string | undefined): Promise<string | undefined> {
  const fallback = await backend.bucket();
  const title = vscode.l10n.t('Bucket ({0} of {1})', 4, 4);
  const items = [
    { label: fallback, description: vscode.l10n.t('SageMaker’s default'), bucket: '' },
    ...(current === undefined || current === fallback
      ? []
      : [{ label: current, description: vscode.l10n.t('current'), bucket: current }]),
    { label: `$(edit) ${vscode.l10n.t('Another bucket…')}`, description: '', bucket: undefined },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('The S3 bucket for code and outputs'),
  });
  if (!picked || picked.bucket !== undefined) return picked?.bucket;
  return vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Name of a bucket in {0}', backend.region),
    ignoreFocusOut: true,
    validateInput: (value) =>
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u.test(value)
        ? undefined
        : vscode.l10n.t('A bucket’s name has 3 to 63 small letters, digits, dots and dashes.'),
  });
}
