import path from 'node:path';
import * as vscode from 'vscode';
import { processImage } from '../../../core/aws/container.ts';
import { scriptLanguage } from '../../../core/scripts/language.ts';
import { isS3Uri } from '../../../core/storage/s3Uri.ts';
import { formatPairs, parsePairs } from '../../../core/text/pairs.ts';
import { joinWords, splitWords } from '../../../core/text/words.ts';
import { settingIds } from '../../kit/ids.ts';
import type { Settings } from '../../kit/settings.ts';
import { inputsField, outputsField } from './dataFields.ts';
import { numberField, inputBoxField, withMember, type Field } from '../../kit/form/field.ts';
import { engineField, limitsField } from './localFields.ts';
import { instanceField } from './instanceField.ts';

/** The options of a run, in the order of the form. `base`: what the job is called when nobody says it. */
export function runFields(script: vscode.Uri, settings: Settings, base: string): Field[] {
  const local = settings.connection().kind === 'local';
  const defaults = settings.runDefaults(script);
  const maxRuntime = defaults['maxRuntime'];
  return [
    argumentsField(),
    inputsField(script),
    outputsField(),
    instanceField(String(defaults['instanceType']), local),
    numberField({
      member: 'instanceCount',
      label: vscode.l10n.t('Instances'),
      icon: 'server-process',
      fallback: '1',
      prompt: vscode.l10n.t('Each runs the script; the input files can be shared out among them by the script.'),
      placeHolder: '1',
      least: 1,
      most: 100,
    }),
    numberField({
      member: 'volumeSize',
      label: vscode.l10n.t('Disk (GB)'),
      icon: 'database',
      fallback: String(defaults['volumeSize']),
      prompt: vscode.l10n.t('Room for inputs, outputs and temporary files, on each instance'),
      placeHolder: '30',
      least: 1,
      most: 16_384,
    }),
    numberField({
      member: 'maxRuntime',
      label: vscode.l10n.t('Time limit (minutes)'),
      icon: 'watch',
      fallback: typeof maxRuntime === 'number' ? String(maxRuntime / 60) : vscode.l10n.t('SageMaker’s own'),
      prompt: vscode.l10n.t('The job is stopped when it is over. Empty: SageMaker’s own limit of 24 hours'),
      placeHolder: '60',
      least: 1,
      most: 12_960,
      factor: 60,
    }),
    imageField(settings.image(scriptLanguage(script.path)), local),
    ...(local
      ? [engineField(settings.engine(script)), limitsField(settings.boolean(settingIds.localLimitResources, script))]
      : []),
    environmentField(),
    isolationField(),
    codeField(script),
    workingField(script),
    jobField(base),
    tagsField(),
  ];
}

function argumentsField(): Field {
  return inputBoxField({
    member: 'arguments',
    label: vscode.l10n.t('Arguments'),
    icon: 'symbol-parameter',
    fallback: vscode.l10n.t('none'),
    prompt: vscode.l10n.t('As on a command line: spaces part them, quotes keep together'),
    placeHolder: '--people 50 --title "A first try"',
    format: (value) => (Array.isArray(value) ? joinWords(value.map(String)) : ''),
    parse: (text) => {
      const words = splitWords(text);
      return words ? { value: words } : { problem: vscode.l10n.t('A quote is not closed') };
    },
  });
}

function imageField(chosen: string | undefined, local: boolean): Field {
  const none = vscode.l10n.t('none');
  return inputBoxField({
    member: 'image',
    label: vscode.l10n.t('Image'),
    icon: 'package',
    fallback: chosen ?? (local ? vscode.l10n.t('none: this machine’s own R and Python') : vscode.l10n.t('asked for')),
    prompt: local
      ? vscode.l10n.t(
          'An image that Docker, Podman or Finch holds on this machine, or {0}: then the script runs with this machine’s R or Python',
          none,
        )
      : vscode.l10n.t('URI of an image in Amazon ECR, AWS’s registry of container images'),
    placeHolder: local ? 'my-image:latest' : '123456789012.dkr.ecr.eu-west-1.amazonaws.com/my-image:latest',
    format: (image) => (local && image === processImage ? none : String(image)),
    parse: (text) => {
      if (local && text === none) return { value: processImage };
      return /\s/u.test(text) ? { problem: vscode.l10n.t('An image’s URI has no spaces') } : { value: text };
    },
  });
}

