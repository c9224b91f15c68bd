import path from 'node:path';
import * as vscode from 'vscode';
import type { RunOptions } from '../../kit/state/runStore.ts';
import type { Services } from '../../kit/services.ts';
import { saveAsTask } from '../../kit/saveAsTask.ts';
import { documentParameters, type DocumentParameter } from '../../../core/scripts/documents/parameters.ts';
import { isDocument } from '../../../core/scripts/documents/codeOfDocument.ts';
import { parameterFields } from './parameterFields.ts';
import { jobBase } from '../../../core/jobs/jobName.ts';
import { toLatin } from '../../../core/text/latin.ts';
import { runFields } from './fields.ts';
import { showForm } from '../../kit/form/form.ts';

/** Lets the user set the options of a script's run and remembers them. Undefined when it is not to run now. */
export async function editRun(
  script: vscode.Uri,
  start: RunOptions,
  services: Services,
): Promise<RunOptions | undefined> {
  const words = {
    title: vscode.l10n.t('Run {0} on SageMaker', path.basename(script.fsPath)),
    placeHolder: vscode.l10n.t('Choose an option to change it, or run'),
    action: `$(run-all) ${vscode.l10n.t('Run')}`,
  };
  const parameters = await parametersOf(script, services);
  const fields = [
    ...parameterFields(parameters),
    ...runFields(script, services.settings, jobBase(await toLatin(path.basename(script.fsPath)))),
  ];
  const result = await showForm(words, start, fields);
  if (!result) return undefined;
  await services.store.saveOptions(script.fsPath, result.options);
  if (result.action === 'run') return result.options;
  await saveAsTask(script, result.options);
  return undefined;
}

/** None of code that lies in S3. */
async function parametersOf({ fsPath }: vscode.Uri, { files }: Services): Promise<DocumentParameter[]> {
  if (!isDocument(fsPath) || (await files.info(fsPath))?.kind !== 'file') return [];
  return documentParameters(fsPath, await files.readText(fsPath));
}
