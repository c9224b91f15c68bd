import * as vscode from 'vscode';
import { imageInterpreter } from '../../core/runs/language.ts';
import type { Language } from '../../core/runs/runSpec.ts';
import type { Settings } from '../settings.ts';

const imagePattern = /^[0-9]{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[^\s]+$/u;

/** Asks for the ECR image of a language and remembers it. `CancellationError` when the question is left. */
export async function askImage(language: Language, settings: Settings): Promise<string> {
  const name = language === 'r' ? 'R' : 'Python';
  const image = await vscode.window.showInputBox({
    title: vscode.l10n.t('Image for {0} scripts on AWS', name),
    prompt: vscode.l10n.t(
      'URI of an image in Amazon ECR (AWS’s registry of container images) that holds {0}. It is remembered for {1} scripts.',
      imageInterpreter[language],
      name,
    ),
    placeHolder: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/my-image:latest',
    value: settings.image(language) ?? '',
    ignoreFocusOut: true,
    validateInput: (value) =>
      imagePattern.test(value.trim())
        ? undefined
        : vscode.l10n.t('Write it as account.dkr.ecr.region.amazonaws.com/name:tag.'),
  });
  if (image === undefined) throw new vscode.CancellationError();
  await settings.saveImage(language, image.trim());
  return image.trim();
}
