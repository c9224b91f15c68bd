import * as vscode from 'vscode';
import { languageName } from '../../core/scripts/language.ts';
import type { PackageNeed } from '../../core/scripts/needs.ts';
import { addMissingPackages } from '../images/dockerfile/place.ts';
import { commandIds } from '../kit/ids.ts';
import type { Services } from '../kit/services.ts';
import type { EndedRun } from '../kit/state/runs.ts';
import type { InstallablePackages } from './installablePackages.ts';
import { installInTerminal } from './installInTerminal.ts';
import type { RunTasks } from './runTasks.ts';

/** Longer names in a button are counted: it has to have room for its verb. */
const longest = 24;
/** Milliseconds that a container engine has to answer, or it is not offered. */
const patience = 4000;

/** Says what is missing and offers to install it and run again. Whether the log was asked for, by the button `showLog`. */
export async function offerPackages(
  run: EndedRun,
  missing: string,
  installable: InstallablePackages,
  services: Services,
  tasks: RunTasks,
  showLog: string,
): Promise<boolean> {
  const names = namesText(installable.packages);
  const install = vscode.l10n.t('Install {0} and Run Again', names);
  const addToImage = vscode.l10n.t('Add to the Image');
  const buttons = [install, ...((await hasEngine(services)) ? [addToImage] : []), showLog];
  const pressed = await vscode.window.showErrorMessage(text(run, missing, installable), ...buttons);
  const script = vscode.Uri.file(run.script);
  if (pressed === addToImage)
    await vscode.commands.executeCommand(commandIds.createDockerfile, script, addMissingPackages);
  if (pressed === install) {
    const isInstalled = await installInTerminal(installable, names, services);
    if (isInstalled) await tasks.runScript(script, services.store.pastRun(run.job)?.options ?? {});
  }
  return pressed === showLog;
}

function text(run: EndedRun, missing: string, { packages, language }: InstallablePackages): string {
  const where = vscode.l10n.t('this machine’s {0}', languageName(language));
  const what =
    language === 'r'
      ? vscode.l10n.t('{0} failed: {1} has no package {2}.', run.job.name, where, missing)
      : vscode.l10n.t('{0} failed: {1} has no module {2}.', run.job.name, where, missing);
  const others = packages.filter(({ name, module }) => name !== missing && module !== missing).map(({ name }) => name);
  const more =
    packages.length > 1 && others.length > 0
      ? [vscode.l10n.t('The script needs more that is missing: {0}.', others.join(', '))]
      : [];
  const how = vscode.l10n.t('It can be installed for jobs on this machine; your own packages stay as they are.');
  return [what, ...more, how].join(' ');
}

function namesText(packages: readonly PackageNeed[]): string {
  const names = packages.map(({ name }) => name).join(', ');
  return names.length <= longest || packages.length === 1 ? names : vscode.l10n.t('{0} Packages', packages.length);
}

async function hasEngine({ engines }: Services): Promise<boolean> {
  try {
    await engines.find(AbortSignal.timeout(patience));
    return true;
  } catch {
    return false;
  }
}
