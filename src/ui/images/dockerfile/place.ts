import path from 'node:path';
import * as vscode from 'vscode';
import { baseName, parentOf, pathBelow } from '../../../core/paths.ts';
import type { Files } from '../../../core/ports/files.ts';
import type { Language } from '../../../core/scripts/language.ts';

const listing: Record<Language, readonly string[]> = {
  r: ['renv.lock', 'DESCRIPTION', 'environment.yml', 'environment.yaml'],
  python: [
    'requirements.txt',
    'uv.lock',
    'poetry.lock',
    'pylock.toml',
    'Pipfile.lock',
    'pyproject.toml',
    'Pipfile',
    'environment.yml',
    'environment.yaml',
  ],
};

/**
 * Where a script's Dockerfile stands: in the nearest folder that lists packages, from the script's own up to the workspace's, else
 * beside the script.
 */
export async function dockerfileFolder(files: Files, script: vscode.Uri, language: Language): Promise<string> {
  const own = parentOf(script.fsPath);
  const top = vscode.workspace.getWorkspaceFolder(script)?.uri.fsPath ?? own;
  for (let at = own; at === top || pathBelow(top, at) !== undefined; at = path.dirname(at)) {
    const there = await Promise.all(listing[language].map((name) => files.info(path.join(at, name))));
    if (there.some((info) => info?.kind === 'file')) return at;
    if (at === top) break;
  }
  return own;
}

/** The path below the folder, as messages and the Dockerfile's comments name it. */
export function below(folder: string, file: string): string {
  return pathBelow(folder, file) ?? baseName(file);
}

/**
 * Second argument of the command that creates a Dockerfile, for buttons that say what is missing: one that is there gets just that, with no
 * question whether it is rather to be replaced.
 */
export const addMissingPackages = 'addMissingPackages';
