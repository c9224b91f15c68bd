import * as vscode from 'vscode';
import { listRoles } from '../../app/connections.ts';
import { isAppError } from '../../core/errors.ts';
import type { Role } from '../../core/ports/account.ts';
import type { Backend } from '../../core/ports/backend.ts';

const rolePattern = /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/u;

/** An execution role: one that SageMaker may assume, or an ARN that is pasted. Undefined when the question is left. */
export async function pickRole(backend: Backend, current: string | undefined): Promise<string | undefined> {
  let roles: Role[];
  try {
    roles = await listRoles({ backend });
  } catch (error) {
    if (!isAppError(error) || !(error.code === 'AccessDenied' || error.code === 'ServiceRefused')) throw error;
    const prompt = vscode.l10n.t(
      'Your profile may not list roles. Paste the ARN of the execution role that you were given.',
    );
    return pasteRole(current, prompt);
  }
  const paste = { label: `$(edit) ${vscode.l10n.t('Paste an ARN…')}`, description: '', arn: '' };
  const picked = await vscode.window.showQuickPick(
    [...roles.map(({ name, arn }) => ({ label: name, description: arn, arn })), paste],
    {
      title: vscode.l10n.t('Execution role ({0} of {1})', 3, 4),
      placeHolder: vscode.l10n.t('The role that SageMaker assumes to read your code and write the outputs'),
      matchOnDescription: true,
    },
  );
  return picked === paste ? pasteRole(current, '') : picked?.arn;
}

function pasteRole(current: string | undefined, prompt: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Execution role ({0} of {1})', 3, 4),
    prompt,
    placeHolder: 'arn:aws:iam::123456789012:role/SageMakerExecutionRole',
    value: current ?? '',
    ignoreFocusOut: true,
    validateInput: (value) =>
      rolePattern.test(value.trim())
        ? undefined
        : vscode.l10n.t('A role’s ARN looks like arn:aws:iam::123456789012:role/Name.'),
  });
}
