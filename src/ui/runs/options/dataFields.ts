import path from 'node:path';
import * as vscode from 'vscode';
import { containerPaths } from '../../../core/aws/container.ts';
import { inputNames } from '../../../core/runs/inputNames.ts';
import { isS3Place } from '../../../core/storage/s3Uri.ts';
import type { DataEntry } from '../definition.ts';
import type { Field } from '../../kit/form/field.ts';
import { listField } from '../../kit/form/listField.ts';

/** Input folders, files and S3 URIs. */
export function inputsField(script: vscode.Uri): Field {
  return listField<DataEntry>({
    member: 'inputs',
    label: vscode.l10n.t('Inputs'),
    icon: 'cloud-upload',
    fallback: vscode.l10n.t('none besides the script’s folder'),
    placeHolder: vscode.l10n.t('Each arrives in a folder of its own name below /opt/ml/processing/input/'),
    read: readEntries,
    write: (entries) => entries,
    describe: describeEntry,
    tell: (entries, at) => vscode.l10n.t('arrives in {0}', placeOf(entries, at)),
    sources: [
      { label: vscode.l10n.t('Add Folder…'), icon: 'folder', ask: () => askLocal(script, true) },
      { label: vscode.l10n.t('Add File…'), icon: 'file', ask: () => askLocal(script, false) },
      {
        label: vscode.l10n.t('Add S3 URI…'),
        icon: 'cloud',
        ask: () => askS3Uri(vscode.l10n.t('Input from S3'), vscode.l10n.t('A folder or file in Amazon S3')),
      },
    ],
  });
}

/** Folders of the job that are kept besides the usual one, and where they go. */
export function outputsField(): Field {
  return listField<DataEntry>({
    member: 'outputs',
    label: vscode.l10n.t('Outputs'),
    icon: 'cloud-download',
    fallback: vscode.l10n.t('what the script writes'),
    placeHolder: vscode.l10n.t(
      'What the script writes to its own folder or to {0} is kept anyway',
      containerPaths.output,
    ),
    read: readEntries,
    write: (entries) => entries,
    describe: describeEntry,
    sources: [
      { label: vscode.l10n.t('Add Folder of the Job…'), icon: 'folder', ask: askJobFolder },
      {
        label: vscode.l10n.t('Send the Outputs to an S3 URI…'),
        icon: 'cloud',
        ask: () =>
          askS3Uri(vscode.l10n.t('Outputs to S3'), vscode.l10n.t('The folder in Amazon S3 where the outputs go')),
      },
    ],
  });
}

function readEntries(value: unknown): DataEntry[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (entry): entry is DataEntry => typeof entry === 'string' || (typeof entry === 'object' && entry !== null),
  );
}

function describeEntry(entry: DataEntry): string {
  if (typeof entry === 'string') return entry;
  const { source, destination } = entry;
  return [source, destination].filter((part) => typeof part === 'string').join(' → ');
}

/** Where an input lands in the job. */
function placeOf(entries: readonly DataEntry[], at: number): string {
  const inputs = entries.map((entry) => (typeof entry === 'string' ? { source: entry } : readInput(entry)));
  const name = inputNames(inputs)[at] ?? '';
  const entry = entries[at];
  const destination = typeof entry === 'object' ? entry['destination'] : undefined;
  return typeof destination === 'string' ? destination : `${containerPaths.input}/${name}/`;
}

function readInput({ name, source }: Record<string, unknown>): { source: string; name?: string } {
  return { source: typeof source === 'string' ? source : '', ...(typeof name === 'string' && { name }) };
}

async function askLocal(script: vscode.Uri, folders: boolean): Promise<string[]> {
  const folder = vscode.workspace.getWorkspaceFolder(script)?.uri;
  const chosen = await vscode.window.showOpenDialog({
    canSelectFolders: folders,
    canSelectFiles: !folders,
    canSelectMany: true,
    defaultUri: folder ?? vscode.Uri.joinPath(script, '..'),
    openLabel: vscode.l10n.t('Add as Input'),
  });
  return (chosen ?? []).map((uri) => shortPath(uri, folder));
}

function shortPath(uri: vscode.Uri, folder: vscode.Uri | undefined): string {
  const relative = folder && path.relative(folder.fsPath, uri.fsPath);
  if (relative === undefined || relative === '' || relative.startsWith('..') || path.isAbsolute(relative))
    return uri.fsPath;
  return relative.split(path.sep).join('/');
}

async function askS3Uri(title: string, prompt: string): Promise<string[]> {
  const uri = await vscode.window.showInputBox({
    title,
    prompt,
    placeHolder: 's3://bucket/folder/',
    ignoreFocusOut: true,
    validateInput: (value) =>
      isS3Place(value.trim()) ? undefined : vscode.l10n.t('Write it as s3://bucket/folder/file.'),
  });
  return uri === undefined ? [] : [uri.trim()];
}

async function askJobFolder(): Promise<string[]> {
  const prefix = `${containerPaths.processing}/`;
  const folder = await vscode.window.showInputBox({
    title: vscode.l10n.t('Folder of the Job'),
    prompt: vscode.l10n.t('A folder of the job, below {0}', prefix),
    value: prefix,
    ignoreFocusOut: true,
    validateInput: (value) =>
      value.startsWith(prefix) && value.length > prefix.length
        ? undefined
        : vscode.l10n.t('It has to be below {0}', prefix),
  });
  return folder === undefined ? [] : [folder.trim()];
}