function environmentField(): Field {
  return inputBoxField({
    member: 'environment',
    label: vscode.l10n.t('Environment variables'),
    icon: 'symbol-variable',
    fallback: vscode.l10n.t('none'),
    prompt: vscode.l10n.t(
      'As NAME=value, with commas between them; a value with a comma in quotes. Not for secrets: the job’s description shows them.',
    ),
    placeHolder: 'LANG=en_US.UTF-8, DEBUG=1',
    format: (value) => (isTexts(value) ? formatPairs(value) : ''),
    parse: parsePairs,
  });
}

/** Of a folder of this machine; code of an earlier run lies in S3, and a variable is only known when the task runs. */
async function codeFolderProblem(folder: string, script: vscode.Uri): Promise<string | undefined> {
  const problem = await folderProblem(folder, script);
  if (problem !== undefined || !isOfThisMachine(folder)) return problem;
  const isInside = !path.relative(fullPath(folder, script), script.fsPath).startsWith('..');
  return isInside ? undefined : vscode.l10n.t('{0} is not in this folder', path.basename(script.fsPath));
}

async function folderProblem(folder: string, script: vscode.Uri): Promise<string | undefined> {
  if (!isOfThisMachine(folder)) return undefined;
  const full = fullPath(folder, script);
  const type = await vscode.workspace.fs.stat(vscode.Uri.file(full)).then(
    (found) => found.type,
    () => undefined,
  );
  return type === undefined || (type & vscode.FileType.Directory) === 0
    ? vscode.l10n.t('There is no folder {0}', full)
    : undefined;
}

const isOfThisMachine = (folder: string): boolean => !isS3Uri(folder) && !folder.includes('${');

function fullPath(folder: string, script: vscode.Uri): string {
  const workspace = vscode.workspace.getWorkspaceFolder(script) ?? vscode.workspace.workspaceFolders?.[0];
  return path.resolve(workspace?.uri.fsPath ?? '/', folder);
}

function jobField(fallback: string): Field {
  return inputBoxField({
    member: 'job',
    label: vscode.l10n.t('Job name'),
    icon: 'tag',
    fallback,
    prompt: vscode.l10n.t('Start of the name; date and time are added'),
    placeHolder: 'my-study',
    format: String,
    parse: (value) => ({ value }),
  });
}

function codeField(script: vscode.Uri): Field {
  return inputBoxField({
    member: 'code',
    label: vscode.l10n.t('Code folder'),
    icon: 'folder',
    fallback: vscode.l10n.t('the script’s own, and what the script names'),
    prompt: vscode.l10n.t(
      'Goes to the job with the script, which has to be in it: a path, from the workspace folder on',
    ),
    placeHolder: 'analysis',
    format: String,
    parse: (value) => ({ value }),
    check: (folder) => codeFolderProblem(folder, script),
  });
}

function workingField(script: vscode.Uri): Field {
  return inputBoxField({
    member: 'workingDirectory',
    label: vscode.l10n.t('Working directory'),
    icon: 'folder-active',
    fallback: vscode.l10n.t('found by the paths in the script'),
    prompt: vscode.l10n.t(
      'Where relative paths of the script start, in the code folder: a path, from the workspace folder on',
    ),
    placeHolder: 'analysis',
    format: String,
    parse: (value) => ({ value }),
    check: (folder) => folderProblem(folder, script),
  });
}

function tagsField(): Field {
  return inputBoxField({
    member: 'tags',
    label: vscode.l10n.t('Tags'),
    icon: 'bookmark',
    fallback: vscode.l10n.t('none'),
    prompt: vscode.l10n.t('As key=value, with commas between them'),
    placeHolder: 'team=statistics, study=distancing',
    format: (value) => (isTexts(value) ? formatPairs(value) : ''),
    parse: parsePairs,
  });
}

function isolationField(): Field {
  return {
    label: vscode.l10n.t('Network isolation'),
    icon: 'shield',
    fallback: vscode.l10n.t('off'),
    show: (options) => (options['networkIsolation'] === true ? vscode.l10n.t('on: the job has no network') : ''),
    edit: (options) =>
      Promise.resolve(withMember(options, 'networkIsolation', options['networkIsolation'] === true ? undefined : true)),
  };
}

function isTexts(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every((item) => typeof item === 'string');
}
