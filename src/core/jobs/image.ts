import * as l10n from '@vscode/l10n';
import { processImage } from '../aws/container.ts';
import { shortImage } from '../aws/imageUri.ts';
import { languageName, languageOf } from '../scripts/language.ts';
import { requestedEngine } from './engine.ts';
import type { Job } from './job.ts';

/** The image of a job in words, by `show` where it is used: on Local it may run without. Undefined for a job that names none. */
export function jobImageText(job: Job, show: (image: string) => string = String): string | undefined {
  const { image, script } = job;
  if (image === undefined) return undefined;
  const language = languageOf(script?.path ?? '');
  const own = language ? l10n.t('this machine’s {0}', languageName(language)) : l10n.t('this machine’s own programs');
  if (image === processImage) return l10n.t('{0}, no image', own);
  return requestedEngine(job) === 'process' ? l10n.t('{0}, not {1}', own, shortImage(image)) : show(image);
}
