import type { DescribeProcessingJobResponse } from '@aws-sdk/client-sagemaker';
import * as l10n from '@vscode/l10n';
import { processImage } from '../aws/container.ts';
import { shortImage } from '../aws/imageUri.ts';
import { describeRun } from '../runs/describeRun.ts';
import { languageName, languageOf } from '../runs/language.ts';
import { askedEngine } from '../runs/placeOfJob.ts';

/** The image of a job in words, by `show` where it is used: on Local it may run without. Undefined for a job that names none. */
export function jobImage(
  job: DescribeProcessingJobResponse,
  show: (image: string) => string = String,
): string | undefined {
  const image = job.AppSpecification?.ImageUri;
  if (image === undefined) return undefined;
  const language = languageOf(describeRun(job).script ?? '');
  const own = language ? l10n.t('this machine’s {0}', languageName(language)) : l10n.t('this machine’s own programs');
  if (image === processImage) return l10n.t('{0}, no image', own);
  return askedEngine(job) === 'process' ? l10n.t('{0}, not {1}', own, shortImage(image)) : show(image);
}
