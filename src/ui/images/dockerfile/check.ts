import * as vscode from 'vscode';
import { checkImage, type ImageCheck } from '../../../app/dockerfile/checkImage.ts';
import { dockerfileIn } from '../../../app/dockerfile/dockerfileIn.ts';
import { readNeeds } from '../../../app/dockerfile/readNeeds.ts';
import { shortImage } from '../../../core/aws/imageUri.ts';
import type { Files } from '../../../core/ports/files.ts';
import type { Language } from '../../../core/scripts/language.ts';
import type { CodeNeeds } from '../../../core/scripts/needs.ts';
import { commandIds } from '../../kit/ids.ts';
import { readyScript } from '../../kit/script.ts';
import { scriptsOf } from '../../kit/scriptsOf.ts';
import type { Services } from '../../kit/services.ts';
import { checkText, isAllThere, unresolvedText } from './messages.ts';
import { below, dockerfileFolder, addMissingPackages } from './place.ts';
import { withCancellableProgress } from '../../kit/progress.ts';

/** Says whether the image of the script's language holds what the script needs. */
export async function checkImageCommand(services: Services, args: readonly unknown[]): Promise<void> {
  const [resource] = await scriptsOf(args, vscode.l10n.t('Check the image for which script?'));
  if (!resource) return;
  const { uri, language } = await readyScript(resource);
  const image = services.settings.image(language) ?? (await pickImage(services));
  if (image === undefined) return;
  const { check, needs } = await withCancellableProgress(
    vscode.l10n.t('Looking into {0}', shortImage(image)),
    async (signal) => {
      const engine = await services.engines.find(signal);
      const found = await needsOf(services, uri, language, signal);
      // A container is made of what the engine has by its own id: it may not know an image of Local's by its digest.
      const held = (await engine.findImage(image, signal))?.id ?? image;
      return { needs: found, check: await checkImage({ engine, image: held, needs: found, signal }) };
    },
  );
  // Not awaited: the message may stand for hours.
  void showResult(check, needs, image, uri, services);
}

/** What a script needs, by the files of the folder that its Dockerfile would stand in. */
export async function needsOf(
  services: Services,
  script: vscode.Uri,
  language: Language,
  signal: AbortSignal,
): Promise<CodeNeeds> {
  const { files, loadParser } = services;
  const folder = await dockerfileFolder(files, script, language);
  const parser = await loadParser();
  return readNeeds({ files, parser, folder, language, scripts: [below(folder, script.fsPath)], signal });
}

async function pickImage({ engines }: Services): Promise<string | undefined> {
  const engine = await engines.find();
  const items = (await engine.listImages()).flatMap(({ references }) =>
    references.map((reference) => ({ label: shortImage(reference), description: reference, reference })),
  );
  const title = vscode.l10n.t('Check which image?');
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.reference;
}

async function showResult(
  check: ImageCheck,
  needs: CodeNeeds,
  image: string,
  script: vscode.Uri,
  services: Services,
): Promise<void> {
  const text = [checkText({ check, needs, image }), unresolvedText(needs.unresolved)].filter(Boolean).join(' ');
  if (isAllThere(check) && check.different.length === 0) {
    await vscode.window.showInformationMessage(text);
    return;
  }
  // For files of one's own there is nothing to install.
  if (check.hasInterpreter && check.missing.length === 0 && check.different.length === 0) {
    await vscode.window.showWarningMessage(text);
    return;
  }
  const dockerfile = await dockerfileButton(services.files, script, needs.language);
  const chosen = await vscode.window.showWarningMessage(text, dockerfile);
  if (chosen === dockerfile)
    await vscode.commands.executeCommand(commandIds.createDockerfile, script, addMissingPackages);
}

/** What leads to a Dockerfile with what is missing: a new one, or more in the one that is there. */
export async function dockerfileButton(files: Files, script: vscode.Uri, language: Language): Promise<string> {
  const { text } = await dockerfileIn(files, await dockerfileFolder(files, script, language), language);
  return text === undefined ? vscode.l10n.t('Create Dockerfile') : vscode.l10n.t('Update Dockerfile');
}
