import * as vscode from 'vscode';
import { checkImage } from '../../app/dockerfile/checkImage.ts';
import { isAbort } from '../../core/errors.ts';
import { joinPath } from '../../core/paths.ts';
import { isS3Uri } from '../../core/storage/s3Uri.ts';
import { scriptLanguage } from '../../core/runs/language.ts';
import type { RunSpec } from '../../core/runs/runSpec.ts';
import { isUsed } from '../../core/scripts/needs.ts';
import { commandIds } from '../ids.ts';
import type { Services } from '../services.ts';
import { checkText, needsOf } from './check.ts';
import { dockerfileFolder } from './place.ts';

export interface BeforeRunOptions {
  readonly spec: RunSpec;
  readonly image: string;
  readonly services: Services;
  /** Called when the image is looked into, which takes a moment. */
  readonly onChecking: () => void;
  readonly signal: AbortSignal;
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
    const names = needs.packages.filter((need) => isUsed(need, needs)).map(({ name }) => name);
    if (names.length === 0 || checkedImages.has(image.id, names)) return;
    options.onChecking();
    const check = await checkImage({ engine, image: image.id, needs, onlyUsed: true, signal });
    if (check.hasInterpreter && check.missing.length === 0) {
      checkedImages.add(image.id, names);
      return;
    }
    const there = vscode.Uri.file(joinPath(await dockerfileFolder(services.files, script, language), 'Dockerfile'));
    const dockerfile = (await services.files.info(there.fsPath))?.kind === 'file' ? there : undefined;
    await ask(checkText({ ...check, different: [] }, language, reference), script, dockerfile, () => {
      checkedImages.add(image.id, names);
    });
  } catch (error) {
    if (isAbort(error) || error instanceof vscode.CancellationError) throw error;
    logger.info(`${reference} was not looked into: ${String(error)}`);
  }
}

/** A dialog, as nothing else is to happen before it is answered. Where a Dockerfile is there already, it is what lacks them. */
async function ask(
  text: string,
  script: vscode.Uri,
  dockerfile: vscode.Uri | undefined,
  onRun: () => void,
): Promise<void> {
  const create = dockerfile ? vscode.l10n.t('Open Dockerfile') : vscode.l10n.t('Create Dockerfile');
  const run = vscode.l10n.t('Run Anyway');
  const detail = dockerfile
    ? vscode.l10n.t(
        'The script would fail where it needs them. Add them to the Dockerfile and build the image again, then run the script.',
      )
    : vscode.l10n.t(
        'The script would fail where it needs them. A new Dockerfile lists them; build the image from it, then run the script.',
      );
  const chosen = await vscode.window.showWarningMessage(text, { modal: true, detail }, create, run);
  if (chosen === run) {
    onRun();
    return;
  }
  if (chosen === create && dockerfile) void vscode.window.showTextDocument(dockerfile);
  else if (chosen === create) void vscode.commands.executeCommand(commandIds.createDockerfile, script);
  throw new vscode.CancellationError();
}
