import path from 'node:path';
import * as vscode from 'vscode';
import { AppError } from '../../../core/errors.ts';
import { activeFile, openDocument } from '../../kit/activeFile.ts';
import { excludedFolders } from '../../kit/scriptsOf.ts';
import { savedFile } from '../../kit/script.ts';

const pattern = '**/{Dockerfile,Containerfile,Dockerfile.*,*.Dockerfile,*.dockerfile}';
const most = 100;

/** By its name, as builders and editors tell one, or by the language that the user chose for it. */
export function isDockerfile(uri: vscode.Uri): boolean {
  return (
    openDocument(uri)?.languageId === 'dockerfile' ||
    (/^(?:(?:Dockerfile|Containerfile)(?:\..+)?|.+\.dockerfile)$/iu.test(path.basename(uri.path)) &&
      !uri.path.endsWith('.dockerignore'))
  );
}

/** The Dockerfiles of the workspace, those near its top first. */
export async function findDockerfiles(): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(pattern, excludedFolders, most);
  const depth = (uri: vscode.Uri): number => uri.path.split('/').length;
  return found.filter(isDockerfile).sort((a, b) => depth(a) - depth(b) || a.path.localeCompare(b.path));
}

/**
 * The Dockerfile that a command is for: the one it was called on, the one in front, the workspace's only one, or one of several that the user
 * chooses; undefined when they choose none. `DockerfileMissing` when there is none.
 */
export async function dockerfileOf(args: readonly unknown[]): Promise<vscode.Uri | undefined> {
  const [resource] = args;
  if (resource instanceof vscode.Uri) return resource;
  const front = activeFile();
  if (front && isDockerfile(front)) return savedFile(front);
  const found = await findDockerfiles();
  if (found.length <= 1) {
    if (found[0]) return found[0];
    throw new AppError(
      'DockerfileMissing',
      vscode.l10n.t(
        'This workspace has no Dockerfile, the file that says what is in an image. One can be written from what its scripts need.',
      ),
      { action: 'createDockerfile' },
    );
  }
  const picked = await vscode.window.showQuickPick(
    found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri })),
    { placeHolder: vscode.l10n.t('Build the image of which Dockerfile?') },
  );
  return picked?.uri;
}
