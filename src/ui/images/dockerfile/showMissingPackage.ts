import * as vscode from 'vscode';
import { shortImage } from '../../../core/aws/imageUri.ts';
import { processImage } from '../../../core/aws/container.ts';
import { languageName, scriptLanguage, type Language } from '../../../core/scripts/language.ts';
import { engineOfJob } from '../../../core/jobs/engine.ts';
import { packageOfModule } from '../../../core/scripts/python/packageName.ts';
import { isWellKnown } from '../../../core/scripts/python/wellKnown.ts';
import { commandIds } from '../../kit/ids.ts';
import type { EndedRun } from '../../kit/state/runs.ts';
import type { Services } from '../../kit/services.ts';
import { dockerfileButton } from './check.ts';
import { addMissingPackages } from './place.ts';

/**
 * Says of a run that failed for a package where that is missing and what helps: what images are for. `missing`: as R or Python named it.
 * Whether the log was asked for, by the button `showLog`.
 */
export async function showMissingPackage(
  run: EndedRun,
  missing: string,
  services: Services,
  showLog: string,
): Promise<boolean> {
  const script = vscode.Uri.file(run.script);
  const language = scriptLanguage(run.script);
  const button = await dockerfileButton(services.files, script, language);
  const pressed = await vscode.window.showErrorMessage(
    missingPackageText(run, missing, language, button),
    button,
    showLog,
  );
  if (pressed === button) await vscode.commands.executeCommand(commandIds.createDockerfile, script, addMissingPackages);
  return pressed === showLog;
}

function missingPackageText(run: EndedRun, missing: string, language: Language, button: string): string {
  const image = imageOf(run);
  // A module that is no known package may be a file of the user's: PyPI has a stranger's package of that name.
  const isOwn = language === 'python' && !isWellKnown(packageOfModule(missing).name);
  const where = image === undefined ? vscode.l10n.t('this machine’s {0}', languageName(language)) : shortImage(image);
  const what =
    language === 'r'
      ? vscode.l10n.t('{0} failed: {1} has no package {2}.', run.job.name, where, missing)
      : vscode.l10n.t('{0} failed: {1} has no module {2}.', run.job.name, where, missing);
  if (isOwn)
    return `${what} ${vscode.l10n.t('If it is a file of your own, put it beside the script; if it is a package, {0} leads to an image that has it.', button)}`;
  if (image !== undefined)
    return `${what} ${vscode.l10n.t('{0} has it put in; then build the image, and run the script again.', button)}`;
  const install =
    language === 'r' ? `install.packages("${missing}")` : `python3 -m pip install ${packageOfModule(missing).name}`;
  return `${what} ${vscode.l10n.t('An image can have it: {0}. Or install it on this machine: {1}', button, install)}`;
}

/** The image that a run was in; undefined when it was a process of this machine. */
function imageOf({ connection, description }: EndedRun): string | undefined {
  const { image } = description;
  if (image === undefined || image === processImage) return undefined;
  return connection.kind === 'aws' || engineOfJob(description) === 'docker' ? image : undefined;
}
