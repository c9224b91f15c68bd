import * as vscode from 'vscode';
import { parseImageUri } from '../../../core/aws/imageUri.ts';
import { imageUri } from '../../../core/images/imageName.ts';
import type { Language } from '../../../core/scripts/language.ts';
import { excludedFolders } from '../../kit/scriptsOf.ts';
import { pickLanguage } from '../../kit/pickLanguage.ts';
import type { Services } from '../../kit/services.ts';
import { languages } from '../tree/loadNodes.ts';
import type { ImageNode } from '../tree/nodes.ts';

/**
 * Whose scripts are to run in an image: as what was built here tells, else as an older image of its repository is used, else as the
 * workspace's scripts tell, if they are of one language; else the user. Undefined when they leave the question.
 */
export async function languageOfImage(node: ImageNode, services: Services): Promise<Language | undefined> {
  const { repository } = node.parent;
  const { settings, builtImages } = services;
  const built = builtImages.find(imageUri(repository, node.image));
  const told = built?.members['language'] ?? (built && builtImages.language(built.dockerfile));
  if (told === 'r' || told === 'python') return told;
  const using = languages.filter((language) => {
    const { registry = '', repository: name } = parseImageUri(settings.image(language) ?? '');
    return `${registry}/${name}` === repository.uri;
  });
  if (using.length === 1) return using[0];
  const written = await languagesOfWorkspace();
  if (written.length === 1) return written[0];
  return pickLanguage(vscode.l10n.t('Scripts in which language run in this image?'));
}

async function languagesOfWorkspace(): Promise<Language[]> {
  const [r, python] = await Promise.all(
    ['**/*.{R,r}', '**/*.py'].map((pattern) => vscode.workspace.findFiles(pattern, excludedFolders, 1)),
  );
  return [...(r?.length ? (['r'] as const) : []), ...(python?.length ? (['python'] as const) : [])];
}
