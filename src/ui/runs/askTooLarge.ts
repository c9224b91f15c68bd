import * as vscode from 'vscode';
import type { CodeTooLarge } from '../../core/code/sizeLimit.ts';
import { formatBytes } from '../../core/format.ts';
import { joinPath } from '../../core/paths.ts';
import { messageText } from '../kit/errors/messageText.ts';

/**
 * Asks what is to be done with a folder over the limit. `all`: it is to be sent as it is; `less`: its largest entry is left out from now on, by a line
 * in the folder's .sagemakerignore. `CancellationError` without an answer.
 */
export async function askTooLarge(error: CodeTooLarge): Promise<'all' | 'less'> {
  const { folder, largest } = error;
  const [first] = largest;
  const anyway = vscode.l10n.t('Run Anyway');
  const without = first && vscode.l10n.t('Leave {0} Out', messageText(first.path));
  const list = largest.map(({ path, size }) => `${path}  ${formatBytes(size)}`).join('\n');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Upload the folder {0}?', messageText(folder)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'It is larger than runs usually upload; nothing was uploaded so far. What weighs most:\n{0}\n\nWhat is left out goes into the file .sagemakerignore. Large data is better given as an input from S3.',
        list,
      ),
    },
    ...(without === undefined ? [anyway] : [without, anyway]),
  );
  if (chosen === anyway) return 'all';
  if (chosen === undefined || !first) throw new vscode.CancellationError();
  await leaveOut(folder, first.path);
  return 'less';
}

async function leaveOut(folder: string, entry: string): Promise<void> {
  const file = vscode.Uri.file(joinPath(folder, '.sagemakerignore'));
  const before = await vscode.workspace.fs.readFile(file).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => '',
  );
  // Characters that mean something in a rule stand for themselves.
  const rule = `/${entry.replaceAll(/[\\*?[\]#!]/gu, String.raw`\$&`)}`;
  const text = before === '' || before.endsWith('\n') ? before : `${before}\n`;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(`${text}${rule}\n`));
}
