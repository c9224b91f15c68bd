import * as vscode from 'vscode';
import { checkImage } from '../../../app/dockerfile/checkImage.ts';
import { unsentFiles } from '../../../app/dockerfile/unsentFiles.ts';
import { isAbort } from '../../../core/errors.ts';
import { isS3Uri } from '../../../core/storage/s3Uri.ts';
import { scriptLanguage } from '../../../core/scripts/language.ts';
import type { RunSpec } from '../../../core/runs/runSpec.ts';
import { isUsed } from '../../../core/scripts/needs.ts';
import { commandIds } from '../../kit/ids.ts';
import type { Services } from '../../kit/services.ts';
import { dockerfileButton, needsOf } from './check.ts';
import { checkText, isAllThere } from './messages.ts';
import { dockerfileFolder, addMissingPackages } from './place.ts';

export interface BeforeRunOptions {
  readonly spec: RunSpec;
  readonly image: string;
  readonly services: Services;
  /** Called when the image is looked into, which takes a moment. */
  readonly onChecking: () => void;
  readonly signal: AbortSignal;
}

/** A run is not to go on as something is made ready for it first: nobody gave it up. */
export class RunPostponed extends vscode.CancellationError {
  /** Told by the name: who asks need not load this module. */
  override readonly name = 'RunPostponed';
}

/**
 * Looks into the image of a run for what its script needs, once for each image and need, and asks when something is missing: before
 * anything is uploaded or paid for. `CancellationError` when the run is not to go on. An image that the engine of this machine
 * does not hold cannot be looked into, and a check that fails keeps nobody from running.
 */
export async function checkBeforeRun(options: BeforeRunOptions): Promise<void> {
  const { spec, image: reference, services, signal } = options;
  if (spec.code !== undefined && isS3Uri(spec.code)) return;
  const { checkedImages, logger } = services;
  const script = vscode.Uri.file(spec.script);
  const language = scriptLanguage(spec.script);
  try {
    const engine = await services.engines.find(signal);
    const image = await engine.findImage(reference, signal);
    if (image === undefined) return;
    const needs = await needsOf(services, script, language, signal);
    const folder = await dockerfileFolder(services.files, script, language);
    const unsent = await unsentFiles({ files: services.files, spec, folder, needs, signal });
    const looked = [...needs.packages.filter((need) => isUsed(need, needs)).map(({ name }) => name), ...unsent];
    if (looked.length === 0 || checkedImages.has(image.id, looked)) return;
    options.onChecking();
    const check = await checkImage({ engine, image: image.id, needs, onlyUsed: true, signal });
    if (!isAllThere(check) || unsent.length > 0)
      await ask(checkText({ check: { ...check, different: [] }, needs, image: reference, unsent }), {
        script,
        button:
          check.missing.length > 0 || !check.hasInterpreter
            ? await dockerfileButton(services.files, script, language)
            : undefined,
      });
    checkedImages.add(image.id, looked);
  } catch (error) {
    if (isAbort(error) || error instanceof vscode.CancellationError) throw error;
    logger.info(`${reference} was not looked into: ${String(error)}`);
  }
}

/** A dialog, as nothing else is to happen before it is answered. `CancellationError` unless the run is to go on. */
async function ask(
  text: string,
  { script, button }: { readonly script: vscode.Uri; readonly button: string | undefined },
): Promise<void> {
  const run = vscode.l10n.t('Run Anyway');
  const detail = button
    ? vscode.l10n.t(
        'The script would fail. Have what is missing put into the Dockerfile, build the image from it, then run the script.',
      )
    : vscode.l10n.t('The script would fail.');
  const buttons = button === undefined ? [run] : [button, run];
  const chosen = await vscode.window.showWarningMessage(text, { modal: true, detail }, ...buttons);
  if (chosen === run) return;
  if (chosen === undefined) throw new vscode.CancellationError();
  void vscode.commands.executeCommand(commandIds.createDockerfile, script, addMissingPackages);
  throw new RunPostponed();
}
